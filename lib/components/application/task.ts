import type { PlacedNode, Zod } from "../component.ts";
import { fieldsOf } from "../fields.ts";
import { containerFields, containerOf } from "./container.ts";
import { mainVolumeFields, storageFields } from "./storage.ts";

/** The output of what runs to its end. */
export const COMPLETION_OUTPUT = { done: { type: "completion", title: "Done" } } as const;

/** The fields of a container that runs to its end. */
export function taskFields(z: Zod) {
  const f = fieldsOf(z);
  return {
    ...containerFields(z),
    parallelism: f.whole([1, 1000], "Parallelism", "How many pods run at the same time.", {
      presets: [1, 2, 5, 10],
    }).exactOptional(),
    completions: f.whole([1, 1000], "Completions", "How many pods must end well.", {
      presets: [1, 2, 5, 10],
    }).exactOptional(),
    indexed: f.flag(
      "Numbered",
      "Whether each pod knows its number, as JOB_COMPLETION_INDEX; they are those of completions.",
      { tier: "expert" },
    ).exactOptional(),
    timeout: f.of("duration", "Timeout", "How long a run may take; it has failed after that.", {
      presets: ["30s", "1m", "5m", "10m", "30m", "1h"],
    }).exactOptional(),
    restartPolicy: f.choice(
      ["Never", "OnFailure"],
      "Restart policy",
      "Tries again in a new pod, which keeps the log of the failed one, or in the same one.",
      { tier: "advanced" },
    ).default("Never"),
    retries: f.whole([0, 1000], "Retries", "How often a failed run is tried again.", {
      tier: "advanced",
      presets: [3, 5, 10, 20],
    }).default(3),
    suspend: f.flag("Suspended", "Whether nothing is started for now.").exactOptional(),
    keepFinished: f.of(
      "duration",
      "Keep finished runs",
      "How long a finished Job stays; for ever without. What is gone and still in Git runs anew.",
      { tier: "advanced", presets: ["1h", "24h", "168h"] },
    ).exactOptional(),
    ...mainVolumeFields(f),
    ...storageFields(f),
  };
}

/** What a node that runs to its end comes to. */
export function taskOf<Config extends Parameters<typeof containerOf>[1]>(
  node: PlacedNode,
  config: Config,
) {
  return {
    kind: "task" as const,
    node: node.id,
    at: [],
    suffix: "",
    ...containerOf(node, config),
  };
}
