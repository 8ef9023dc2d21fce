import type { ContainerPort, LifecycleStep } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { type Builder, callFrom, placeOf, reference } from "../builder.ts";
import type { Context, Runner } from "../context.ts";
import type { Call } from "../python/program.ts";

/** What is done after a start and before a stop, and the call that gives it to its runner. */
export function lifecycleOf(
  context: Context,
  runner: Reading<Runner>,
  ports: readonly Reading<ContainerPort>[],
): { readonly builders: Builder[]; readonly calls: Call[] } {
  const lifecycle = runner.part("lifecycle") as
    | Reading<NonNullable<Runner["lifecycle"]>>
    | undefined;
  if (!lifecycle) return { builders: [], calls: [] };
  const builder: Builder = {
    ...placeOf(lifecycle),
    variable: context.names.of(`${runner.node}_lifecycle`),
    type: "Lifecycle",
    args: [],
    standing: "inside",
    calls: [
      ...stepCalls(lifecycle.part("postStart"), "post_start", ports),
      ...stepCalls(lifecycle.part("preStop"), "pre_stop", ports),
    ],
  };
  return {
    builders: [builder],
    calls: [callFrom(placeOf(lifecycle), "lifecycle", reference(builder))],
  };
}

function stepCalls(
  step: Reading<LifecycleStep> | undefined,
  method: string,
  ports: readonly Reading<ContainerPort>[],
): Call[] {
  if (!step) return [];
  if (step.has("exec")) {
    return [callFrom(placeOf(step, "exec"), `${method}_exec`, step.value("exec")!)];
  }
  const http = step.part("http") as Reading<NonNullable<LifecycleStep["http"]>>;
  const port = http.value("port") ?? ports[0]?.value("port");
  if (port === undefined) {
    step.drop("http", "there is no port to ask");
    return [];
  }
  return [callFrom(placeOf(http), `${method}_http`, http.value("path"), port)];
}
