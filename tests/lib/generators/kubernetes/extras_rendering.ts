import assert from "node:assert/strict";
import { parse } from "yaml";
import type { Generator } from "../../../../lib/generators/generator.ts";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import { pathText } from "../../../../lib/model/json.ts";
import type { Plan } from "../../../../lib/model/resource.ts";

/** An object as a YAML reader sees it. */
// deno-lint-ignore no-explicit-any
export type Manifest = any;

/** The object in a file of a plan. */
export function objectIn(plan: Plan, path: string): Manifest {
  return parse(textIn(plan, path));
}

/** The text of a file of a plan. */
export function textIn(plan: Plan, path: string): string {
  const { files } = kubernetes.generate(plan);
  const file = files.find((file) => file.path === path);
  assert.ok(file, `no ${path} among ${files.map(({ path }) => path).join(" ")}`);
  return file.text;
}

/** The paths of the files of a plan. */
export function pathsIn(plan: Plan): string[] {
  return kubernetes.generate(plan).files.map(({ path }) => path);
}

/** What of a node is not carried exactly, as `path: class: message`. */
export function lossesOf(plan: Plan, node: string, output: Generator = kubernetes): string[] {
  return output.generate(plan).report
    .filter((one) => one.node === node && one.class !== "exact")
    .map(({ path, class: type, message }) => `${pathText(path)}: ${type}: ${message}`);
}

/** The problems of a plan for Kubernetes, as `code node path: message`. */
export function problemsOf(plan: Plan): string[] {
  return kubernetes.problems(plan).map(({ code, node, path, message }) =>
    `${code} ${node} ${pathText(path)}: ${message}`
  );
}

/** Where a line of a file comes from, as `node:path`. */
export function originIn(plan: Plan, path: string, line: string): string {
  const file = kubernetes.generate(plan).files.find((file) => file.path === path)!;
  const at = file.text.split("\n").findIndex((text) => text.trim() === line) + 1;
  assert.ok(at > 0, `no line ${line} in\n${file.text}`);
  const { node, path: config } = file.map.find(({ from, to }) => from <= at && at <= to)!;
  return `${node}:${pathText(config)}`;
}
