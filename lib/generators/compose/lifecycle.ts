import type { LifecycleStep } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { itemsOf, within } from "../shared/origin.ts";
import type { Runner } from "./context.ts";
import { literal } from "./text.ts";

/** What is done when a container has started, and before it is stopped. */
export function lifecycleOf(runner: Reading<Runner>): Record<string, unknown> {
  const lifecycle = runner.part("lifecycle");
  const step = (key: "postStart" | "preStop") => {
    const part = lifecycle?.part(key);
    return part && stepsOf(part);
  };
  return { post_start: step("postStart"), pre_stop: step("preStop") };
}

function stepsOf(step: Reading<LifecycleStep>): unknown {
  step.drop("http", "Compose runs only commands then");
  if (!step.has("exec")) return undefined;
  return [within(step, { command: step.as("exec", itemsOf(step, "exec", literal)) })];
}
