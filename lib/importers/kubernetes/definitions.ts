import { isObject, type Json, type JsonObject } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putTexts, set } from "../yaml/put.ts";
import { addNode, type Inventory, ofKind } from "./inventory.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import type { KubeObject } from "./objects.ts";

/** Makes a node of each definition of a kind; objects of the kind join it later. */
export function takeDefinitions(inventory: Inventory): void {
  for (const object of ofKind(inventory, "CustomResourceDefinition")) {
    takeDefinition(inventory, object);
  }
}

function takeDefinition(inventory: Inventory, object: KubeObject): void {
  const spec = object.root.get("spec");
  const names = spec?.get("names");
  const versions = spec?.get("versions")?.items() ?? [];
  const version = versions.find((one) => one.get("storage")?.flag) ?? versions[0];
  const schema = version?.at("schema", "openAPIV3Schema");
  const kind = names?.get("kind");
  if (!spec || !names || !kind || !version || !schema) {
    return object.root.drop("a definition has a kind and a version with a schema");
  }
  const node = addNode(inventory, { ...object, name: kind.text ?? object.name }, "custom-resource");
  inventory.nodes.set(object, node);
  takeHead(inventory, object, node, object.name);
  leaveLabels(inventory, node, object.root.at("metadata", "labels"));
  const group = spec.get("group");
  set(node, ["apiVersion"], `${group?.text}/${version.get("name")?.text}`);
  for (const field of [group, version.get("name"), version.get("served"), version.get("storage")]) {
    field?.take(node.id, ["apiVersion"]);
  }
  put(node, ["objectKind"], kind.text ?? "", kind);
  takeScope(node, spec.get("scope"));
  takeNames(node, names);
  put(node, ["definition", "schema"], schema.json as JsonObject, schema);
  takeColumns(node, version.get("additionalPrinterColumns"));
  takeSubresources(node, version.get("subresources"));
  for (const other of versions) {
    if (other.source !== version.source) other.drop("a kind has one version", node.id);
  }
}

/** A definition belongs to no node, so its own labels have no place. */
function leaveLabels(inventory: Inventory, node: DraftNode, labels: Field | undefined): void {
  takeLabels(inventory, node, labels);
  for (const key of Object.keys((node.config["labels"] ?? {}) as JsonObject)) {
    labels?.get(key)?.drop("a definition has the labels of the workflow", node.id);
  }
  delete node.config["labels"];
}

function takeScope(node: DraftNode, scope: Field | undefined): void {
  if (scope) put(node, ["scope"], scope.text ?? "Namespaced", scope);
}

function takeNames(node: DraftNode, names: Field): void {
  for (const key of ["plural", "singular"]) {
    const field = names.get(key);
    if (field) put(node, ["definition", key], field.text ?? "", field);
  }
  for (const key of ["shortNames", "categories"]) {
    putTexts(node, ["definition", key], names.get(key));
  }
  const list = names.get("listKind");
  if (list?.text === `${names.get("kind")?.text}List`) list.take(node.id);
}

function takeColumns(node: DraftNode, columns: Field | undefined): void {
  columns?.items().forEach((column, index) => {
    const json = column.json;
    if (!isObject(json)) return;
    const entry = { name: json["name"], type: json["type"], path: json["jsonPath"] };
    set(node, ["definition", "columns", index], entry as Json);
    for (const key of ["name", "type", "jsonPath"]) column.get(key)?.take(node.id);
  });
}

function takeSubresources(node: DraftNode, subresources: Field | undefined): void {
  const status = subresources?.get("status");
  if (status) put(node, ["definition", "status"], true, status);
  const scale = subresources?.get("scale");
  const [specPath, statusPath] = ["specReplicasPath", "statusReplicasPath"]
    .map((key) => scale?.get(key));
  if (specPath) put(node, ["definition", "scale", "specPath"], specPath.text ?? "", specPath);
  if (statusPath) {
    put(node, ["definition", "scale", "statusPath"], statusPath.text ?? "", statusPath);
  }
}
