import type { Path } from "./json.ts";

/** A value on its way into a generated file, with the config path that it came from. */
export class Sourced<T = unknown> {
  constructor(
    readonly value: T,
    /** `null` for what belongs to the whole workflow. */
    readonly node: string | null,
    readonly path: Path,
  ) {}
}
