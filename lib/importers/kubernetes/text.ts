/** What became of text that Kubernetes expands. */
export interface Expanded {
  readonly text: string;
  /** The variables that were replaced, or could not be. */
  readonly replaced: readonly string[];
  readonly unknown: readonly string[];
}

/**
 * Text as a container gets it: `$$` is one `$`, and `$(NAME)` the value of a variable. A name that
 * is no variable stays as it is, as in Kubernetes.
 *
 * @param valueOf The value of a variable; `null` for one whose value is not known here.
 */
export function expanded(
  text: string,
  valueOf: (name: string) => string | null | undefined,
): Expanded {
  const replaced: string[] = [];
  const unknown: string[] = [];
  const result = text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name?: string) => {
    if (name === undefined) return "$";
    const value = valueOf(name);
    if (typeof value === "string") replaced.push(name);
    if (value === null) unknown.push(name);
    return value ?? whole;
  });
  return { text: result, replaced, unknown };
}
