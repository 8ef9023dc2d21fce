import { set } from "../../yaml/put.ts";
import type { Call } from "../program.ts";
import {
  argumentOf,
  argumentsOf,
  dropped,
  type Handler,
  type Outcome,
  type Step,
} from "../step.ts";
import { helperOf } from "./inside.ts";

/** How many replicas run under load. */
export const scalingOf: Handler = (step) => {
  const scaling = helperOf(step, "Scaling");
  if (!scaling) return dropped("it must be a Scaling");
  for (const call of scaling.calls) {
    step.world.tell(scaling, call, step.node, scalingCall(step, call));
  }
  const known = step.node.config["autoscaling"] as { max?: number } | undefined;
  if (known && known.max === undefined) set(step.node, ["autoscaling", "max"], 10);
  return undefined;
};

function scalingCall({ node }: Step, call: Call): Outcome {
  const args = argumentsOf(call, "min_replicas", "max_replicas");
  switch (call.method) {
    case "horizontal":
      set(node, ["autoscaling", "min"], Number(args["min_replicas"] ?? 1));
      set(node, ["autoscaling", "max"], Number(args["max_replicas"] ?? 10));
      return undefined;
    case "cpu_target":
    case "cpu_target=":
    case "memory_target":
    case "memory_target=": {
      const share = Number(argumentOf(call));
      if (!Number.isInteger(share)) return dropped("it must be a whole number of percent");
      set(node, ["autoscaling", call.method.startsWith("cpu") ? "cpu" : "memory"], share);
      return undefined;
    }
    default:
      return dropped("the workflow scales by processor time and memory only");
  }
}
