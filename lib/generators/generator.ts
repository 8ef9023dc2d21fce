import type { Artifact, Fidelity } from "../model/artifact.ts";
import type { Problem } from "../model/problem.ts";
import type { Plan, Resource } from "../model/resource.ts";

/** Writes plans as files of one format. Pure: the same plan gives the same bytes everywhere. */
export interface Generator {
  /** The id of the output: `--target`, and its folder on `deploy/<env>`. */
  readonly id: string;
  readonly title: string;
  /** Whether it writes every environment beside the workflow itself, instead of one of them. */
  readonly variants?: true;
  /**
   * How it carries each kind of resource with everything set: all exactly, some of it in another way
   * or not at all, or nothing. A test compares it with what really happens.
   */
  readonly carries: Readonly<Record<Resource["kind"], Fidelity["class"]>>;
  /**
   * What this output cannot write at all. The path of each problem starts at the config of its
   * node.
   */
  problems(plan: Plan): Problem[];
  /**
   * The files, ordered by path, and how each property was carried. Asks for a plan without problems.
   *
   * @param variants Of an output that writes every environment: the plan of each, ordered by name,
   * while `plan` is for none; the one that was asked for alone where one was.
   */
  generate(plan: Plan, variants?: readonly Plan[]): Generated;
}

/** What a generator wrote. */
export interface Generated {
  readonly files: readonly Artifact[];
  readonly report: readonly Fidelity[];
}
