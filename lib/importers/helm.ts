import type { Importer } from "./importer.ts";
import { importObjects, kubernetes } from "./kubernetes.ts";
import type { KubeObject } from "./kubernetes/objects.ts";

/** What `helm template` prints: the objects of a chart, each with the template that made it. */
export const helm: Importer = {
  id: "helm",
  title: "Helm, as `helm template` prints it",
  recognizes: (file) =>
    /^# Source: \S+\/templates\//m.test(file.text) && kubernetes.recognizes(file),
  import: (files, name) => importObjects(files, name, isNoTest),
};

const HOOK = "helm.sh/hook";

/** Tests of a chart are run by `helm test`; they are no part of what it installs. */
function isNoTest({ root }: KubeObject): boolean {
  const hooks = (root.at("metadata", "annotations")?.get(HOOK)?.text ?? "").split(/,\s*/);
  const isTest = hooks.some((hook) => /^test(-success|-failure)?$/.test(hook));
  if (isTest) root.drop("it is a test of the chart, which `helm test` runs");
  return !isTest;
}
