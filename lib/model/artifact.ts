import type { Path } from "./json.ts";

/** A generated file. */
export interface Artifact {
  /** Relative to the output's folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Which lines came from which node. */
  readonly map: readonly MappedLines[];
}

/** Lines of a generated file, from 1, both ends included. */
export interface MappedLines {
  readonly from: number;
  readonly to: number;
  /** `null` for what belongs to the whole workflow. */
  readonly node: string | null;
  /** The config path that the lines came from; empty for the node as a whole. */
  readonly path: Path;
}

/** How an output carries one config property. */
export interface Fidelity {
  readonly node: string;
  /** The config path. */
  readonly path: Path;
  readonly class: "exact" | "approximated" | "dropped";
  /** How it is approximated, or why it is dropped; empty for exact. */
  readonly message: string;
}
