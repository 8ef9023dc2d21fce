import { POD_SECURITY } from "../model/environment.ts";
import { RULE_SEVERITIES } from "../model/rules/rule.ts";
import type { Schema } from "../model/schema.ts";
import { API_VERSION } from "../model/workflow.ts";

/** A closed map; every field that `required` does not name may be absent. */
function map(properties: Record<string, Schema>, required: readonly string[] = []): Schema {
  return { type: "object", properties, required, additionalProperties: false };
}

const text: Schema = { type: "string" };
const id: Schema = { type: "string", format: "id" };
const coordinate: Schema = { type: "number", minimum: -1e6, maximum: 1e6 };
const extent: Schema = { type: "number", minimum: 1, maximum: 1e6 };
const color: Schema = { type: "string", format: "color" };
const any: Schema = {};

/** What two sides of a merge made differently; deleting it says that the body is right. */
const conflict: Schema = map({
  node: { anyOf: [text, { type: "null" }] },
  path: {
    type: "array",
    items: {
      anyOf: [
        text,
        { type: "integer", minimum: 0 },
        map({ name: text }, ["name"]),
        map({ key: text }, ["key"]),
      ],
    },
  },
  base: any,
  ours: any,
  theirs: any,
  message: text,
}, ["node", "path", "base", "ours", "theirs"]);

function document(kind: Schema, rest: Record<string, Schema>, required: readonly string[]): Schema {
  return map({ apiVersion: { const: API_VERSION }, kind, ...rest }, [
    "apiVersion",
    "kind",
    ...required,
  ]);
}

/** `workflows/<name>.yaml`; configs are judged against the catalogue. */
export const WorkflowSchema: Schema = document(text, {
  metadata: map({
    name: id,
    title: { type: "string", maxLength: 200 },
    description: { type: "string", maxLength: 10_000 },
    labels: {
      type: "object",
      propertyNames: { type: "string", format: "label-key" },
      additionalProperties: { type: "string", format: "label-value" },
    },
  }, ["name"]),
  spec: map({
    namespace: { type: "string", format: "namespace" },
    nodes: {
      type: "object",
      additionalProperties: map({
        component: text,
        title: { type: "string", maxLength: 200 },
        description: { type: "string", maxLength: 10_000 },
        group: text,
        config: { type: "object" },
      }, ["component"]),
    },
    connections: {
      type: "array",
      items: map({
        from: { type: "string", format: "connection-end" },
        to: { type: "string", format: "connection-end" },
        order: { type: "boolean" },
      }, ["from", "to"]),
    },
  }, ["nodes"]),
  conflicts: { type: "array", items: conflict },
}, ["metadata", "spec"]);

/** `workflows/<name>.layout.yaml`. */
export const LayoutSchema: Schema = document({ const: "Layout" }, {
  metadata: map({ name: id }, ["name"]),
  nodes: {
    type: "object",
    additionalProperties: map({
      x: coordinate,
      y: coordinate,
      width: extent,
      height: extent,
      color,
    }, ["x", "y"]),
  },
  notes: {
    type: "object",
    propertyNames: id,
    additionalProperties: map({
      x: coordinate,
      y: coordinate,
      width: extent,
      height: extent,
      text: { type: "string", maxLength: 10_000 },
      color,
    }, ["x", "y", "width", "height", "text"]),
  },
}, ["metadata"]);

/** `environments/<name>.yaml`; targets and outputs are judged against their registries. */
export const EnvironmentSchema: Schema = document({ const: "Environment" }, {
  metadata: map({ name: id }, ["name"]),
  spec: map({
    target: text,
    output: text,
    namespace: { type: "string", format: "namespace" },
    trigger: { type: "string", enum: ["push", "manual"] },
    podSecurity: { type: "string", enum: POD_SECURITY },
    secretStore: map({
      name: { type: "string", format: "object-name" },
      kind: { type: "string", enum: ["SecretStore", "ClusterSecretStore"] },
    }, ["name", "kind"]),
    overrides: {
      type: "object",
      additionalProperties: { type: "object", additionalProperties: { type: "object" } },
    },
    protection: any,
    promotesFrom: any,
  }, ["target"]),
}, ["metadata", "spec"]);

/** `celestra.yaml`. */
export const RepositorySchema: Schema = document({ const: "Repository" }, {
  spec: map({
    rules: { type: "object", additionalProperties: { enum: RULE_SEVERITIES } },
    exceptions: {
      type: "array",
      items: map({
        rule: text,
        workflow: id,
        node: id,
        reason: { type: "string", minLength: 1, maxLength: 1000 },
        until: text,
      }, ["rule", "workflow", "node", "reason", "until"]),
    },
    registries: { type: "array", items: { type: "string", minLength: 1, maxLength: 255 } },
    outputs: { type: "array", items: text },
  }),
}, ["spec"]);
