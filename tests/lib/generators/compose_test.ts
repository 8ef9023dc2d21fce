import assert from "node:assert/strict";
import { compose } from "../../../lib/generators/compose.ts";
import type { Plan } from "../../../lib/model/resource.ts";
import { composeOf, lossesOf, originOf, problemsOf, serviceOf } from "./compose/rendering.ts";
import { fullPlan } from "./kubernetes/full.ts";
import { appOf, endpointOf, planOf, routeOf, secretOf, settingOf } from "./kubernetes/plans.ts";
import { shuffled } from "../../helpers/shuffled.ts";

Deno.test("a plan is one Compose file with its config files beside it", () => {
  const paths = compose.generate(fullPlan()).files.map(({ path }) => path);
  assert.deepEqual(paths, ["compose.yaml", "config/files/LOG_LEVEL", "config/one/one.conf"]);
});

Deno.test("the project is named after workflow and environment, and has no version", () => {
  assert.deepEqual(composeOf([]), { name: "shop", services: {} });
  assert.equal(composeOf(planOf([], { environment: "staging" })).name, "shop-staging");
});

Deno.test("only workloads and tasks are services, under the ids of their nodes", () => {
  assert.deepEqual(Object.keys(composeOf(fullPlan()).services), [
    "api",
    "api-prepare",
    "api-proxy",
    "api-seed",
    "db",
    "db-backup",
    "migrate",
    "migrate-first",
    "report",
    "web",
  ]);
});

Deno.test("a service that says nothing is hardened and limited", () => {
  assert.deepEqual(serviceOf("api", appOf("api")), {
    cap_drop: ["ALL"],
    cpus: 1,
    image: "ghcr.io/acme/api:1.4.2",
    init: true,
    labels: { "celestra.dev/node": "api", "celestra.dev/workflow": "shop" },
    logging: { driver: "json-file", options: { "max-file": "3", "max-size": "10m" } },
    mem_limit: 67108864,
    pids_limit: 512,
    read_only: true,
    restart: "unless-stopped",
    security_opt: ["no-new-privileges:true"],
    stop_grace_period: "30s",
    tmpfs: ["/tmp:size=67108864,mode=1777"],
    user: "10001:10001",
  });
});

Deno.test("labels of a node stand beside those of the workflow, and never replace ours", () => {
  const app = appOf("api", {
    labels: { team: "web", "celestra.dev/node": "x", "com.docker.compose.project": "x" },
  });
  const labels = { team: "shop", tier: "a$b", "com.docker.compose.service": "x" };
  assert.deepEqual(composeOf(planOf([app], { labels })).services.api.labels, {
    "celestra.dev/node": "api",
    "celestra.dev/workflow": "shop",
    team: "web",
    tier: "a$$b",
  });
  assert.deepEqual(lossesOf(app), [
    "api.labels.celestra.dev/node: dropped: Compose or Celestra sets this label itself",
    "api.labels.com.docker.compose.project: dropped: Compose or Celestra sets this label itself",
  ]);
});

Deno.test("command and arguments become entry point and command", () => {
  const both = serviceOf("api", appOf("api", { command: ["sh", "-c"], args: ["echo $HOME"] }));
  assert.deepEqual([both.entrypoint, both.command], [["sh", "-c"], ["echo $$HOME"]]);
  const args = serviceOf("api", appOf("api", { args: ["--x"], command: [] }));
  assert.deepEqual([args.entrypoint, args.command], [undefined, ["--x"]]);
});

Deno.test("an image, a build, or both", () => {
  const build = { context: "./api", dockerfile: "Dev$", target: "run", args: { V: "$1" } };
  const escaped = { context: "./api", dockerfile: "Dev$$", target: "run", args: { V: "$$1" } };
  const { image: _, ...bare } = appOf("api", { build });
  assert.deepEqual(serviceOf("api", bare).build, escaped);
  const both = serviceOf("api", appOf("api", { build }));
  assert.deepEqual([both.image, both.build], ["ghcr.io/acme/api:1.4.2", escaped]);
  const { build: __, ...neither } = bare;
  assert.deepEqual(problemsOf(neither), ["image_missing api image"]);
  assert.deepEqual(problemsOf(bare), []);
});

Deno.test("secrets that nobody takes are no part of the file", () => {
  const file = composeOf([appOf("api"), secretOf("vault"), settingOf("site", { mount: "file" })]);
  assert.deepEqual([file.secrets, file.configs], [undefined, undefined]);
  assert.deepEqual(lossesOf(secretOf("vault")).slice(0, 2), [
    "vault.keys: dropped: no node takes it",
    "vault.mount: dropped: no node takes it",
  ]);
});

