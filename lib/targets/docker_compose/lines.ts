/** The lines of an answer that hold something. */
export function lines(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

/** The longest line of a log that is kept. */
const LONGEST = 1000;

/** What terminals act on: colours, moves, bells. */
// deno-lint-ignore no-control-regex
const CONTROL = /\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b.|[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/**
 * The lines of a log in the order in which they were printed. Each begins with its time, which
 * puts standard output and standard error together again.
 */
export function logLines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "").sort(byTime).map((line) =>
    line.slice(line.indexOf(" ") + 1).replace(CONTROL, "").slice(0, LONGEST)
  );
}

function byTime(a: string, b: string): number {
  const [first, second] = [a, b].map((line) => line.slice(0, line.indexOf(" "))) as [
    string,
    string,
  ];
  return first < second ? -1 : first > second ? 1 : 0;
}
