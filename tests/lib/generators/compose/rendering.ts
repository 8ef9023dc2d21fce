import assert from "node:assert/strict";
import { parse } from "yaml";
import { compose } from "../../../../lib/generators/compose.ts";
import type { Fidelity } from "../../../../lib/model/artifact.ts";
import { pathText } from "../../../../lib/model/json.ts";
import type { Plan, Resource } from "../../../../lib/model/resource.ts";
import { planOf } from "../kubernetes/plans.ts";

/** A Compose file as a YAML reader sees it. */
// deno-lint-ignore no-explicit-any
export type ComposeFile = any;

/** The Compose file of a plan, or of a plan with these resources. */
export function composeOf(from: Plan | readonly Resource[]): ComposeFile {
  const plan = "resources" in from ? from : planOf(from);
  return parse(textOf(plan, "compose.yaml"));
}

/** A service of a plan with these resources. */
export function serviceOf(name: string, ...resources: Resource[]): ComposeFile {
  const service = composeOf(resources).services[name];
  assert.ok(service, `no service ${name}`);
  return service;
}

/** The text of a file of a plan. */
export function textOf(plan: Plan, path: string): string {
  const { files } = compose.generate(plan);
  const file = files.find((file) => file.path === path);
  assert.ok(file, `no ${path} among ${files.map(({ path }) => path).join(" ")}`);
  return file.text;
}

/** What is not carried exactly, as `node.path: class: message`. */
export function lossesOf(...resources: Resource[]): string[] {
  return compose.generate(planOf(resources)).report
    .filter((one) => one.class !== "exact" && !isDefault(one))
    .map(({ node, path, class: type, message }) =>
      `${node}.${pathText(path)}: ${type}: ${message}`
    );
}

/** The problems of a plan with these resources, as `code node path`. */
export function problemsOf(...resources: Resource[]): string[] {
  return compose.problems(planOf(resources)).map(({ code, node, path }) =>
    `${code} ${node} ${pathText(path)}`
  );
}

/** Where a line of the Compose file comes from, as `node:path`. */
export function originOf(plan: Plan, line: string, file = "compose.yaml"): string {
  const { text, map } = compose.generate(plan).files.find(({ path }) => path === file)!;
  const at = text.split("\n").findIndex((one) => one.trim() === line) + 1;
  assert.ok(at > 0, `no line ${line} in\n${text}`);
  const { node, path } = map.find(({ from, to }) => from <= at && at <= to)!;
  return `${node}:${pathText(path)}`;
}

/** The helpers write every default into the config, which no person does. */
function isDefault({ path: [field] }: Fidelity): boolean {
  return ["mountPath", "accessMode", "writableSize", "resources", "mode", "path"]
    .includes(String(field));
}
