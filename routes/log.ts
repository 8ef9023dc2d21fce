/** Writes a line about the process. */
export type Log = (entry: Readonly<Record<string, unknown>>) => void;

/** Writes each entry as one line of JSON to standard error. */
export const logToStandardError: Log = (entry) => {
  const line = JSON.stringify({ at: new Date().toISOString(), ...entry });
  // deno-lint-ignore no-console
  console.error(line);
};

/** An error whole, with its causes; for the log alone. */
export function errorText(error: unknown): string {
  return Deno.inspect(error, { colors: false, depth: 4 });
}
