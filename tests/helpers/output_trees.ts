import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { compose } from "../../lib/generators/compose.ts";
import type { Generator } from "../../lib/generators/generator.ts";
import { helm } from "../../lib/generators/helm.ts";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import { kustomize } from "../../lib/generators/kustomize.ts";
import type { Artifact } from "../../lib/model/artifact.ts";
import type { Plan } from "../../lib/model/resource.ts";
import { asComposeSees, asContainersSee } from "./injected.ts";

/** What each output is read as; a program is read by Python alone, and so asked beside its generator. */
export const OUTPUTS:
  readonly (readonly [Generator, (files: Readonly<Record<string, unknown>>) => unknown])[] = [
    [kubernetes, asContainersSee],
    [kustomize, asContainersSee],
    // Compose looks into its own file, and takes the others as they are.
    [compose, (files) => ({ ...files, "compose.yaml": asComposeSees(files["compose.yaml"]) })],
    [helm, (files) => files],
  ];

/** The files by their paths: YAML as readers of both versions see it, templates as they are. */
export function treesOf({ generate }: Generator, plan: Plan): Record<string, unknown> {
  return Object.fromEntries(generate(plan).files.map((file) => [file.path, treeOf(file)]));
}

function treeOf({ path, text }: Artifact): unknown {
  if (/(^|\/)templates\//.test(path) || !/\.(ya?ml|json)$/.test(path)) return text;
  const [old, now] = (["1.1", "1.2"] as const).map((version) =>
    parseAllDocuments(text, { version, merge: false }).map((document) => {
      assert.deepEqual(document.errors, [], path);
      return document.toJS() as unknown;
    })
  );
  assert.deepEqual(old, now, path);
  return now;
}
