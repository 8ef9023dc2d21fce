import assert from "node:assert/strict";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import type { JsonObject } from "../../lib/model/json.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, eventually, succeed } from "../helpers/processes.ts";
import { plannedOf } from "../lib/generators/kubernetes/extras.ts";

const REGISTRY = Deno.env.get("CELESTRA_TEST_REGISTRY") ?? "127.0.0.1:5500";

const kubectl = (...args: string[]) => succeed("kubectl", ...args);

/** A rolled-out app in a namespace of its own. */
interface Trial {
  /** Renders the app with an image, applies it and says what kubectl said. */
  apply(version: string): Promise<string>;
  /** What kubectl would still change. */
  diff(): Promise<string>;
  /** A field of the Rollout. */
  field(path: string): Promise<string>;
  /** Waits for a phase of the Rollout. */
  phase(wanted: string): Promise<string>;
  /** The images of the pods that are ready, sorted. */
  ready(): Promise<string[]>;
  /** What the Service answers. */
  ask(service?: string): Promise<string>;
}

/** Registers a test with a rolled-out app; its namespace is gone afterwards. */
function testRollout(
  name: string,
  strategy: JsonObject,
  test: (trial: Trial) => Promise<void>,
): void {
  const namespace = `rollout-${crypto.randomUUID().slice(0, 8)}`;
  testWith(["kubectl"], name, () =>
    inFolder(async (folder) => {
      try {
        await test(trialIn(namespace, folder, strategy));
      } finally {
        await attempt("kubectl", "delete", "namespace", namespace, "--wait=false");
      }
    }));
}

function trialIn(namespace: string, folder: string, strategy: JsonObject): Trial {
  const get = (...args: string[]) => kubectl("get", ...args, "-n", namespace);
  const field = (path: string) => get("rollout", "api", "-o", `jsonpath={${path}}`);
  return {
    field,
    async apply(version) {
      const plan = { ...plannedOf(nodesOf(version, strategy), CONNECTIONS), namespace };
      for (const { path, text } of kubernetes.generate(plan).files) {
        await Deno.writeTextFile(`${folder}/${path}`, text);
      }
      return await kubectl("apply", "-f", folder);
    },
    diff: async () => (await attempt("kubectl", "diff", "-f", folder)).text,
    phase: (wanted) => eventually(() => field(".status.phase"), (phase) => phase === wanted),
    async ready() {
      const path = '{range .items[*]}{.spec.containers[0].image}{" "}' +
        '{.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}';
      const lines = (await get("pods", "-o", `jsonpath=${path}`)).trim().split("\n");
      return lines.filter((line) => line.endsWith(" True")).map((line) =>
        line.slice(line.lastIndexOf("/") + 1, -" True".length)
      ).sort();
    },
    // A pod may go while it is asked.
    ask: (service = "api") =>
      eventually(async () => {
        const running = await get("pods", "-o", "name", "--field-selector=status.phase=Running");
        const [pod] = running.trim().split("\n");
        const request = ["wget", "-qO-", `http://${service}:8080/`];
        const asked = await attempt("kubectl", "exec", "-n", namespace, pod!, "--", ...request);
        return asked.success ? asked.stdout : "";
      }, (answer) => answer !== ""),
  };
}

const CONNECTIONS = ["strategy.strategy -> api.strategy"];

function nodesOf(version: string, strategy: JsonObject) {
  return {
    api: ["app", {
      image: `${REGISTRY}/web:${version}`,
      replicas: 2,
      stopSeconds: 1,
      ports: [{ name: "http", port: 8080 }],
      probes: {
        readiness: { http: { path: "/healthz" }, period: "1s", timeout: "1s", failures: 2 },
      },
    }],
    strategy: ["deployment-strategy", strategy],
  } as const;
}

const unchanged = (text: string) =>
  text.trim().split("\n").filter((line) => !line.endsWith(" unchanged"));

testRollout("a canary goes from 1 to 2 step by step, and stops at a sick version", {
  type: "Canary",
  steps: [{ weight: 50, pause: "5s" }],
  timeout: "40s",
}, async (trial) => {
  await trial.apply("1");
  await trial.phase("Healthy");
  assert.deepEqual(unchanged(await trial.apply("1")), []);
  assert.equal(await trial.diff(), "");

  await trial.apply("2");
  await eventually(() => trial.field(".status.currentStepIndex"), (step) => step === "1");
  const both = await eventually(
    async () => (await trial.ready()).join(" "),
    (images) => images.includes("web:1") && images.includes("web:2"),
  );
  assert.match(both, /^web:1 (web:1 )?web:2/);
  await trial.phase("Healthy");
  await eventually(async () => (await trial.ready()).join(" "), (all) => all === "web:2 web:2");
  assert.match(await trial.ask(), /version 2/);
  assert.deepEqual(unchanged(await trial.apply("2")), []);

  await trial.apply("sick");
  await trial.phase("Degraded");
  assert.equal(await trial.field(".status.abort"), "true");
  assert.deepEqual(await trial.ready(), ["web:2", "web:2"]);
  assert.match(await trial.ask(), /version 2/);
  assert.deepEqual(unchanged(await trial.apply("sick")), []);
  assert.equal(await trial.diff(), "");
});

testRollout("a blue-green switch shows the new version first, and a sick one never takes over", {
  type: "BlueGreen",
  autoPromotionAfter: "20s",
  scaleDownDelay: "1s",
  timeout: "40s",
}, async (trial) => {
  await trial.apply("1");
  await trial.phase("Healthy");
  assert.deepEqual(unchanged(await trial.apply("1")), []);

  await trial.apply("2");
  await trial.phase("Paused");
  assert.match(await trial.ask("api-preview"), /version 2/);
  assert.match(await trial.ask(), /version 1/);
  await trial.phase("Healthy");
  await eventually(() => trial.ask(), (answer) => /version 2/.test(answer));
  assert.deepEqual(unchanged(await trial.apply("2")), []);
  assert.equal(await trial.diff(), "");

  await trial.apply("sick");
  await trial.phase("Degraded");
  assert.match(await trial.ask(), /version 2/);
});
