import { FORMATS } from "../../model/formats.ts";
import { set } from "../yaml/put.ts";
import { dropped, type Handler, type Methods, plainText, type Step, textMapOf } from "./step.ts";

/** The label by which the library tells what it made, and which Celestra sets anew. */
const OURS = /^(app|app\.kubernetes\.io\/(part-of|managed-by|name|instance|component|version))$/;

function put(step: Step, field: "labels" | "annotations", map: ReadonlyMap<string, string>) {
  const wrong = [...map].filter(([key, value]) => {
    if (field === "labels" && (OURS.test(key) || step.world.draft.labels[key] === value)) {
      return false;
    }
    const fits = FORMATS["label-key"]!.test(key) &&
      (field === "annotations" || FORMATS["label-value"]!.test(value));
    if (fits && !isMembership(key)) set(step.node, [field, key], value);
    return !fits;
  });
  return wrong.length === 0 ? undefined : dropped(`${wrong[0]![0]} is no ${field.slice(0, -1)}`);
}

/** The label that a generated service with several backends selects. */
function isMembership(key: string): boolean {
  return key.startsWith("celestra.dev/endpoint-");
}

const one = (field: "labels" | "annotations"): Handler => (step) => {
  const key = plainText(step.call.positional[0] ?? step.call.named.get("key"));
  const value = plainText(step.call.positional[1] ?? step.call.named.get("value"));
  if (key === undefined || value === undefined) return dropped("it must be two texts");
  return put(step, field, new Map([[key, value]]));
};

const several = (field: "labels" | "annotations"): Handler => (step) => {
  const map = textMapOf(step.call.positional[0] ?? step.call.named.get(field));
  return map ? put(step, field, map) : dropped("it must be a map of text");
};

/** The calls that every builder has. */
export const COMMON: Methods = {
  add_label: one("labels"),
  add_labels: several("labels"),
  add_annotation: one("annotations"),
  add_annotations: several("annotations"),
  set_namespace: ({ world, node, call }) => {
    const [namespace] = call.positional;
    const { draft } = world;
    if (node.group !== undefined || namespace === (draft.namespace ?? draft.name)) return undefined;
    return dropped(`a node of the namespace ${plainText(namespace)} must stand in a group of it`);
  },
};
