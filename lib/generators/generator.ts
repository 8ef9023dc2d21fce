import type { Artifact, Fidelity } from "../model/artifact.ts";
import type { Problem } from "../model/problem.ts";
import type { Plan } from "../model/resource.ts";

/** Writes plans as files of one format. Pure: the same plan gives the same bytes everywhere. */
export interface Generator {
  /** The id of the output: `--target`, and its folder on `deploy/<env>`. */
  readonly id: string;
  readonly title: string;
  /**
   * What this output cannot write at all. The path of each problem starts at the config of its
   * node.
   */
  problems(plan: Plan): Problem[];
  /** The files, ordered by path, and how each property was carried. Asks for a plan without problems. */
  generate(plan: Plan): Generated;
}

/** What a generator wrote. */
export interface Generated {
  readonly files: readonly Artifact[];
  readonly report: readonly Fidelity[];
}
