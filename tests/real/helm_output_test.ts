import assert from "node:assert/strict";
import { helm } from "../../lib/generators/helm.ts";
import type { Plan } from "../../lib/model/resource.ts";
import { plainObjects, templated, writeChart } from "../helpers/charts.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, succeed } from "../helpers/processes.ts";
import { EXAMPLES, exampleText, rendered } from "../helpers/rendering.ts";
import { CATALOGUE } from "../lib/components/planned.ts";
import { HOSTILE_VALUES, hostilePlan } from "../lib/generators/helm/hostile_values.ts";
import { richPlans } from "../lib/generators/helm/rich_plans.ts";
import { extraPlan } from "../lib/generators/kubernetes/extras.ts";
import { fullPlan } from "../lib/generators/kubernetes/full.ts";
import {
  appOf,
  endpointOf,
  groupOf,
  planOf,
  settingOf,
} from "../lib/generators/kubernetes/plans.ts";

const REGISTRY = Deno.env.get("CELESTRA_TEST_REGISTRY") ?? "127.0.0.1:5500";

/** Registers a test with a folder that is gone afterwards. */
function testIn(name: string, test: (folder: string) => Promise<void>): void {
  testWith(["helm"], name, () => inFolder(test));
}

/** Holds a chart to the objects of the Kubernetes output, and to what Helm calls clean. */
async function assertSame(folder: string, plan: Plan): Promise<void> {
  await writeChart(folder, plan);
  await succeed("helm", "lint", "--strict", folder);
  assert.deepEqual(await templated(folder), plainObjects(plan));
}

for (const name of EXAMPLES) {
  testIn(
    `${name} as a chart gives the objects of the Kubernetes output`,
    (folder) => assertSame(folder, rendered(exampleText(name), name, "kubernetes").plan!),
  );
}

testIn(
  "a chart with every property gives the objects of the Kubernetes output",
  (folder) => assertSame(folder, fullPlan()),
);

testIn(
  "what comes from operators gives the same objects, from a store of all too",
  async (folder) => {
    await assertSame(folder, extraPlan());
    const secretStore = { name: "vault", kind: "ClusterSecretStore" } as const;
    await assertSame(folder, extraPlan({ secretStore }));
  },
);

/** How many of a component's plans are asked for: each start of a process takes its time. */
const ASKED = 8;

for (const component of Object.keys(CATALOGUE.components)) {
  testIn(
    `[${component}] with every property and connection gives the same objects`,
    async (folder) => {
      const plans = richPlans(component);
      assert.ok(plans.length > 0);
      const step = Math.ceil(plans.length / ASKED);
      for (const plan of plans.filter((_, index) => index % step === 0 || index === 1)) {
        await writeChart(folder, plan);
        assert.deepEqual(await templated(folder), plainObjects(plan));
      }
    },
  );
}

testIn("each environment gives its own objects by its file of values", async (folder) => {
  const base = shopOf({ replicas: 1, env: { A: "1", B: "2" }, command: ["a", "b"] });
  const staging = {
    ...shopOf({ replicas: 3, env: { A: "9" }, command: ["c"] }, "warn"),
    environment: "staging",
    namespace: "shop-staging",
    podSecurity: "baseline" as const,
  };
  await writeChart(folder, base, [{ ...base, environment: "dev" }, staging]);
  const valuesFor = (name: string) => templated(folder, "-f", `${folder}/values-${name}.yaml`);
  assert.deepEqual(await templated(folder), plainObjects(base));
  assert.deepEqual(await valuesFor("dev"), plainObjects(base));
  assert.deepEqual(await valuesFor("staging"), plainObjects(staging));
});

testIn("--set changes exactly what it names", async (folder) => {
  const plan = (replicas: number, level: string) => shopOf({ replicas }, level);
  await writeChart(folder, plan(1, "debug"));
  const set = await templated(folder, "--set", "nodes.api.replicas=5");
  assert.deepEqual(set, plainObjects(plan(5, "debug")));
  // What is computed follows: the hash that rolls the consumers of a setting.
  const rolled = await templated(folder, "--set", "nodes.settings.data.LEVEL=warn");
  assert.deepEqual(rolled, plainObjects(plan(1, "warn")));
});

