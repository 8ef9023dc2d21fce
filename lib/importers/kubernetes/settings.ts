import { FORMATS } from "../../model/formats.ts";
import type { Json } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putFlag, set } from "../yaml/put.ts";
import { isMovable, movedKey, moveEntry } from "./config_secrets.ts";
import { addNode, find, type Inventory, nodeOf, ofKind } from "./inventory.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import type { KubeObject } from "./objects.ts";

/**
 * Makes a node of each ConfigMap and Secret.
 *
 * @param mounted The ConfigMaps that pods see as files.
 */
export function takeSettings(
  inventory: Inventory,
  mounted: ReadonlySet<string | undefined>,
): void {
  for (const object of ofKind(inventory, "ConfigMap")) {
    if (inventory.nodes.has(object)) continue;
    takeConfigMap(inventory, object, mounted.has(object.name));
  }
  for (const object of ofKind(inventory, "Secret")) takeSecret(inventory, object);
}

function takeConfigMap(inventory: Inventory, object: KubeObject, isMounted: boolean): void {
  const node = addNode(inventory, object, "config-map");
  const { root } = object;
  takeHead(inventory, object, node);
  takeLabels(inventory, node, root.at("metadata", "labels"));
  set(node, ["data"], {});
  for (const [key, field] of root.get("data")?.entries() ?? []) {
    const text = field.text ?? "";
    if (!isMounted && isMovable(key, text)) moveEntry(inventory, object, key, field);
    else put(node, ["data", key], text, field);
  }
  for (const [key, field] of root.get("binaryData")?.entries() ?? []) {
    put(node, ["binaryData", key], field.text ?? "", field);
  }
  putFlag(node, ["immutable"], root.get("immutable"));
}

function takeSecret(inventory: Inventory, object: KubeObject): void {
  const { root, name } = object;
  const entries = [root.get("data"), root.get("stringData")].flatMap((map) => map?.entries() ?? []);
  if (entries.length === 0) {
    return root.drop("a Secret without keys is of use to nobody");
  }
  const node = addNode(inventory, object, "secret");
  takeHead(inventory, object, node, name);
  if (node.id !== name) set(node, ["secretName"], name);
  takeLabels(inventory, node, root.at("metadata", "labels"));
  const type = root.get("type");
  if (type?.text === "Opaque") type.take(node.id);
  else if (type) put(node, ["type"], type.text ?? "", type);
  const keys = [...new Set(entries.map(([key]) => key))];
  set(node, ["keys"], keys);
  for (const [key, field] of entries) {
    field.withhold(
      "the key is taken, its value is not: set it with `celestra secret set " +
        `${inventory.draft.name} ${node.id} ${key} --env <environment> --stdin\``,
      node.id,
      ["keys", keys.indexOf(key)],
    );
  }
}

/**
 * The node of a ConfigMap or Secret. One for a Secret that is not among the files is made of the
 * keys that are asked for.
 */
export function settingOf(
  inventory: Inventory,
  kind: "ConfigMap" | "Secret",
  name: string,
  keys: readonly string[],
): DraftNode | undefined {
  const moved = kind === "ConfigMap" && keys.length === 1
    ? movedKey(inventory, name, keys[0])
    : undefined;
  const known = moved ?? nodeOf(inventory, find(inventory, kind, name));
  if (known || kind === "ConfigMap") return known;
  return foreignSecret(inventory, name, keys);
}

function foreignSecret(
  { draft, foreignSecrets }: Inventory,
  name: string,
  keys: readonly string[],
): DraftNode | undefined {
  let node = foreignSecrets.get(name);
  if (!node) {
    if (keys.length === 0 || name === "") return undefined;
    node = draft.node(name, "secret");
    if (node.id !== name) set(node, ["secretName"], name);
    foreignSecrets.set(name, node);
  }
  const all = new Set([...(node.config["keys"] ?? []) as string[], ...keys]);
  set(node, ["keys"], [...all]);
  return node;
}

/** Consumers name the Secret, and not what brings it. */
export function nameSecret(
  { foreignSecrets }: Inventory,
  node: DraftNode,
  said: Field | undefined,
  name: string,
): void {
  const secret = said?.text ?? name;
  if (secret !== node.id) set(node, ["secretName"], secret);
  said?.take(node.id, ["secretName"]);
  foreignSecrets.set(secret, node);
}

/** Joins a consumer to settings that reach it as variables or files. */
export function consume(
  { draft }: Inventory,
  source: DraftNode,
  consumer: DraftNode,
  how: "env" | "file",
): void {
  const known = source.config["mount"];
  set(source, ["mount"], known === undefined || known === how ? how : "both");
  draft.connect({ node: source.id, port: "data" }, { node: consumer.id, port: "settings" });
}

/** Says how settings that nobody takes would reach a consumer, in a way that is legal. */
export function finishSettings({ draft }: Inventory): void {
  for (const { component, config } of draft.nodes) {
    if (config["mount"] !== undefined) continue;
    const keys = Object.keys((config["data"] ?? {}) as Record<string, Json>);
    if (component === "config-map" && !keys.every((key) => FORMATS.variable!.test(key))) {
      config["mount"] = "file";
    }
  }
}

/** The keys of a setting, as a field's entries name them. */
export function keysOf({ config }: DraftNode): readonly string[] {
  return (config["keys"] as string[] | undefined) ??
    Object.keys({ ...config["data"] as object, ...config["binaryData"] as object });
}

/** A file mode as Kubernetes writes it: a number in ten digits, or in eight with a 0 before. */
export function modeOf(field: Field | undefined): string | undefined {
  const { text } = field ?? {};
  if (text === undefined || !/^(0o?)?\d{1,4}$/.test(text)) return undefined;
  const octal = /^0/.test(text) ? text.replace(/^0o?/, "") : Number(text).toString(8);
  return `0${octal.padStart(3, "0")}`;
}
