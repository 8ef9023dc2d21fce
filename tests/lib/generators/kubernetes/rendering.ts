import assert from "node:assert/strict";
import { parse } from "yaml";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import type { Fidelity, MappedLines } from "../../../../lib/model/artifact.ts";
import { pathText } from "../../../../lib/model/json.ts";
import type { Plan, Resource } from "../../../../lib/model/resource.ts";
import { planOf } from "./plans.ts";

/** An object as a YAML reader sees it. */
// deno-lint-ignore no-explicit-any
export type Manifest = any;

/** The object in a file of a plan, or of a plan with these resources. */
export function objectOf(from: Plan | readonly Resource[], path: string): Manifest {
  const plan = "resources" in from ? from : planOf(from);
  const { files } = kubernetes.generate(plan);
  const file = files.find((file) => file.path === path);
  assert.ok(file, `no ${path} among ${files.map(({ path }) => path).join(" ")}`);
  return parse(file.text);
}

/** The paths of the files of a plan with these resources. */
export function pathsOf(...resources: Resource[]): string[] {
  return kubernetes.generate(planOf(resources)).files.map(({ path }) => path);
}

/** The pod that a deployment of the node makes. */
export function podOf(node: string, ...resources: Resource[]): Manifest {
  return objectOf(resources, `40-deployment-${node}.yaml`).spec.template;
}

/** The container of a deployment's pod. */
export function containerOf(node: string, ...resources: Resource[]): Manifest {
  return podOf(node, ...resources).spec.containers[0];
}

/** What is not carried exactly, as `node.path: class: message`. */
export function lossesOf(...resources: Resource[]): string[] {
  return kubernetes.generate(planOf(resources)).report
    .filter((one) => one.class !== "exact" && !isDefault(one))
    .map(({ node, path, class: type, message }) =>
      `${node}.${pathText(path)}: ${type}: ${message}`
    );
}

/** The helpers write every default into the config, which no person does. */
function isDefault({ path: [field] }: Fidelity): boolean {
  return ["mountPath", "accessMode", "writableSize"].includes(String(field));
}

/** Where a line of a file comes from, as `node:path`. */
export function originOf(plan: Plan, path: string, line: string): string {
  const file = kubernetes.generate(plan).files.find((file) => file.path === path)!;
  const at = file.text.split("\n").findIndex((text) => text.trim() === line) + 1;
  assert.ok(at > 0, `no line ${line} in\n${file.text}`);
  const { node, path: config } = file.map.find(({ from, to }: MappedLines) =>
    from <= at && at <= to
  )!;
  return `${node}:${pathText(config)}`;
}
