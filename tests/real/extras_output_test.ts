import assert from "node:assert/strict";
import { compose } from "../../lib/generators/compose.ts";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import type { Plan } from "../../lib/model/resource.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, succeed } from "../helpers/processes.ts";
import { extraPlan, plannedOf } from "../lib/generators/kubernetes/extras.ts";

const kubectl = (...args: string[]) => succeed("kubectl", ...args);

/** Writes a plan's files into a folder, those of its inner folders too. */
async function write(folder: string, plan: Plan): Promise<void> {
  for (const { path, text } of kubernetes.generate(plan).files) {
    await Deno.mkdir(`${folder}/${path}`.replace(/\/[^/]+$/, ""), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
}

/** Registers a test with a namespace and a group of kinds of its own; all is gone afterwards. */
function testIn(
  name: string,
  test: (namespace: string, folder: string, group: string) => Promise<void>,
): void {
  const id = crypto.randomUUID().slice(0, 8);
  const group = `x${id}.example.com`;
  testWith(["kubectl"], name, () =>
    inFolder(async (folder) => {
      const gone = (...what: string[]) =>
        attempt("kubectl", "delete", ...what, "--wait=false", "--ignore-not-found");
      try {
        await test(`extras-${id}`, folder, group);
      } finally {
        await gone("namespace", `extras-${id}`);
        await gone("crd", `databases.${group}`);
        await gone("priorityclass", `low.${group}`);
      }
    }));
}

testIn("every custom kind is as its real definition wants it, and stays as it was applied", async (
  namespace,
  folder,
  group,
) => {
  await write(folder, extraPlan({ namespace }, group));
  // The objects of a kind that the folder itself defines come with the second time.
  const first = await attempt("kubectl", "apply", "-f", folder);
  assert.match(first.text, /resource mapping not found for name: "main"/);
  assert.equal(first.text.split("\n").filter((line) => /rror/.test(line)).length, 1, first.text);
  await kubectl("wait", "--for=condition=Established", `crd/databases.${group}`, "--timeout=30s");
  await kubectl("apply", "-f", folder);
  const again = (await kubectl("apply", "-f", folder)).trim().split("\n");
  assert.deepEqual(again.filter((line) => !line.endsWith(" unchanged")), []);
  assert.equal((await attempt("kubectl", "diff", "-f", folder)).text, "");
  const kinds = again.map((line) => line.split("/")[0]!.replace(`.${group}`, ""));
  for (
    const kind of [
      "analysistemplate.argoproj.io",
      "database",
      "externalsecret.external-secrets.io",
      "priorityclass.scheduling.k8s.io",
      "prometheusrule.monitoring.coreos.com",
      "rollout.argoproj.io",
      "sealedsecret.bitnami.com",
      "servicemonitor.monitoring.coreos.com",
    ]
  ) assert.ok(kinds.includes(kind), `${kind} is not among ${kinds}`);
  assert.match(await kubectl("get", "dbx", "-n", namespace), /SIZE\s+main\s+3/);
});

testIn("a server refuses what a schema of ours refuses", async (namespace, folder, group) => {
  const nodes = {
    kinds: ["custom-resource", {
      apiVersion: `${group}/v1`,
      objectKind: "Database",
      definition: {
        plural: "databases",
        schema: {
          type: "object",
          properties: { spec: { type: "object", properties: { size: { type: "integer" } } } },
        },
      },
      instances: [{ name: "bad", fields: { spec: { size: "large" } } }],
    }],
  } as const;
  await write(folder, { ...plannedOf(nodes), namespace });
  await attempt("kubectl", "apply", "-f", folder);
  await kubectl("wait", "--for=condition=Established", `crd/databases.${group}`, "--timeout=30s");
  const { success, text } = await attempt("kubectl", "apply", "-f", folder);
  assert.equal(success, false);
  assert.match(text, /spec\.size: Invalid value: "string"/);
});

testWith(
  ["docker"],
  "Compose reads what it is given of the extras",
  () =>
    inFolder(async (folder) => {
      for (const { path, text } of compose.generate(extraPlan()).files) {
        await Deno.mkdir(`${folder}/${path}`.replace(/\/[^/]+$/, ""), { recursive: true });
        await Deno.writeTextFile(`${folder}/${path}`, text);
      }
      const file = `${folder}/compose.yaml`;
      const read = await attempt("docker", "compose", "-f", file, "config", "--format", "json");
      assert.ok(read.success, read.text);
      const { services } = JSON.parse(read.stdout);
      assert.equal(services.api.environment.OTEL_TRACES_SAMPLER_ARG, "0.25");
      assert.deepEqual(Object.keys(services).sort(), ["api", "web", "worker"]);
    }),
);
