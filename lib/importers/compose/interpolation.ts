/** What became of the variables in a text. */
export interface Interpolated {
  readonly text: string;
  /** How a variable was filled in, in words; none where there was none. */
  readonly notes: readonly string[];
  /** The names of variables that have no value. */
  readonly missing: readonly string[];
}

const VARIABLE =
  /\$(?:\$|([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])([^{}]*(?:\{[^{}]*\}[^{}]*)*))?\})/g;

/** Fills in the variables of a text as Compose does, by what is known of them. */
export function interpolated(text: string, values: ReadonlyMap<string, string>): Interpolated {
  const notes: string[] = [];
  const missing: string[] = [];
  const result = text.replace(
    VARIABLE,
    (whole, bare?: string, braced?: string, how = "", word = "") => {
      const name = bare ?? braced;
      if (name === undefined) return "$";
      const value = values.get(name);
      const isSet = value !== undefined && (value !== "" || !how.startsWith(":"));
      if (how.endsWith("+")) return isSet ? word : "";
      if (isSet) {
        notes.push(`${name} is that of the .env file`);
        return value;
      }
      if (how.endsWith("-")) {
        notes.push(`${name} has its default here`);
        return interpolated(word, values).text;
      }
      missing.push(name);
      notes.push(`${name} has no value here`);
      return whole === "" ? whole : "";
    },
  );
  return { text: result, notes, missing };
}

/** Reads the lines of an environment file: `KEY=value`, comments and quotes. */
export function environmentFile(
  text: string,
): { readonly line: number; readonly key: string; readonly value: string | undefined }[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    const match = /^\s*(?:export\s+)?([^#=\s][^=\s]*)\s*(?:=(.*))?$/.exec(line);
    if (!match) return [];
    const [, key = "", value] = match;
    return [{ line: index + 1, key, value: value === undefined ? undefined : unquoted(value) }];
  });
}

function unquoted(text: string): string {
  const value = text.trim();
  const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/s.exec(value);
  return quoted ? quoted[2]! : value.replace(/\s+#.*$/, "");
}
