/**
 * Text that Kubernetes hands to the container as it is. In `command`, `args` and `env` it expands
 * `$(NAME)` and turns `$$` into `$`; a doubled `$` is the way to say one.
 */
export function literal(text: string): string {
  return text.replace(/\${2,}|\$(?=\()/g, (run) => run + run);
}
