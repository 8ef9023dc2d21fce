import assert from "node:assert/strict";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import { kustomize } from "../../lib/generators/kustomize.ts";
import type { Plan } from "../../lib/model/resource.ts";
import { writeChart } from "../helpers/charts.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, succeed } from "../helpers/processes.ts";
import { plannedOf } from "../lib/generators/kubernetes/extras.ts";

/** A workflow that defines a kind and has an object of it. */
function planIn(namespace: string, group: string): Plan {
  const schema = {
    type: "object",
    properties: { spec: { type: "object", properties: { size: { type: "integer" } } } },
  };
  const plan = plannedOf({
    kinds: ["custom-resource", {
      apiVersion: `${group}/v1`,
      objectKind: "Database",
      definition: { plural: "databases", schema },
      instances: [{ name: "main", fields: { spec: { size: 3 } } }],
    }],
  });
  return { ...plan, namespace };
}

/** Registers a test with a namespace and a kind of its own; both are gone afterwards. */
function testIn(
  programs: string[],
  name: string,
  test: (place: { namespace: string; folder: string; kind: string; plan: Plan }) => Promise<void>,
): void {
  const id = crypto.randomUUID().slice(0, 8);
  const [namespace, group] = [`kind-${id}`, `k${id}.example.com`];
  const kind = `databases.${group}`;
  testWith(programs, name, () =>
    inFolder(async (folder) => {
      try {
        await test({ namespace, folder, kind, plan: planIn(namespace, group) });
      } finally {
        await attempt("kubectl", "delete", "namespace", namespace, "--wait=false");
        await attempt("kubectl", "delete", "crd", kind, "--wait=false");
      }
    }));
}

const established = (kind: string) =>
  succeed("kubectl", "wait", "--for", "condition=established", "--timeout=60s", `crd/${kind}`);

testIn(["kubectl"], "a kind comes first, then kubectl makes its objects without a fault", async (
  { namespace, folder, kind, plan },
) => {
  for (const { path, text } of kubernetes.generate(plan).files) {
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
  assert.match((await attempt("kubectl", "apply", "-f", folder)).text, /ensure CRDs are installed/);
  await succeed("kubectl", "delete", "crd", kind);
  const definition = `${folder}/01-customresourcedefinition-${kind}.yaml`;
  await succeed("kubectl", "apply", "-f", definition);
  await established(kind);
  await succeed("kubectl", "apply", "-f", folder);
  assert.match(await succeed("kubectl", "get", kind, "-n", namespace), /^main /m);
});

testIn(
  ["kubectl"],
  "Kustomize makes the kind and all else, and its objects the second time",
  async (
    { namespace, folder, kind, plan },
  ) => {
    for (const { path, text } of kustomize.generate(plan).files) {
      await Deno.mkdir(`${folder}/${path}`.replace(/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    const first = await attempt("kubectl", "apply", "-k", `${folder}/base`);
    assert.match(first.text, /ensure CRDs are installed first/);
    await established(kind);
    await succeed("kubectl", "apply", "-k", `${folder}/base`);
    assert.match(await succeed("kubectl", "get", kind, "-n", namespace), /^main /m);
  },
);

testIn(["kubectl", "helm"], "Helm makes the kind, and with the next upgrade its objects", async (
  { namespace, folder, kind, plan },
) => {
  // The chart makes its namespace itself, so Helm keeps its records in another.
  const release = [namespace, folder, "--namespace", "default"];
  const objects = () => succeed("kubectl", "get", kind, "-n", namespace, "-o", "name");
  try {
    await writeChart(folder, plan);
    const notes = await succeed("helm", "install", ...release);
    assert.match(notes, new RegExp(`--for condition=established --timeout=60s crd/${kind}`));
    assert.equal(await objects(), "");
    await established(kind);
    assert.doesNotMatch(await succeed("helm", "upgrade", ...release), /established/);
    assert.equal((await objects()).trim(), `${kind.replace("databases", "database")}/main`);
  } finally {
    await attempt("helm", "uninstall", namespace, "--namespace", "default");
  }
});
