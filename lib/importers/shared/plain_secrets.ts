import type { Became } from "./report.ts";

/** What is said of a text that is in the workflow with a secret in it. */
export const PLAIN_SECRET = "it holds a secret as text, which is in the workflow now: " +
  "take it out, and give it by a connected secret";

/** What became of something that holds a secret as text, and is taken all the same. */
export function telling<Line extends Pick<Became, "class" | "message">>(line: Line): Line {
  if (line.message.endsWith(PLAIN_SECRET)) return line;
  const message = line.message === "" ? PLAIN_SECRET : `${line.message}; ${PLAIN_SECRET}`;
  return { ...line, class: line.class === "custom" ? "custom" : "approximated", message };
}
