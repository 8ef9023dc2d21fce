import { type Component, defineComponent } from "../component.ts";
import { fieldsOf } from "../fields.ts";
import { CONTAINER_INPUTS, containerOf } from "./container.ts";
import { idsOf, joinedOne } from "./joined.ts";
import { mainVolumeFields } from "./storage.ts";
import { amount, ENDPOINT_OUTPUT, endpointOf, workloadFields } from "./workload.ts";

/** A program that keeps running and holds no data of its own that may not be lost. */
export const app: Component = defineComponent({
  id: "app",
  title: "App",
  description: "A program that keeps running: a web server, an API, a worker.",
  category: "Applications",
  outputs: ENDPOINT_OUTPUT,
  inputs: {
    ...CONTAINER_INPUTS,
    monitoring: { type: "monitoring", title: "Monitoring", many: true },
    strategy: { type: "strategy", title: "Strategy" },
  },
  config: (z) => {
    const f = fieldsOf(z);
    return f.object({
      ...workloadFields(z),
      build: f.object(
        {
          context: f.text("Folder", "The folder of the sources, relative to the Compose file."),
          dockerfile: f.text("Dockerfile", "Its path in the folder; Dockerfile without.")
            .exactOptional(),
          target: f.text("Stage", "The stage to build; the last without.").exactOptional(),
          args: f.map("variable", z.string(), "Arguments", "Build arguments; no secrets.")
            .exactOptional(),
        },
        "Build",
        "Builds the image from sources; only Compose can.",
        { tier: "advanced" },
      )
        .exactOptional(),
      replicas: f.whole([1, 1000], "Replicas", "How many run at the same time.", {
        presets: [1, 2, 3, 5, 10],
      }).default(1),
      ...mainVolumeFields(f),
      autoscaling: f.object(
        {
          min: f.whole([1, 1000], "Least", "The least replicas."),
          max: f.whole([1, 1000], "Most", "The most replicas.", { atLeast: "min" }),
          cpu: f.whole([1, 1000], "CPU", "The CPU to aim at, in percent of the request.", {
            presets: [50, 70, 80],
          }).default(70),
          memory: f.whole([1, 1000], "Memory", "The memory to aim at, in percent of the request.")
            .exactOptional(),
        },
        "Autoscaling",
        "Runs more replicas under load.",
        { tier: "advanced" },
      ).exactOptional(),
      rollout: f.object(
        {
          type: f.choice(
            ["RollingUpdate", "Recreate"],
            "Type",
            "Replaces replicas one by one, or all at once.",
          ).default("RollingUpdate"),
          maxSurge: amount(z, f, "Surge", "How many replicas may run above the wanted number.")
            .exactOptional(),
          maxUnavailable: amount(z, f, "Unavailable", "How many replicas may be missing.")
            .exactOptional(),
        },
        "Rollout",
        "How a new version replaces the old one.",
        { tier: "advanced" },
      )
        .exactOptional(),
    });
  },
  resources: (node, config) => [
    {
      kind: "workload",
      node: node.id,
      at: [],
      stateful: false,
      monitors: idsOf(node.providers("monitoring")),
      ...joinedOne(node, "strategy"),
      ...containerOf(node, config),
    },
    ...endpointOf(node, config),
  ],
});
