import type { Json } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import { isLiteralSecret } from "../../model/secrets/literals.ts";
import { withhold } from "../shared/withhold.ts";
import type { Field } from "../yaml/field.ts";
import { put, set } from "../yaml/put.ts";
import { takeAddresses } from "../shared/addresses.ts";
import { movedKey } from "./config_secrets.ts";
import type { Inventory } from "./inventory.ts";
import { consume, settingOf } from "./settings.ts";
import { expanded } from "./text.ts";

/** Takes the variables of a container. */
export function takeEnvironment(inventory: Inventory, node: DraftNode, container: Field): void {
  const { draft } = inventory;
  takeWhole(inventory, node, container.get("envFrom"));
  const plain = new Map<string, Field>();
  for (const entry of container.get("env")?.items() ?? []) {
    const name = entry.get("name")?.text;
    if (name === undefined) continue;
    const value = entry.get("value");
    const from = entry.get("valueFrom");
    if (from) takeFrom(inventory, node, { entry, from, name });
    else if (value && isLiteralSecret(name, value.text ?? "")) {
      entry.take(node.id);
      withhold(draft, node, name, value);
    } else plain.set(name, entry);
  }
  const texts = new Map([...plain].map(([name, entry]) => [name, entry.get("value")?.text ?? ""]));
  const left = takeAddresses(inventory, node, plain, texts);
  for (const name of left) takeText(node, name, plain.get(name)!, textsOf(container));
}

/** The variables of a container with their plain values; `null` for one elsewhere or withheld. */
export function textsOf(container: Field): ReadonlyMap<string, string | null> {
  return new Map((container.get("env")?.items() ?? []).flatMap((entry) => {
    const name = entry.get("name")?.text;
    if (name === undefined) return [];
    const value = entry.get("value")?.text ?? "";
    const isElsewhere = entry.get("valueFrom") || isLiteralSecret(name, value);
    return [[name, isElsewhere ? null : value] as const];
  }));
}

function takeText(
  node: DraftNode,
  name: string,
  entry: Field,
  values: ReadonlyMap<string, string | null>,
): void {
  const at = ["env", name];
  const written = entry.get("value")?.text ?? "";
  const { text, replaced, unknown } = expanded(written, (other) => values.get(other));
  set(node, at, text);
  entry.take(node.id, at);
  const value = entry.get("value");
  if (unknown.length > 0) {
    value?.approximate(`$(${unknown[0]}) is no longer replaced by its value`, node.id, at);
  } else if (replaced.length > 0) {
    value?.approximate(`$(${replaced[0]}) is written out`, node.id, at);
  }
}

interface From {
  readonly entry: Field;
  readonly from: Field;
  readonly name: string;
}

/** A variable whose value is a key of something else, or a fact of the pod. */
function takeFrom(inventory: Inventory, node: DraftNode, { entry, from, name }: From): void {
  const setting = from.get("configMapKeyRef") ?? from.get("secretKeyRef");
  const fact = from.at("fieldRef", "fieldPath");
  if (fact?.text !== undefined) {
    entry.take(node.id);
    return put(node, ["podFields", name], fact.text, entry);
  }
  const kind = from.get("configMapKeyRef") ? "ConfigMap" : "Secret";
  const key = setting?.get("key")?.text;
  if (!setting || key === undefined) {
    return entry.drop("its value comes from where no node can take one", node.id);
  }
  const source = settingOf(inventory, kind, setting.get("name")?.text ?? "", [key]);
  if (!source) return entry.drop(`the ${kind} is not among the files`, node.id);
  consume(inventory, source, node, "env");
  if (kind === "Secret") takeOptional(source, setting.get("optional"));
  if (key === name) return entry.take(node.id, ["bind", source.id]);
  const at = ["bind", source.id, "variables", key];
  const known = (node.config["bind"] as Record<string, { variables?: Record<string, Json> }>)
    ?.[source.id]?.variables?.[key];
  if (known !== undefined) {
    return entry.approximate(`${key} is already the variable ${known}`, node.id);
  }
  set(node, at, name);
  entry.take(node.id, at);
}

function takeOptional(source: DraftNode, optional: Field | undefined): void {
  if (optional?.flag) set(source, ["optional"], true);
}

/** Everything of a ConfigMap or Secret as variables. */
function takeWhole(inventory: Inventory, node: DraftNode, list: Field | undefined): void {
  for (const entry of list?.items() ?? []) {
    const kind = entry.get("configMapRef") ? "ConfigMap" : "Secret";
    const reference = entry.get("configMapRef") ?? entry.get("secretRef");
    const name = reference?.get("name")?.text ?? "";
    const source = settingOf(inventory, kind, name, []);
    if (!source) {
      entry.drop(`the ${kind} "${name}" is not among the files, so its keys are not known`);
      continue;
    }
    entry.take(node.id);
    const moved = kind === "ConfigMap" ? movedKey(inventory, name) : undefined;
    if (moved) consume(inventory, moved, node, "env");
    entry.get("prefix")?.drop("every key is a variable under its own name", node.id);
    consume(inventory, source, node, "env");
  }
}
