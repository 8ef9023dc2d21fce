import type { Setting } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, filled, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { type Manifest, manifestOf } from "./manifest.ts";

/** Settings as a ConfigMap. */
export function configMapOf(context: Context, setting: Reading<Setting>): Manifest {
  return manifestOf(context, "ConfigMap", setting.node, setting, {
    binaryData: filled(entriesOf(setting, "binaryData")),
    data: within(setting, entriesOf(setting, "data")),
    immutable: setting.get("immutable"),
  });
}
