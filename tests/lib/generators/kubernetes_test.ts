import assert from "node:assert/strict";
import { parse, parseAllDocuments } from "yaml";
import { kubernetes } from "../../../lib/generators/kubernetes.ts";
import type { Plan } from "../../../lib/model/resource.ts";
import { fullPlan } from "./kubernetes/full.ts";
import { appOf, endpointOf, planOf, secretOf, settingOf, taskOf } from "./kubernetes/plans.ts";
import { lossesOf, objectOf, originOf, pathsOf } from "./kubernetes/rendering.ts";
import { shuffled } from "../../helpers/shuffled.ts";

Deno.test("files are named by kind and name, in the order in which they are applied", () => {
  const kinds = kubernetes.generate(fullPlan()).files.map(({ path }) => path.split("-")[1]);
  assert.deepEqual([...new Set(kinds)], [
    "namespace",
    "role",
    "rolebinding",
    "configmap",
    "persistentvolumeclaim",
    "service",
    "deployment",
    "statefulset",
    "cronjob",
    "job",
    "horizontalpodautoscaler",
    "poddisruptionbudget",
    "ingress",
  ]);
  assert.equal(pathsOf(appOf("api"))[1], "40-deployment-api.yaml");
});

Deno.test("each file holds one object, of the kind and name that its path says", () => {
  for (const { path, text } of kubernetes.generate(fullPlan()).files) {
    assert.equal(parseAllDocuments(text).length, 1);
    const { kind, metadata } = parse(text);
    assert.equal(path.slice(3), `${kind.toLowerCase()}-${metadata.name}.yaml`);
  }
});

Deno.test("the namespace enforces the plan's Pod Security Standard", () => {
  const plan = planOf([], { podSecurity: "baseline", labels: { team: "shop" } });
  assert.deepEqual(objectOf(plan, "00-namespace-shop-test.yaml"), {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: "shop-test",
      labels: {
        "app.kubernetes.io/managed-by": "celestra",
        "app.kubernetes.io/part-of": "shop",
        "pod-security.kubernetes.io/enforce": "baseline",
        "pod-security.kubernetes.io/enforce-version": "latest",
        team: "shop",
      },
    },
  });
});

Deno.test("every object of a node names its namespace, node and workflow", () => {
  for (const { path, text } of kubernetes.generate(fullPlan()).files.slice(1)) {
    const { metadata } = parse(text);
    assert.equal(metadata.namespace, "shop-test", path);
    assert.equal(metadata.labels["app.kubernetes.io/part-of"], "shop", path);
    assert.equal(metadata.labels["app.kubernetes.io/managed-by"], "celestra", path);
    assert.equal(metadata.labels.cost, "no", path);
    const node = metadata.labels["app.kubernetes.io/name"];
    assert.ok(metadata.name === node || metadata.name.startsWith(`${node}-`), path);
  }
});

Deno.test("labels of a node stand beside those of the workflow, and never replace ours", () => {
  const app = appOf("api", { labels: { team: "web", "app.kubernetes.io/part-of": "other" } });
  const plan = planOf([app], { labels: { team: "shop", tier: "one" } });
  const { labels } = objectOf(plan, "40-deployment-api.yaml").metadata;
  assert.deepEqual([labels.team, labels.tier, labels["app.kubernetes.io/part-of"]], [
    "web",
    "one",
    "shop",
  ]);
  assert.deepEqual(lossesOf(app), [
    "api.labels.app.kubernetes.io/part-of: dropped: Celestra sets this label itself",
  ]);
});

Deno.test("a secret is a reference and makes no object", () => {
  assert.deepEqual(pathsOf(secretOf("credentials")), ["00-namespace-shop-test.yaml"]);
});

Deno.test("every line of every file is mapped exactly once", () => {
  for (const { path, text, map } of kubernetes.generate(fullPlan()).files) {
    let next = 1;
    for (const { from, to, node } of map) {
      assert.equal(from, next, path);
      assert.ok(to >= from, path);
      assert.equal(node === null, path.includes("-namespace-"), path);
      next = to + 1;
    }
    assert.equal(next, text.split("\n").length, path);
  }
});

Deno.test("lines know the config path that they came from", () => {
  const plan = fullPlan();
  const origins = [
    ["40-statefulset-db.yaml", "replicas: 1", "db:replicas"],
    ["40-deployment-api.yaml", 'image: "127.0.0.1:5500/web:1"', "api:image"],
    ["40-deployment-api.yaml", "- name: GREETING", "api:env.GREETING"],
    ["40-deployment-api.yaml", 'value: "$$(NAME) no"', "api:env.GREETING"],
    ["40-deployment-api.yaml", "- containerPort: 8080", "api:ports[0].port"],
    ["40-deployment-api.yaml", 'cpu: "1500m"', "api:resources.cpuLimit"],
    ["40-deployment-api.yaml", "initialDelaySeconds: 60", "api:probes.startup.initialDelay"],
    ["40-deployment-api.yaml", "- mountPath: /var/cache", "api:writable[0]"],
    ["40-deployment-api.yaml", 'key: "ON"', "settings:data.ON"],
    ["40-deployment-api.yaml", "team: web", "api:labels.team"],
    ["10-configmap-one.yaml", "a: 1", "one:data.one.conf"],
    ["50-cronjob-db-backup.yaml", 'schedule: "0 2 * * *"', "db:backup.schedule"],
    ["80-ingress-entry.yaml", "path: /metrics", "entry:paths[1].path"],
    ["60-horizontalpodautoscaler-api.yaml", "maxReplicas: 4", "api:autoscaling.max"],
  ] as const;
  for (const [path, line, origin] of origins) assert.equal(originOf(plan, path, line), origin);
});

