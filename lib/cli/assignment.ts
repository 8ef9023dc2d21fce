import { flowValue } from "../format/flow_value.ts";
import { AppError } from "../model/error.ts";
import type { SetField, Step } from "../model/operation.ts";

/** What `node.path=value` sets, such as `api.ports[http].port=8080`. @throws `usage`. */
export function assignmentOf(word: string): SetField {
  const [node, ...steps] = stepsOf(word);
  const end = steps.at(-1)?.to;
  if (typeof node?.step !== "string" || end === undefined || word[end] !== "=") throw wrong(word);
  const path = steps.map(({ step }) => step);
  return { op: "set", node: node.step, path, value: flowValue(word.slice(end + 1)) };
}

/** A step, and where it ends. */
interface Found {
  readonly step: Step;
  readonly to: number;
}

/** A key, in quotes where it holds a dot. */
const KEY = /"([^"]+)"|[^.[\]="\s]+/y;

/** An item of a list by its index or its name. */
const ITEM = /\[(?:(\d+)|"([^"]+)"|([^\]"]+))\]/y;

/** The steps that a word begins with. */
function stepsOf(word: string): Found[] {
  const found: Found[] = [];
  for (let next = keyAt(word, 0); next; next = nextAt(word, next.to)) found.push(next);
  return found;
}

function nextAt(word: string, at: number): Found | undefined {
  if (word[at] === ".") return keyAt(word, at + 1);
  return word[at] === "[" ? itemAt(word, at) : undefined;
}

function keyAt(word: string, at: number): Found | undefined {
  KEY.lastIndex = at;
  const [plain, quoted] = KEY.exec(word) ?? [];
  return plain === undefined ? undefined : { step: quoted ?? plain, to: KEY.lastIndex };
}

function itemAt(word: string, at: number): Found | undefined {
  ITEM.lastIndex = at;
  const [all, index, quoted, plain] = ITEM.exec(word) ?? [];
  if (all === undefined) return undefined;
  const step = index === undefined ? { name: (quoted ?? plain)! } : Number(index);
  return { step, to: ITEM.lastIndex };
}

function wrong(word: string): AppError {
  const message = `--set ${word}: expected node.path=value, such as api.ports[http].port=8080`;
  return new AppError("usage", message);
}
