import assert from "node:assert/strict";
import { kustomize } from "../../../lib/generators/kustomize.ts";
import { pathText } from "../../../lib/model/json.ts";
import type { Plan, Resource } from "../../../lib/model/resource.ts";
import { appOf, endpointOf, planOf as planWith, settingOf } from "./kubernetes/plans.ts";

const APP = { image: "ghcr.io/acme/api:1.4.2", replicas: 1 };
const api = (rest: Partial<Resource> = {}) => appOf("api", { ...APP, ...rest as object });
const planOf = (resources: readonly Resource[], rest: Partial<Plan> = {}) =>
  planWith(resources, { namespace: "shop", ...rest });

/** The files of one overlay, by their path in it. */
function overlay(base: readonly Resource[], variant: Plan): Record<string, string> {
  const start = `overlays/${variant.environment}/`;
  const files = kustomize.generate(planOf(base), [variant]).files
    .filter(({ path }) => path.startsWith(start));
  return Object.fromEntries(files.map(({ path, text }) => [path.slice(start.length), text]));
}

const HEAD = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
const BASE = 'resources:\n- "../../base"\n';

Deno.test("a base holds the manifests and names them", () => {
  const { files } = kustomize.generate(planOf([api()]));
  assert.deepEqual(files.map(({ path }) => path), [
    "base/00-namespace-shop.yaml",
    "base/40-deployment-api.yaml",
    "base/kustomization.yaml",
  ]);
  assert.equal(
    files[2]!.text,
    `${HEAD}resources:\n- "00-namespace-shop.yaml"\n- "40-deployment-api.yaml"\n`,
  );
});

Deno.test("an environment where nothing differs holds nothing", () => {
  assert.deepEqual(overlay([api()], planOf([api()], { environment: "same" })), {
    "kustomization.yaml": HEAD + BASE,
  });
});

Deno.test("an overlay holds only what differs", () => {
  assert.deepEqual(overlay([api()], planOf([api({ replicas: 5 })], { environment: "large" })), {
    "kustomization.yaml": `${HEAD}patches:\n- path: patches/40-deployment-api.yaml\n${BASE}`,
    "patches/40-deployment-api.yaml":
      "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\n  namespace: shop\n" +
      "spec:\n  replicas: 5\n",
  });
});

Deno.test("a list whose order counts is patched by its indexes", () => {
  const base = [api({ env: { A: "1", C: "3" } })];
  const plan = planOf([api({ env: { A: "1", B: "2", C: "3" } })], { environment: "more" });
  assert.deepEqual(overlay(base, plan), {
    "kustomization.yaml": `${HEAD}patches:\n- path: patches/40-deployment-api.yaml\n` +
      `  target:\n    group: apps\n    kind: Deployment\n    name: api\n    version: v1\n${BASE}`,
    "patches/40-deployment-api.yaml":
      "- op: add\n  path: /spec/template/spec/containers/0/env/1\n" +
      '  value:\n    name: B\n    value: "2"\n',
  });
});

Deno.test("a namespace is said once, whatever it moves", () => {
  const files = overlay(
    [api(), endpointOf("api")],
    planOf([api(), endpointOf("api")], { environment: "next", namespace: "shop-next" }),
  );
  assert.deepEqual(files, {
    "kustomization.yaml": `${HEAD}namespace: shop-next\n${BASE}`,
  });
});

Deno.test("where something stays in another namespace, each object is moved by itself", () => {
  const group = (): Resource => (
    { kind: "group", node: "apart", at: [], members: ["db"], namespace: "apart", network: "open" }
  );
  const nodes = () => [group(), api(), appOf("db")];
  const files = overlay(nodes(), planOf(nodes(), { environment: "next", namespace: "shop-next" }));
  assert.doesNotMatch(files["kustomization.yaml"]!, /^namespace:/m);
  assert.equal(
    files["patches/40-deployment-api.yaml"],
    "- op: replace\n  path: /metadata/namespace\n  value: shop-next\n",
  );
  assert.equal(files["patches/40-deployment-db.yaml"], undefined);
});

