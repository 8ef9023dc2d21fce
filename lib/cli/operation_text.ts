import type { Json } from "../model/json.ts";
import type { Operation, OperationPath } from "../model/operation.ts";
import { flowText } from "../model/schema_text.ts";

/** The most letters of a value that a line shows. */
const MOST_SHOWN = 100;

/** What an operation does, on one line: `set api.ports[http].port: 8080`. */
export function operationText({ op, source: _, ...fields }: Operation): string {
  const { node, note, path, from, to, ...rest } = fields as Fields;
  const subject = `${node ?? note ?? ""}${stepsText(path ?? [])}`.replace(/^\./, "");
  const ends = from === undefined ? to && `-> ${to}` : `${from} -> ${to}`;
  const value = Object.keys(rest).length > 1 || rest.value === undefined ? rest : rest.value;
  const isBare = value === rest && Object.keys(rest).length === 0;
  const what = [op, subject, ends].filter((word) => word).join(" ");
  return isBare ? what : `${what}: ${short(flowText(value))}`;
}

/** The fields that operations have, each where it has one. */
type Fields = { readonly [key: string]: Json } & {
  readonly node?: string;
  readonly note?: string;
  readonly path?: OperationPath;
  readonly from?: string;
  readonly to?: string;
};

function stepsText(path: OperationPath): string {
  return path.map((step) => {
    if (typeof step === "string") return `.${step}`;
    return `[${typeof step === "number" ? step : Object.values(step)[0]}]`;
  }).join("");
}

function short(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text;
}
