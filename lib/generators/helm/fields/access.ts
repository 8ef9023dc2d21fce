import type { Identity, Permission, PermissionRule } from "../../../model/resource.ts";
import { type ConfigShapes, flag, listOf, mapOf, oneOf, shapeOf, text } from "./shape.ts";

const texts = listOf(text);

/** What a service account may say. */
export const identity: ConfigShapes<Identity, "permissions"> = {
  existing: text,
  automount: flag,
  pullSecrets: texts,
  secrets: texts,
  labels: mapOf(text),
  annotations: mapOf(text),
};

const rule = shapeOf<PermissionRule>({
  apiGroups: texts,
  resources: texts,
  verbs: texts,
  resourceNames: texts,
  nonResourceURLs: texts,
});

/** What a role may say. */
export const permission: ConfigShapes<Permission, "identities"> = {
  scope: oneOf("namespace", "cluster"),
  binding: oneOf("namespace", "cluster"),
  existing: text,
  rules: listOf(rule),
  aggregate: mapOf(text),
  labels: mapOf(text),
  annotations: mapOf(text),
  finalizers: texts,
  subjects: listOf(
    shapeOf<{ kind: string; name: string }>({ kind: oneOf("User", "Group"), name: text }),
  ),
};
