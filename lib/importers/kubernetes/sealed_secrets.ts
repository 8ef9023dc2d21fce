import { FORMATS } from "../../model/formats.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, set } from "../yaml/put.ts";
import { addNode, type Inventory, ofKind } from "./inventory.ts";
import { hasOnly, isText } from "./legal.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import type { KubeObject } from "./objects.ts";
import { nameSecret } from "./settings.ts";

/** Makes a secret node of each SealedSecret that kubeseal wrote; any other is kept as it is. */
export function takeSealedSecrets(inventory: Inventory): void {
  for (const object of ofKind(inventory, "SealedSecret")) {
    const spec = object.root.get("spec");
    const values = spec?.get("encryptedData")?.entries() ?? [];
    if (values.length > 0 && values.every(isClosed) && hasPlainTemplate(spec!)) {
      takeSealedSecret(inventory, object, spec!, values);
    }
  }
}

function isClosed([key, field]: [string, Field]): boolean {
  return FORMATS["secret-key"]!.test(key) && isText(field, "sealed");
}

/** Whether the Secret that comes of it has nothing but a head and a type. */
function hasPlainTemplate(spec: Field): boolean {
  const template = spec.get("template");
  const annotations = template?.at("metadata", "annotations")?.entries() ?? [];
  return hasOnly(spec, ["encryptedData", "template"]) && hasOnly(template, ["metadata", "type"]) &&
    hasOnly(template?.get("metadata"), HEAD) &&
    annotations.every(([key]) => key.startsWith(SCOPES));
}

const HEAD = ["name", "namespace", "annotations", "creationTimestamp"];

function takeSealedSecret(
  inventory: Inventory,
  object: KubeObject,
  spec: Field,
  values: readonly [string, Field][],
): void {
  const node = addNode(inventory, object, "secret");
  const template = spec.get("template");
  const head = template?.get("metadata");
  set(node, ["source"], "sealed");
  set(node, ["keys"], values.map(([key]) => key));
  for (const [key, value] of values) put(node, ["sealed", key], value.text!, value);
  nameSecret(inventory, node, head?.get("name"), object.name);
  takeHead(inventory, object, node, head?.get("name")?.text ?? object.name);
  takeLabels(inventory, node, object.root.at("metadata", "labels"));
  takeScope(node, object.root.at("metadata", "annotations"), head?.get("annotations"));
  const type = template?.get("type");
  if (type) put(node, ["type"], type.text ?? "", type);
  takePlace(inventory, node, head?.get("namespace"));
}

const SCOPES = "sealedsecrets.bitnami.com/";

/** Where the values can be opened. */
function takeScope(node: DraftNode, ...annotations: readonly (Field | undefined)[]): void {
  for (const [key, field] of annotations.flatMap((one) => one?.entries() ?? [])) {
    const scope = key.slice(SCOPES.length);
    if (key.startsWith(SCOPES) && WIDE.includes(scope) && field.text === "true") {
      put(node, ["sealedScope"], scope, field);
    } else field.drop("a sealed secret has no annotations of its own", node.id);
  }
}

const WIDE = ["namespace-wide", "cluster-wide"];

function takePlace({ draft }: Inventory, node: DraftNode, namespace: Field | undefined): void {
  const wanted = draft.namespace ?? draft.name;
  if (namespace?.text === wanted || node.config["sealedScope"] === "cluster-wide") {
    return namespace?.take(node.id);
  }
  namespace?.approximate(
    `the values are closed for this namespace: close them anew for "${wanted}"`,
    node.id,
  );
}
