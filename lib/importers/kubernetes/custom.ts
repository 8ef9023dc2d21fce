import type { Json, JsonObject } from "../../model/json.ts";
import type { Field } from "../yaml/field.ts";
import { addNode, type Inventory } from "./inventory.ts";
import { type KubeObject, textMap } from "./objects.ts";
import type { DraftNode } from "../shared/draft.ts";

/** Kinds that belong to no namespace. */
const CLUSTER = new Set([
  "APIService",
  "CSIDriver",
  "ClusterIssuer",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterSecretStore",
  "CustomResourceDefinition",
  "IngressClass",
  "MutatingWebhookConfiguration",
  "Namespace",
  "PersistentVolume",
  "PodSecurityPolicy",
  "PriorityClass",
  "RuntimeClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
]);

/** Keeps an object that no component makes as it is, and its kind's definition with it. */
export function keepObject(inventory: Inventory, object: KubeObject): void {
  const node = inventory.draft.nodes.find((known) => isOfKind(known, object)) ??
    kindNode(inventory, object, scopeOf(inventory, object));
  inventory.nodes.set(object, node);
  const instances = (node.config["instances"] ?? []) as Json[];
  node.config["instances"] = [...instances, instanceOf(object)];
  object.root.keep(node.id);
  explainNamespace(inventory, object, node);
}

function isOfKind({ component, config }: DraftNode, { kind, apiVersion }: KubeObject): boolean {
  return component === "custom-resource" && config["objectKind"] === kind &&
    config["apiVersion"] === apiVersion;
}

function kindNode(inventory: Inventory, object: KubeObject, scope: string): DraftNode {
  const node = addNode(inventory, object, "custom-resource");
  node.config["apiVersion"] = object.apiVersion;
  node.config["objectKind"] = object.kind;
  node.config["scope"] = scope;
  return node;
}

function scopeOf(inventory: Inventory, { kind, apiVersion }: KubeObject): string {
  const definition = inventory.objects.find(({ kind: other, root }) =>
    other === "CustomResourceDefinition" && root.at("spec", "names", "kind")?.text === kind &&
    root.at("spec", "group")?.text === apiVersion.split("/")[0]
  );
  return definition?.root.at("spec", "scope")?.text ??
    (CLUSTER.has(kind) ? "Cluster" : "Namespaced");
}

function instanceOf({ root, name }: KubeObject): JsonObject {
  const { apiVersion: _, kind: __, metadata: ___, ...fields } = root.json as JsonObject;
  const labels = textMap(root.at("metadata", "labels"));
  const annotations = textMap(root.at("metadata", "annotations"));
  return {
    name,
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    fields: withoutStatus(fields),
  };
}

/** The cluster writes the status. */
function withoutStatus({ status: _, ...fields }: JsonObject): JsonObject {
  return fields;
}

function explainNamespace({ draft }: Inventory, { root }: KubeObject, node: DraftNode): void {
  const namespace: Field | undefined = root.at("metadata", "namespace");
  if (namespace?.text === (draft.namespace ?? draft.name)) namespace.take(node.id);
  else namespace?.approximate("all of a workflow is in one namespace, that of the workflow");
  root.get("status")?.drop("the cluster writes it by itself");
}
