import type { Companion } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { filled, itemsOf, via, within } from "../shared/origin.ts";
import { companionVariables } from "../shared/variables.ts";
import { computeOf } from "./compute.ts";
import type { Context, Runner } from "./context.ts";
import { portsOf } from "./ports.ts";
import { plainSecurityOf } from "./security.ts";
import { literal } from "./text.ts";
import { entryOf } from "./variable_entry.ts";

/**
 * Further containers of a pod.
 *
 * @param mounts What the main container mounts, which they see as well.
 * @param rest Further fields of each.
 */
export function companionsOf(
  context: Context,
  runner: Reading<Runner>,
  key: "init" | "sidecars",
  mounts: readonly unknown[],
  rest: object = {},
): object[] {
  return runner.each(key).map((companion) =>
    within(companion, {
      args: textsOf(companion, "args"),
      command: textsOf(companion, "command"),
      env: filled(companionVariables(companion, runner, context).map(entryOf)),
      image: companion.get("image"),
      name: companion.get("name"),
      ports: filled(portsOf(companion)),
      resources: computeOf(companion),
      securityContext: plainSecurityOf(runner),
      volumeMounts: filled(mounts),
      ...rest,
    })
  );
}

function textsOf(companion: Reading<Companion>, key: "args" | "command"): unknown {
  return via(companion, key, () => itemsOf(companion, key, literal));
}
