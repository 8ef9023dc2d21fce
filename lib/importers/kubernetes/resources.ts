import type { Path } from "../../model/json.ts";
import { FORMATS } from "../../model/formats.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putWhole, set } from "../yaml/put.ts";

/** Takes what a container asks for and may use at most; without a request the limit is asked for. */
export function takeResources(node: DraftNode, at: Path, resources: Field | undefined): void {
  if (!resources) return;
  if (resources.isEmpty) return resources.take(node.id);
  const requests = resources.get("requests");
  const limits = resources.get("limits");
  for (const key of ["cpu", "memory"] as const) {
    takeAmount(node, [...at, key], requests?.get(key), key);
    takeAmount(node, [...at, `${key}Limit`], limits?.get(key), key);
    const limit = limits?.get(key);
    if (limit && !requests?.get(key)) {
      const value = amountOf(limit, key);
      if (value !== undefined) set(node, [...at, key], value);
    }
  }
  const gpu = limits?.get("nvidia.com/gpu");
  putWhole(node, [...at, "gpu"], gpu, [1, 16]);
  requests?.get("nvidia.com/gpu")?.take(node.id);
}

function takeAmount(
  node: DraftNode,
  path: Path,
  field: Field | undefined,
  key: "cpu" | "memory",
): void {
  if (!field) return;
  const value = amountOf(field, key);
  if (value === undefined) field.drop("it is no amount that is known here", node.id);
  else put(node, path, value, field);
}

/** An amount in the form that a config takes: `.5` is `0.5`. */
function amountOf({ text }: Field, key: "cpu" | "memory"): string | undefined {
  const written = text?.replace(/^\./, "0.");
  if (written === undefined) return undefined;
  return FORMATS[key === "cpu" ? "cpu" : "quantity"]!.test(written) ? written : undefined;
}
