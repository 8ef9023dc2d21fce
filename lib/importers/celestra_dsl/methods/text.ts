/** What Kubernetes expands in a command, argument or variable, written as plain text. */
export function unescaped(text: string): string {
  return text.replace(/\${2,}/g, (run) => "$".repeat(Math.ceil(run.length / 2)));
}
