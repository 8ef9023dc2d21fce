import { type Call, whyUnknown } from "./program.ts";

/** What became of a call; nothing to say where it is taken as it is. */
export type Outcome = undefined | {
  readonly class: "approximated" | "dropped";
  readonly message: string;
  /** Whether it is a secret of which only the name is taken. */
  readonly isWithheld?: true;
};

/** A call that is not taken, and why. */
export function dropped(message: string): Outcome {
  return { class: "dropped", message };
}

/** A call that is taken in another way than it says, and how. */
export function approximated(message: string): Outcome {
  return { class: "approximated", message };
}

/** A call that gives a secret, of which only the name is taken. */
export function withheld(message: string): Outcome {
  return { class: "approximated", message, isWithheld: true };
}

/** Why a call cannot be read: an argument that only a run tells. */
export function unknownIn({ positional, named }: Call): string | undefined {
  for (const value of [...positional, ...named.values()]) {
    const why = whyUnknown(value);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** The first that is not simply taken. */
export function worst(...outcomes: readonly Outcome[]): Outcome {
  return outcomes.find((one) => one?.class === "dropped") ?? outcomes.find((one) => one);
}