testIn("a port that is set is opened in closed networks as well", async (folder) => {
  const plan = (port: number) =>
    planOf([
      groupOf("all", ["api", "db"], { network: "deny" }),
      appOf("api", {
        addresses: [{ provider: "db", hostVariable: "H", portVariable: "P", order: true }],
      }),
      appOf("db", { ports: [{ name: "http", port, protocol: "TCP" }] }),
      endpointOf("db", { ports: [{ name: "http", port, protocol: "TCP", targetPort: "http" }] }),
    ]);
  await writeChart(folder, plan(8080));
  // Helm replaces lists whole.
  const set = ["name=http", "port=9090", "protocol=TCP"].map((it) => `nodes.db.ports[0].${it}`);
  assert.deepEqual(await templated(folder, "--set", set.join(",")), plainObjects(plan(9090)));
});

testIn("Helm refuses a wrong type and a field that is not there", async (folder) => {
  await writeChart(folder, shopOf({}));
  const refused = async (value: string) => {
    const { success, text } = await attempt("helm", "template", "release", folder, "--set", value);
    assert.equal(success, false, value);
    assert.match(text, /values don't meet the specifications of the schema/);
  };
  await refused("nodes.api.replicas=many");
  await refused("nodes.api.ports[0].port=http");
  await refused("nodes.settings.data.LEVEL=5");
  await refused("nodes.api.replica=5");
  await refused("nodes.other.replicas=5");
});

testIn("text of users stays text, whatever it says", async (folder) => {
  for (let start = 0; start < HOSTILE_VALUES.length; start += 7) {
    const texts = [...HOSTILE_VALUES.slice(start), ...HOSTILE_VALUES.slice(0, start)];
    for (const plan of [hostilePlan(fullPlan(), texts), hostilePlan(extraPlan(), texts)]) {
      await writeChart(folder, plan);
      assert.deepEqual(await templated(folder), plainObjects(plan), `from ${start}`);
    }
  }
});

testWith(
  ["helm", "kubectl"],
  "a chart is installed, tested, and upgraded to the same",
  () =>
    inFolder(async (folder) => {
      const namespace = `helm-${crypto.randomUUID().slice(0, 8)}`;
      const release = [namespace, folder, "-n", "default"];
      try {
        await writeChart(folder, { ...shopOf({ image: `${REGISTRY}/web:1` }), namespace });
        const image = ["--set", `tests.image=${REGISTRY}/web:1`];
        await succeed("helm", "install", ...release, ...image, "--wait", "--timeout", "2m");
        assert.match(
          await succeed("helm", "test", namespace, "-n", "default", "--timeout", "2m"),
          /Phase: +Succeeded/,
        );
        const before = await generations(namespace);
        await succeed("helm", "upgrade", ...release, ...image, "--wait", "--timeout", "2m");
        assert.deepEqual(await generations(namespace), before);
      } finally {
        await attempt("helm", "uninstall", namespace, "-n", "default");
        await attempt("kubectl", "delete", "ns", namespace, "--wait=false", "--ignore-not-found");
      }
    }),
);

/** The version of each object that a change would raise. */
async function generations(namespace: string): Promise<string[]> {
  const kinds = "deployments,services,configmaps,poddisruptionbudgets";
  const path =
    "{range .items[*]}{.kind} {.metadata.name} {.metadata.uid} {.metadata.generation}{'\\n'}{end}";
  const text = await succeed("kubectl", "get", kinds, "-n", namespace, "-o", `jsonpath=${path}`);
  return text.trim().split("\n").sort();
}

/** An API with a setting, on the test images. */
function shopOf(rest: Parameters<typeof appOf>[1], level = "debug"): Plan {
  return planOf([
    settingOf("settings", { data: { LEVEL: level }, mount: "both" }),
    appOf("api", {
      settings: ["settings"],
      ports: [{ name: "http", port: 8080, protocol: "TCP" }],
      probes: {
        readiness: { http: { path: "/healthz" }, period: "1s", timeout: "1s", failures: 3 },
      },
      ...rest,
    }),
    endpointOf("api"),
  ]);
}

Deno.test("the chart of a plan is the same every time", () => {
  assert.deepEqual(helm.generate(fullPlan()), helm.generate(fullPlan()));
});
