import type { ProblemCode } from "../model/problem.ts";
import type { SourceNode, TextFault } from "./source.ts";
import { MAX_FAULTS } from "./yaml_text.ts";

/** What is known while a document of the package becomes a tree. */
export interface Context {
  readonly text: string;
  readonly faults: TextFault[];
  /** Anchored values so far; `undefined` while the value is still being read. */
  readonly anchors: Map<string, SourceNode | undefined>;
  /** Whether the syntax has faults: then a missing key or value is only their echo. */
  readonly isBroken: boolean;
  /** Whether others wrote it for their programs: merge keys, and keys that are no text. */
  readonly isForeign: boolean;
  /** How many aliases were met. */
  aliases: number;
  /** How many nodes came from aliases. */
  copies: number;
}

/** Starts to convert a text. */
export function createContext(text: string, isBroken: boolean, isForeign: boolean): Context {
  return { text, isBroken, isForeign, faults: [], anchors: new Map(), aliases: 0, copies: 0 };
}

/** Notes a fault: what was found and what was expected; beyond `MAX_FAULTS` nobody reads on. */
export function report(
  { faults }: Context,
  code: ProblemCode,
  offset: number,
  message: string,
): void {
  if (faults.length < MAX_FAULTS) faults.push({ code, offset, message });
}