Deno.test("every config path in the map is one that the config has", () => {
  const plan = fullPlan();
  for (const { path, map } of kubernetes.generate(plan).files) {
    for (const { node, path: config } of map) {
      if (node === null || config[0] === "backup") continue;
      let value: unknown = plan.written.get(node);
      for (const step of config) {
        // Defaults that follow from other fields stand at the field that would replace them.
        value = (value as Record<string | number, unknown>)?.[step];
        assert.notEqual(value, undefined, `${path}: ${node}.${config.join(".")}`);
      }
    }
  }
});

Deno.test("a property that no manifest carries is reported with its reason", () => {
  const app = appOf("api", {
    build: { context: "." },
    partition: 1,
    storageClass: "fast",
    resources: { cpu: "100m", memory: "64Mi", processes: 5 },
  });
  assert.deepEqual(lossesOf(app), [
    "api.build.context: dropped: Kubernetes runs images: build and push the image, then name it",
    "api.partition: dropped: only stateful workloads have it",
    "api.resources.processes: dropped: the kubelet sets the limit of processes for the whole node",
    "api.storageClass: dropped: the workload has no storage",
  ]);
  assert.deepEqual(lossesOf(secretOf("credentials", { keys: ["A"] })).slice(0, 1), [
    "credentials.keys: dropped: no node takes the secret",
  ]);
});

Deno.test("what the config sets is exact when it is there", () => {
  const plan = fullPlan();
  const { report } = kubernetes.generate(plan);
  const lost = report.filter((one) => one.class !== "exact");
  assert.deepEqual([...new Set(lost.map(({ node, path }) => `${node}.${path[0]}`))], [
    "api.annotations",
    "api.build",
    "api.replicas",
    "api.resources",
    "api.after",
    "entry.headers",
    "entry.paths",
    "migrate.image",
    "report.accessMode",
    "report.mountPath",
    "settings.mode",
    "settings.path",
    "settings.reload",
    "web.accessMode",
    "web.mountPath",
    "web.writableSize",
  ]);
});

Deno.test("a workload without an image is a problem", () => {
  const built = { ...appOf("api", { build: { context: "." } }) };
  delete (built as { image?: string }).image;
  const bare = { ...appOf("web") };
  delete (bare as { image?: string }).image;
  const problems = kubernetes.problems(planOf([built, bare]));
  assert.deepEqual(problems.map(({ code, severity, node, path }) => [code, severity, node, path]), [
    ["image_missing", "error", "api", ["image"]],
    ["image_missing", "error", "web", ["image"]],
  ]);
  assert.match(problems[0]!.message, /push the built image and name it/);
  assert.deepEqual(kubernetes.problems(fullPlan()), []);
});

Deno.test("a backup of a volume for one pod alone is a problem", () => {
  const db = appOf("db", { stateful: true, storage: "1Gi", accessMode: "ReadWriteOncePod" });
  const [problem] = kubernetes.problems(planOf([db, taskOf("db", { volumeOf: "db" })]));
  assert.deepEqual([problem?.code, problem?.path], ["not_supported", ["backup"]]);
});

Deno.test("the order of resources and keys changes no byte", () => {
  const plan = fullPlan();
  assert.deepEqual(kubernetes.generate(shuffled(plan)), kubernetes.generate(plan));
});

Deno.test("a plan of thousands of services takes as long as its size says", () => {
  const sized = (count: number) =>
    planOf([
      settingOf("settings"),
      ...Array.from({ length: count }, (_, index) => [
        appOf(`app-${index}`, {
          settings: ["settings"],
          addresses: [{
            provider: `app-${(index * 7) % count}`,
            hostVariable: "HOST",
            portVariable: "PORT",
            order: true,
          }],
        }),
        endpointOf(`app-${index}`),
      ]).flat(),
    ]);
  const time = (plan: Plan) => {
    const start = performance.now();
    kubernetes.generate(plan);
    return performance.now() - start;
  };
  const [small, large] = [sized(200), sized(3200)];
  for (let run = 0; run < 5; run++) time(small);
  const best = (plan: Plan) => Math.min(...Array.from({ length: 3 }, () => time(plan)));
  assert.ok(best(large) < best(small) * 16 * 5, "16 times the services, far more than the time");
});
