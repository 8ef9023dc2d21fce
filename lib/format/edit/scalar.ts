import type { Json } from "../../model/json.ts";
import { quoted } from "../scalar.ts";
import { readScalar } from "../yaml_scalar.ts";

/** What a reader of YAML 1.1 takes for something else than text. */
const RETYPED =
  /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.?\d[\d_:.,+exobTZ-]*|0x[\da-f_]+)$/i;

/** A scalar on one line, with the quotes that stood there before where they can hold it. */
export function scalarSource(value: Exclude<Json, object>, inFlow: boolean, old = ""): string {
  if (typeof value !== "string") return String(value);
  if (old.startsWith('"')) return quoted(value);
  if (old.startsWith("'") && !/[\r\n]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return isPlain(value, inFlow) ? value : quoted(value);
}

/** Whether text is itself to every reader without quotes. */
function isPlain(text: string, inFlow: boolean): boolean {
  if (RETYPED.test(text) || /^["']/.test(text)) return false;
  const read = readScalar({ text, start: 0, at: 0, column: 0, open: 0 }, inFlow);
  return read?.value === text && read.to === text.length;
}

/** The header and lines of a block scalar; `undefined` where it cannot hold the text. */
export function blockScalar(
  value: string,
  old = "|",
): { readonly head: string; readonly lines: string[] } | undefined {
  const isOneLine = !old.startsWith(">") && !old.startsWith("|") && !/\n[^]/.test(value);
  if (isOneLine || !/^\S(?:[^]*\S)?\n?$/.test(value) || value.includes("\r")) return undefined;
  const body = value.replace(/\n$/, "");
  // Between lines that begin with a word, a folded scalar keeps one line end more than it says.
  const isFolded = old.startsWith(">") && !/\n[ \t]/.test(body);
  const head = (isFolded ? ">" : "|") + (body === value ? "-" : "");
  return { head, lines: (isFolded ? body.replace(/\n+/g, "$&\n") : body).split("\n") };
}
