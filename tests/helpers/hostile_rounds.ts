import fc from "fast-check";
import { hostileText } from "./hostile_texts.ts";
import type { Injectable } from "./injected.ts";

/** A text for every place of every workflow. */
export type Round = (workflow: number, place: number) => string;

/** Texts for all places of some workflows, again and again others. */
export interface HostileRounds {
  /** Makes the same texts again. */
  readonly seed: number;
  /** How many texts there are. */
  readonly size: number;
  readonly rounds: readonly Round[];
}

/** Draws texts for every place of the workflows, as many times as there are rounds. */
export function hostileRounds(
  workflows: readonly Injectable[],
  rounds: number,
  seed: number = crypto.getRandomValues(new Int32Array(1))[0]!,
): HostileRounds {
  const counts = workflows.map(({ leaves }) => leaves.length);
  const count = counts.reduce((sum, one) => sum + one, 0);
  const texts = fc.sample(hostileText, { numRuns: count * rounds, seed });
  const before = counts.map((_, at) => counts.slice(0, at).reduce((sum, one) => sum + one, 0));
  // A name may be any text, but for none.
  const least = (workflow: number, place: number) =>
    workflows[workflow]!.leaves[place]!.path.at(-1) === "name" ? "~" : "";
  return {
    seed,
    size: texts.length,
    rounds: Array.from({ length: rounds }, (_, round): Round => (workflow, place) => {
      const text = texts[round * count + before[workflow]! + place]!;
      return text || least(workflow, place);
    }),
  };
}
