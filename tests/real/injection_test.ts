import assert from "node:assert/strict";
import fc from "fast-check";
import { compose } from "../../lib/generators/compose.ts";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import type { Plan } from "../../lib/model/resource.ts";
import { objectsOf, plainObjects, templated, writeChart } from "../helpers/charts.ts";
import { inFolder } from "../helpers/host.ts";
import { hostileText } from "../helpers/hostile_texts.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, succeed } from "../helpers/processes.ts";
import { appOf, planOf, settingOf } from "../lib/generators/kubernetes/plans.ts";

const SEED = crypto.getRandomValues(new Int32Array(1))[0]!;
const TEXTS = fc.sample(hostileText, { numRuns: 5000, seed: SEED });
const APPS = 10;

/** Every one of the texts in some field that takes any text. */
function planIn(namespace: string): Plan {
  let next = 0;
  const take = (count: number) => Array.from({ length: count }, () => TEXTS[next++]!);
  const map = (prefix: string, count: number) =>
    Object.fromEntries(take(count).map((value, index) => [`${prefix}${index}`, value]));
  const resources = Array.from({ length: APPS }, (_, index) => [
    appOf(`app-${index}`, {
      env: map("V", 200),
      args: take(60),
      command: take(40),
      annotations: map("example.com/a", 50),
    }),
    settingOf(`map-${index}`, { mount: "file", data: map("k", 150) }),
  ]).flat();
  assert.equal(next, TEXTS.length);
  return planOf(resources, { namespace });
}

testWith(
  ["kubectl"],
  `5,000 texts reach the API server as they are (seed ${SEED})`,
  () =>
    inFolder(async (folder) => {
      const namespace = `inject-${crypto.randomUUID().slice(0, 8)}`;
      const plan = planIn(namespace);
      const { files } = kubernetes.generate(plan);
      for (const { path, text } of files) await Deno.writeTextFile(`${folder}/${path}`, text);
      await succeed("kubectl", "apply", "-f", `${folder}/00-namespace-${namespace}.yaml`);
      try {
        const apply = ["apply", "--dry-run=server", "-f", folder, "-o", "json"] as const;
        const { items } = JSON.parse(await succeed("kubectl", ...apply));
        const server = new Map<string, Shape>(
          items.map((item: Shape) => [`${item.kind} ${item.metadata.name}`, item]),
        );
        for (const one of Object.values(objectsOf(files.map(({ text }) => text).join("---\n")))) {
          const sent = one as Shape;
          const stored = server.get(`${sent.kind} ${sent.metadata.name}`)!;
          assert.deepEqual(textsOf(stored), textsOf(sent));
        }
      } finally {
        await attempt("kubectl", "delete", "namespace", namespace, "--wait=false");
      }
    }),
);

testWith(
  ["helm"],
  `5,000 texts pass a chart as they are (seed ${SEED})`,
  () =>
    inFolder(async (folder) => {
      const plan = planIn("inject");
      await writeChart(folder, plan);
      assert.deepEqual(await templated(folder), plainObjects(plan));
    }),
);

testWith(
  ["docker"],
  `5,000 texts reach Compose as they are (seed ${SEED})`,
  () =>
    inFolder(async (folder) => {
      const plan = planIn("inject");
      for (const { path, text } of compose.generate(plan).files) {
        const file = `${folder}/${path}`;
        await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
        await Deno.writeTextFile(file, text);
      }
      const read = [
        "compose",
        "-f",
        `${folder}/compose.yaml`,
        "config",
        "--format",
        "json",
      ] as const;
      const { services } = JSON.parse(await succeed("docker", ...read));
      for (const resource of plan.resources) {
        if (resource.kind !== "workload") continue;
        const { environment, command, entrypoint } = services[resource.node];
        assert.deepEqual(plainMap(environment), resource.env);
        assert.deepEqual(command.map(plain), resource.args);
        assert.deepEqual(entrypoint.map(plain), resource.command);
      }
    }),
);

/** What `config` prints is escaped again. */
function plain(text: string): string {
  return text.replaceAll("$$", "$");
}

function plainMap(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, plain(value)]));
}

/** As much of an object as a test of its texts looks at. */
interface Shape {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: unknown;
  readonly spec?: { readonly template?: { readonly spec: { readonly containers: Container[] } } };
}

interface Container {
  readonly env?: unknown;
  readonly args?: unknown;
  readonly command?: unknown;
}

function textsOf({ metadata: { annotations = {} }, data, spec }: Shape): unknown {
  const [container] = spec?.template?.spec.containers ?? [];
  const own = Object.entries(annotations).filter(([key]) => key.startsWith("example.com/"));
  const { env, args, command } = container ?? {};
  return { own: Object.fromEntries(own), data, env, args, command };
}
