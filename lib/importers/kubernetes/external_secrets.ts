import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putFormat, set } from "../yaml/put.ts";
import { addNode, type Inventory, ofKind } from "./inventory.ts";
import { hasOnly, isLegal, isText } from "./legal.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import type { KubeObject } from "./objects.ts";
import { nameSecret } from "./settings.ts";

/** Makes a secret node of each ExternalSecret that names the keys it fetches; any other is kept as it is. */
export function takeExternalSecrets(inventory: Inventory): void {
  for (const object of ofKind(inventory, "ExternalSecret")) {
    const spec = object.root.get("spec");
    const entries = spec?.get("data")?.items().map(entryOf);
    if (spec && entries?.length && entries.every(isPlain) && hasPlainTarget(spec)) {
      takeExternalSecret(inventory, object, spec, entries);
    }
  }
}

/** A key, and where its value is found. */
interface Entry {
  readonly field: Field;
  readonly key: Field | undefined;
  readonly entry: Field | undefined;
  readonly property: Field | undefined;
}

function entryOf(field: Field): Entry {
  const remote = field.get("remoteRef");
  return {
    field,
    key: field.get("secretKey"),
    entry: remote?.get("key"),
    property: remote?.get("property"),
  };
}

/** What the operator does by itself where nothing is said. */
const USUAL: Readonly<Record<string, string>> = {
  conversionStrategy: "Default",
  decodingStrategy: "None",
  metadataPolicy: "None",
  creationPolicy: "Owner",
  deletionPolicy: "Retain",
  engineVersion: "v2",
  mergePolicy: "Replace",
};

function isUsual([key, { text }]: readonly [string, Field]): boolean {
  return text !== undefined && USUAL[key] === text;
}

/** Whether keys and entries are all that it says. */
function isPlain({ field, key, entry, property }: Entry): boolean {
  return isText(key, "secret-key") && isText(entry, "store-entry") &&
    isLegal(property, "store-entry") && hasOnly(field, ["secretKey", "remoteRef"]) &&
    field.get("remoteRef")!.entries().every((one) =>
      ["key", "property"].includes(one[0]) || isUsual(one)
    );
}

/** Whether the Secret that comes of it holds the keys as they are. */
function hasPlainTarget(spec: Field): boolean {
  const target = spec.get("target");
  return hasOnly(spec, ["data", "refreshInterval", "secretStoreRef", "target"]) &&
    (target?.entries() ?? []).every((one) =>
      ["name", "template"].includes(one[0]) || isUsual(one)
    ) &&
    (target?.get("template")?.entries() ?? []).every((one) => one[0] === "type" || isUsual(one));
}

function takeExternalSecret(
  inventory: Inventory,
  object: KubeObject,
  spec: Field,
  entries: readonly Entry[],
): void {
  const node = addNode(inventory, object, "secret");
  takeHead(inventory, object, node);
  takeLabels(inventory, node, object.root.at("metadata", "labels"));
  set(node, ["source"], "external");
  takeStore(node, spec.get("secretStoreRef"));
  takeEntries(node, entries);
  putFormat(node, ["external", "refresh"], spec.get("refreshInterval"), "duration");
  const target = spec.get("target");
  nameSecret(inventory, node, target?.get("name"), object.name);
  const type = target?.at("template", "type");
  if (type) put(node, ["type"], type.text ?? "", type);
  const others = [target, target?.get("template")].flatMap((one) => one?.entries() ?? []);
  for (const one of others) if (isUsual(one)) one[1].take(node.id);
}

function takeStore(node: DraftNode, store: Field | undefined): void {
  if (!store) return;
  putFormat(node, ["external", "store", "name"], store.get("name"), "object-name");
  const kind = store.get("kind");
  if (kind) put(node, ["external", "store", "kind"], kind.text ?? "", kind);
}

/** Keys that lie under their own names in one entry need no place of their own. */
function takeEntries(node: DraftNode, entries: readonly Entry[]): void {
  const home = entries.find(({ key, property }) => key!.text === property?.text)?.entry;
  set(node, ["keys"], entries.map(({ key }) => key!.text!));
  if (home && home.text !== node.id) set(node, ["external", "entry"], home.text!);
  for (const [index, { key, entry, property, field }] of entries.entries()) {
    const [name, path] = [key!.text!, ["keys", index]];
    key!.take(node.id, path);
    const isHome = entry!.text === home?.text && property?.text === name;
    const at = isHome ? ["external", "entry"] : ["external", "keys", name];
    if (!isHome) {
      set(node, at, { entry: entry!.text!, ...property && { property: property.text! } });
    }
    for (const [, one] of field.get("remoteRef")!.entries()) one.take(node.id, at);
  }
}
