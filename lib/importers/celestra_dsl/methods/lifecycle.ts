import { set } from "../../yaml/put.ts";
import type { Call } from "../program.ts";
import {
  argumentsOf,
  dropped,
  durationOf,
  type Handler,
  type Outcome,
  type Step,
  textsOf,
} from "../step.ts";
import { helperOf } from "./inside.ts";

/** What is done after a start and before a stop. */
export const lifecycleOf: Handler = (step) => {
  const lifecycle = helperOf(step, "Lifecycle");
  if (!lifecycle) return dropped("it must be a Lifecycle");
  for (const call of lifecycle.calls) {
    step.world.tell(lifecycle, call, step.node, lifecycleCall(step, call));
  }
  return undefined;
};

function lifecycleCall({ node }: Step, call: Call): Outcome {
  const match = /^(post_start|pre_stop)_(exec|http)$/.exec(call.method);
  if (!match) {
    const seconds = durationOf(call.positional[0]);
    if (call.method !== "termination_grace_period" || seconds === undefined) {
      return dropped("the workflow has no place for it");
    }
    set(node, ["stopSeconds"], Number(seconds.replace(/s$/, "")) || 30);
    return undefined;
  }
  const key = match[1] === "post_start" ? "postStart" : "preStop";
  if (match[2] === "exec") {
    const command = textsOf(call.positional[0]);
    if (!command) return dropped("it must be a list of texts");
    set(node, ["lifecycle", key], { exec: command });
    return undefined;
  }
  const { path, port = 8080 } = argumentsOf(call, "path", "port");
  if (typeof path !== "string") return dropped("the path must be text");
  set(node, ["lifecycle", key], { http: { path, port: port as number | string } });
  return undefined;
}