Deno.test("what is only in one of them is added as a file, or deleted", () => {
  const files = overlay(
    [api(), endpointOf("api")],
    planOf([api(), settingOf("settings")], { environment: "next" }),
  );
  assert.deepEqual(Object.keys(files), [
    "10-configmap-settings.yaml",
    "kustomization.yaml",
    "patches/30-service-api.yaml",
  ]);
  assert.match(files["kustomization.yaml"]!, /resources:\n- "..\/..\/base"\n- "10-configmap-/);
  assert.match(files["patches/30-service-api.yaml"]!, /^"\$patch": delete$/m);
});

Deno.test("another config map restarts who reads it, there too", () => {
  const nodes = (level: string) => [
    settingOf("settings", { data: { LEVEL: level } }),
    api({ settings: ["settings"] } as Partial<Resource>),
  ];
  const files = overlay(nodes("info"), planOf(nodes("debug"), { environment: "next" }));
  assert.match(files["patches/10-configmap-settings.yaml"]!, /^ {2}LEVEL: debug$/m);
  assert.match(files["patches/40-deployment-api.yaml"]!, /celestra\.dev\/config: /);
});

Deno.test("every line of an overlay says which config brought it", () => {
  const nodes = (level: string, env: Record<string, string>) => [
    settingOf("settings", { data: { LEVEL: level } }),
    api({ env } as Partial<Resource>),
  ];
  const { files } = kustomize.generate(planOf(nodes("info", {})), [
    planOf(nodes("debug", { ZONE: "b" }), { environment: "next" }),
  ]);
  const origin = (path: string, line: string) => {
    const { text, map } = files.find((file) => file.path === `overlays/next/${path}`)!;
    const at = text.split("\n").findIndex((one) => one.trim() === line) + 1;
    const { node, path: config } = map.find(({ from, to }) => from <= at && at <= to)!;
    return `${node} ${pathText(config)}`;
  };
  assert.equal(origin("patches/10-configmap-settings.yaml", "LEVEL: debug"), "settings data.LEVEL");
  assert.equal(origin("patches/40-deployment-api.yaml", "value: b"), "api env.ZONE");
  assert.equal(origin("kustomization.yaml", "- path: patches/40-deployment-api.yaml"), "api ");
  assert.equal(origin("kustomization.yaml", "kind: Kustomization"), "null ");
  for (const { path, text, map } of files) {
    assert.equal(map.at(-1)!.to, text.split("\n").length - 1, path);
  }
});

Deno.test("the report tells what an environment carries worse, and where", () => {
  const autoscaling = { min: 1, max: 3, cpu: 80 };
  const { report } = kustomize.generate(planOf([api({ replicas: 2 })]), [
    planOf([api({ replicas: 2, autoscaling } as Partial<Resource>)], { environment: "next" }),
  ]);
  const of = (path: string) => report.find((entry) => pathText(entry.path) === path)!;
  assert.equal(of("replicas").class, "approximated");
  assert.match(of("replicas").message, /^in next: the autoscaler keeps between 1 and 3 replicas$/);
  assert.deepEqual([of("autoscaling.max").class, of("autoscaling.max").message], ["exact", ""]);
  assert.equal(of("image").class, "exact");
});

Deno.test("what Kustomize cannot keep is refused, not changed", () => {
  const problemsOf = (rest: object) =>
    kustomize.problems(planOf([settingOf("settings", rest)]))
      .map(({ path, message }) => `${pathText(path)}: ${message}`);
  assert.deepEqual(problemsOf({ data: { A: "x\u2028" } }), [
    "data.A: Kustomize cannot keep the character U+2028 of this text",
  ]);
  assert.deepEqual(problemsOf({ annotations: { "config.kubernetes.io/local-config": "true" } }), [
    "annotations.config.kubernetes.io/local-config: " +
    "Kustomize keeps the annotation config.kubernetes.io/local-config for itself; remove it",
  ]);
  assert.deepEqual(problemsOf({ data: { A: "é\n\t😀" }, annotations: { a: "b" } }), []);
});
