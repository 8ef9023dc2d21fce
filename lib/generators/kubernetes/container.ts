import type { ContainerPort } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { filled, itemsOf, via } from "../shared/origin.ts";
import type { Variable } from "../shared/variables.ts";
import { computeOf } from "./compute.ts";
import type { Context, Runner } from "./context.ts";
import { environmentOf } from "./environment.ts";
import { lifecycleOf } from "./lifecycle.ts";
import { containerSecurityOf } from "./security.ts";
import { literal } from "./text.ts";

/** The fields of a container that every runner has. */
export function containerOf(
  context: Context,
  runner: Reading<Runner>,
  extra?: readonly Variable[],
  ports: readonly Reading<ContainerPort>[] = [],
): Record<string, unknown> {
  return {
    args: via(runner, "args", () => itemsOf(runner, "args", literal)),
    command: via(runner, "command", () => itemsOf(runner, "command", literal)),
    env: filled(environmentOf(context, runner, extra)),
    image: runner.get("image"),
    imagePullPolicy: runner.get("pullPolicy"),
    lifecycle: lifecycleOf(runner, ports),
    name: runner.node,
    resources: computeOf(runner),
    securityContext: containerSecurityOf(runner),
    workingDir: runner.get("workingDir"),
  };
}
