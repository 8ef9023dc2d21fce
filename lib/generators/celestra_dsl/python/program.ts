import type { MappedLines } from "../../../model/artifact.ts";
import type { Path } from "../../../model/json.ts";
import { inline, isTall, type Python, STEP, WIDTH, wrapped } from "./value.ts";

/** Where lines come from; `null` for what belongs to the whole workflow. */
export interface Place {
  readonly node: string | null;
  readonly path: Path;
}

/** What belongs to the whole workflow. */
export const GLOBAL: Place = { node: null, path: [] };

/** An argument of a call: a value, or a value with the name of its parameter. */
export type Argument = Python | Keyword;

/** An argument that names its parameter. */
export class Keyword {
  constructor(readonly name: string, readonly value: Python) {}
}

/** A call in a chain. */
export interface Call extends Place {
  readonly method: string;
  readonly args: readonly Argument[];
}

/** The text of a Python file, and where each of its lines comes from. */
export class Program {
  readonly #lines: string[] = [];
  readonly #map: { from: number; to: number; node: string | null; path: Path }[] = [];

  /** Lines that come from one place. */
  add(lines: readonly string[], { node, path }: Place = GLOBAL): void {
    const from = this.#lines.length + 1;
    this.#lines.push(...lines);
    const last = this.#map.at(-1);
    const isSame = last && last.node === node && samePath(last.path, path);
    if (isSame) last.to = this.#lines.length;
    else this.#map.push({ from, to: this.#lines.length, node, path });
  }

  /** `variable = Class(...).call(...)...`, one call a line where there are several. */
  assign(variable: string, call: Call, chain: readonly Call[]): void {
    const first = callLines("", call, chain.length > 0 ? STEP : "");
    if (chain.length === 0) return this.add(joined(`${variable} = `, first), call);
    this.add([`${variable} = (`], call);
    this.add(joined(STEP, first), call);
    for (const one of chain) this.add(joined(STEP, callLines(".", one, STEP)), one);
    this.add([")"], call);
  }

  /** The file. */
  finished(path: string): { path: string; text: string; map: readonly MappedLines[] } {
    return { path, text: this.#lines.join("\n") + "\n", map: this.#map };
  }
}

function joined(before: string, [first, ...rest]: readonly string[]): string[] {
  return [before + first, ...rest];
}

function callLines(before: string, { method, args }: Call, indent: string): string[] {
  const line = `${before}${method}(${args.map(argumentText).join(", ")})`;
  const values = args.map((arg) => arg instanceof Keyword ? arg.value : arg);
  if (indent.length + line.length <= WIDTH && !values.some(isTall)) return [line];
  const entries = args.map((arg) =>
    arg instanceof Keyword ? [`${arg.name}=`, arg.value] as const : ["", arg] as const
  );
  return wrapped(`${before}${method}(`, entries, ")", indent);
}

function argumentText(arg: Argument): string {
  return arg instanceof Keyword ? `${arg.name}=${inline(arg.value)}` : inline(arg);
}

function samePath(path: Path, other: Path): boolean {
  return path.length === other.length && path.every((step, index) => step === other[index]);
}
