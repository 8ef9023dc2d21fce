import { type Recorder, Sheet } from "../recorder.ts";
import type { Manifest } from "./manifest.ts";
import type { Step } from "./manifests.ts";

/** What one step made. */
export interface Part {
  readonly manifests: readonly Manifest[];
  /** What it read and said: it has a trace of every node that it looked at. */
  readonly sheet: Sheet;
}

/** What was made before by the same steps. */
export interface Former {
  readonly parts: readonly Part[];
  /** The nodes that are others than they were then. */
  readonly changed: ReadonlySet<string>;
}

/**
 * Makes the part of each step, on a sheet of its own; one that looked at nothing that changed stays what
 * it was.
 */
export function partsOf(steps: Iterable<Step>, recorder: Recorder, former?: Former): Part[] {
  return [...steps].map((step, index) => {
    const part = former?.parts[index];
    if (part && isKept(part, former!.changed)) return part;
    recorder.sheet = new Sheet();
    return { manifests: [...step()], sheet: recorder.sheet };
  });
}

function isKept({ sheet: { traces } }: Part, changed: ReadonlySet<string>): boolean {
  for (const node of traces.keys()) if (changed.has(node)) return false;
  return true;
}