Deno.test("every line of every file is mapped exactly once", () => {
  for (const { path, text, map } of compose.generate(fullPlan()).files) {
    let next = 1;
    for (const { from, to } of map) {
      assert.equal(from, next, path);
      assert.ok(to >= from, path);
      next = to + 1;
    }
    assert.equal(next - 1, text.replace(/\n$/, "").split("\n").length, path);
  }
});

Deno.test("lines know the config path that they came from", () => {
  const plan = fullPlan();
  const origins = [
    ["name: shop", "null:"],
    ["api:", "api:"],
    ['image: "127.0.0.1:5500/web:1"', "api:image"],
    ['GREETING: "$$(NAME) no"', "api:env.GREETING"],
    ["LOG_LEVEL: debug", "files:data.LOG_LEVEL"],
    ['"ON": "yes"', "settings:data.ON"],
    ["cpus: 1.5", "api:resources.cpuLimit"],
    ['start_period: "90s"', "api:probes.startup"],
    ['- "/var/cache:size=67108864,mode=1777"', "api:writable[0]"],
    ["team: web", "api:labels.team"],
    ['cost: "no"', "null:"],
    ["- source: api-data", "api:storage"],
    ["- source: api-media", "api:volumes[0]"],
    ["api-media: {}", "api:volumes[0]"],
    ["- source: credentials_TOKEN", "credentials:keys"],
    ["- source: one_one.conf", "one:data.one.conf"],
    ['- "127.0.0.1:8080:8080"', "entry:paths[0].hostPort"],
    ['- "127.0.0.1:9090:9090"', "entry:paths[1]"],
    ['- "127.0.0.1:31871:8080"', "both:ports[0].nodePort"],
    ['BACKUP_RETENTION_DAYS: "7"', "db:backup.retention"],
  ] as const;
  for (const [line, origin] of origins) assert.equal(originOf(plan, line), origin, line);
  assert.equal(originOf(plan, "a: 1", "config/one/one.conf"), "one:data.one.conf");
});

Deno.test("no property is lost without a word", () => {
  const { report } = compose.generate(fullPlan());
  for (const { class: type, message } of report) assert.equal(type === "exact", message === "");
  const vague = report.filter(({ message }) => message === "Compose has no place for it");
  assert.deepEqual(vague, []);
});

Deno.test("what one host has no use for is dropped with a reason", () => {
  const app = appOf("api", {
    placement: { spread: "host" },
    autoscaling: { min: 1, max: 3 },
    serviceAccount: "api",
    pullSecrets: ["registry"],
    disruptionBudget: { minAvailable: 1 },
  });
  assert.deepEqual(lossesOf(app), [
    "api.autoscaling.max: dropped: Compose does not scale by itself; replicas says how many run",
    "api.autoscaling.min: dropped: Compose does not scale by itself; replicas says how many run",
    "api.disruptionBudget.minAvailable: dropped: Compose runs on one host, which no scheduler drains",
    "api.placement.spread: dropped: Compose runs on one host",
    "api.pullSecrets: dropped: the engine uses what docker login stored",
    "api.serviceAccount: dropped: Compose has no accounts",
  ]);
});

Deno.test("the order of resources and keys changes no byte", () => {
  const plan = fullPlan();
  assert.deepEqual(compose.generate(shuffled(plan)), compose.generate(plan));
});

Deno.test("a plan of thousands of services takes as long as its size says", () => {
  const time = (plan: Plan) => {
    const start = performance.now();
    compose.generate(plan);
    compose.problems(plan);
    return performance.now() - start;
  };
  const [small, large] = [sized(200), sized(3200)];
  for (let run = 0; run < 5; run++) time(small);
  const best = (plan: Plan) => Math.min(...Array.from({ length: 3 }, () => time(plan)));
  assert.ok(best(large) < best(small) * 16 * 5, "16 times the services, far more than the time");
});

function sized(count: number): Plan {
  const binding = { hostVariable: "HOST", portVariable: "PORT", order: true };
  return planOf([
    settingOf("settings"),
    ...Array.from({ length: count }, (_, index) => [
      appOf(`app-${index}`, {
        settings: ["settings"],
        addresses: [{ provider: `app-${(index * 7) % count}`, ...binding }],
      }),
      endpointOf(`app-${index}`),
      routeOf(`entry-${index}`, `app-${index}`, {
        paths: [{ backend: `app-${index}`, path: "/", pathType: "Prefix", hostPort: 1000 + index }],
      }),
    ]).flat(),
  ]);
}
