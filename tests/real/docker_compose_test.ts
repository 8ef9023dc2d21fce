import assert from "node:assert/strict";
import { compose } from "../../lib/generators/compose.ts";
import { awaitedTasks } from "../../lib/model/awaited.ts";
import type { NodeStatus } from "../../lib/model/deployment.ts";
import { AppError } from "../../lib/model/error.ts";
import type { Resource, Task, Workload } from "../../lib/model/resource.ts";
import { createDockerCompose } from "../../lib/targets/docker_compose.ts";
import { createRun } from "../../lib/targets/docker_compose/run.ts";
import { createSecretFiles, type SecretFiles } from "../../lib/targets/secret_files.ts";
import type { Application, Target } from "../../lib/targets/target.ts";
import { testTarget } from "../contracts/target.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import {
  appOf,
  companionOf,
  endpointOf,
  jobOf,
  planOf,
  routeOf,
  secretOf,
  settingOf,
} from "../lib/generators/kubernetes/plans.ts";
import { freePort } from "../helpers/free_port.ts";
import { proxied } from "./engine_proxy.ts";

const REGISTRY = Deno.env.get("CELESTRA_TEST_REGISTRY") ?? "127.0.0.1:5500";

/** A workflow of a test, gone with its volumes afterwards. */
interface Trial {
  readonly target: Target;
  readonly secrets: SecretFiles;
  readonly data: string;
  readonly workflow: string;
  application(resources: readonly Resource[], rest?: Partial<Application>): Application;
  /** Applies resources and answers the last state of each node. */
  apply(...resources: Resource[]): Promise<Map<string, NodeStatus>>;
}

testTarget("docker-compose on an engine", (data) => {
  const { target, application } = trialIn(data);
  return { target, application: application([web("web")]) };
}, (name, fn) => testWith(["docker"], name, fn));

real("what is healthy answers on its published port, with its variables", async (trial) => {
  const port = freePort();
  const last = await trial.apply(
    web("web", { settings: ["greeting"] }),
    endpointOf("web"),
    settingOf("greeting", { data: { GREETING: "$HOME is ${no} variable" } }),
    routeOf("entry", "web", {
      paths: [{ backend: "web", path: "/", pathType: "Prefix", hostPort: port }],
    }),
  );
  assert.equal(last.get("web")?.state, "healthy");
  assert.equal(await get(port), "$HOME is ${no} variable version 1\n");
});

real("a container that exits is failed, with its code and its last lines", async (trial) => {
  const last = await trial.apply(
    appOf("broken", { image: `${REGISTRY}/web:broken` }),
    web("web"),
  );
  const { state, reason, message, log } = last.get("broken")!;
  assert.deepEqual([state, reason], ["failed", "exited"]);
  assert.match(message!, /exited with code 1/);
  assert.ok(log?.includes("cannot start"), log?.join("\n"));
  assert.equal(last.get("web")?.state, "healthy");
});

const TASK = `${REGISTRY}/task:1`;

/** A job that runs a shell line, and a service that comes after it. */
function afterJob(line: string, rest: Partial<Task> = {}): Resource[] {
  const job = jobOf("migrate", { image: TASK, args: [line], retries: 0, ...rest });
  return [job, web("web", { after: [{ task: "migrate", order: true }] })];
}

real("a job that fails keeps back what comes after it; one that ends well does not", async (
  trial,
) => {
  const badly = await trial.apply(...afterJob("echo no such table; exit 3"), web("other"));
  const { state, reason, message, log } = badly.get("migrate")!;
  assert.deepEqual([state, reason, message], ["failed", "exited", "it exited with code 3"]);
  assert.deepEqual(log, ["no such table"]);
  assert.equal(badly.get("web")?.state, "unknown");
  assert.match(badly.get("web")!.message!, /since migrate failed/);
  const well = await trial.apply(...afterJob("true"));
  assert.deepEqual(statesOf(well), { migrate: "healthy", web: "healthy" });
});

real("a job runs with every deployment, and one that fails then is seen", async (trial) => {
  const well = { migrate: "healthy", web: "healthy" };
  assert.deepEqual(statesOf(await trial.apply(...afterJob("echo done"))), well);
  const before = (await idsOf(trial)).web;
  assert.deepEqual(statesOf(await trial.apply(...afterJob("echo done"))), well);
  // The first of these makes its container anew, the second starts it again.
  for (let deployment = 0; deployment < 2; deployment++) {
    const last = await trial.apply(...afterJob("echo no such table; exit 3"));
    assert.deepEqual(statesOf(last), { migrate: "failed", web: "healthy" });
    assert.equal(last.get("migrate")!.message, "it exited with code 3");
    assert.equal(last.get("migrate")!.log!.at(-1), "no such table");
  }
  assert.equal((await idsOf(trial)).web, before);
  assert.deepEqual(statesOf(await trial.apply(...afterJob("echo done"))), well);
});

real("a job that is tried again is applying until it ends well or gives up", async (trial) => {
  const seen: string[] = [];
  const fails = afterJob("sleep 1; exit 4", { retries: 2 });
  for await (const { node, state, message } of trial.target.apply(trial.application(fails))) {
    if (node === "migrate") seen.push(`${state}: ${message}`);
  }
  assert.equal(seen.at(-1), "failed: it exited with code 4");
  assert.ok(seen.includes("applying: it runs, and has not ended yet"), seen.join("\n"));
});

real("a job that does not end in time is failed, and what waits for it is not started", async (
  trial,
) => {
  const application = trial.application(afterJob("sleep 600"), { timeout: 4000 });
  const last = await lastOf(trial.target, application);
  assert.deepEqual(statesOf(last), { migrate: "failed", web: "unknown" });
  assert.equal(last.get("migrate")!.reason, "timeout");
});

real("jobs that nobody waits for, and those on a schedule, are no part of it", async (trial) => {
  const hand = jobOf("hand", { image: TASK, args: ["exit 1"] });
  const nightly = jobOf("nightly", { image: TASK, args: ["exit 1"], schedule: "@daily" });
  const after = [{ task: "nightly", order: true }];
  const last = await trial.apply(hand, nightly, web("web", { after }));
  assert.deepEqual(statesOf(last), { web: "healthy" });
});

real("what prepares a service and fails on a second deployment fails its node", async (trial) => {
  const prepared = (line: string) =>
    web("web", { init: [companionOf("first", { image: TASK, args: [line] })] });
  const well = await trial.apply(prepared("true"), web("other"));
  assert.deepEqual(statesOf(well), { other: "healthy", web: "healthy" });
  const badly = await trial.apply(prepared("exit 5"), web("other"));
  assert.deepEqual(statesOf(badly), { other: "healthy", web: "failed" });
  assert.equal(badly.get("web")!.message, '"web-first" exited with code 5');
});

real("an image that is nowhere is pull_failed, and nothing else starts", async (trial) => {
  const last = await trial.apply(appOf("none", { image: `${REGISTRY}/none:1` }), web("web"));
  assert.equal(last.get("none")?.reason, "pull_failed");
  assert.match(last.get("none")!.message!, /manifest/);
  assert.equal(last.get("web")?.state, "unknown");
});

real("what the engine refuses to start is failed with its sentence", async (trial) => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const last = await trial.apply(
    web("web"),
    endpointOf("web"),
    routeOf("entry", "web", {
      paths: [{ backend: "web", path: "/", pathType: "Prefix", hostPort: port }],
    }),
  );
  const { state, reason, message } = last.get("web")!;
  assert.deepEqual([state, reason], ["failed", "not_started"]);
  assert.match(message!, /address already in use|port is already allocated/);
});

real("what is not healthy in time is failed", async (trial) => {
  const slow = web("slow", { image: `${REGISTRY}/web:sick` });
  const readiness = { ...slow.probes!.readiness!, failures: 100 };
  const application = trial.application([{ ...slow, probes: { readiness } }], { timeout: 4000 });
  const { reason, message } = (await lastOf(trial.target, application)).get("slow")!;
  assert.equal(reason, "timeout");
  assert.match(message!, /not healthy after 4 seconds/);
});

real("an abort ends the deployment and leaves it open", async (trial) => {
  const stop = new AbortController();
  const slow = web("slow", { image: `${REGISTRY}/web:sick` });
  const readiness = { ...slow.probes!.readiness!, failures: 100 };
  const application = trial.application([{ ...slow, probes: { readiness } }], {
    signal: stop.signal,
  });
  const timer = setTimeout(() => stop.abort(), 2000);
  const { state, reason } = (await lastOf(trial.target, application)).get("slow")!;
  clearTimeout(timer);
  assert.deepEqual([state, reason], ["unknown", "cancelled"]);
});

real("secrets are files and variables of the container, as they are", async (trial) => {
  const port = freePort();
  const value = `a "$HOME" \${X} #1 'y' = é`;
  const place = { environment: "test", workflow: trial.workflow, node: "token" };
  await trial.secrets.set({ ...place, key: "GREETING" }, value, "both");
  const [first, second] = [value, "another"];
  const resources = [
    web("web", { settings: ["token"], command: SHOW_SECRET }),
    endpointOf("web"),
    secretOf("token", { mount: "both", keys: ["GREETING"] }),
    routeOf("entry", "web", {
      paths: [{ backend: "web", path: "/", pathType: "Prefix", hostPort: port }],
    }),
  ];
  assert.equal((await trial.apply(...resources)).get("web")?.state, "healthy");
  assert.equal(await get(port), `${first}\n${first}\n`);
  await trial.secrets.set({ ...place, key: "GREETING" }, second, "both");
  assert.equal((await trial.apply(...resources)).get("web")?.state, "healthy");
  assert.equal(await get(port), `${second}\n${second}\n`);
});

real(
  "a secret file that was replaced recreates who has mounted it, and nobody else",
  async (trial) => {
    const place = { environment: "test", workflow: trial.workflow, node: "token", key: "KEY" };
    const resources = [
      web("web", { settings: ["token"] }),
      web("other"),
      secretOf("token", { keys: ["KEY"] }),
    ];
    await trial.secrets.set(place, "one", "file");
    await trial.apply(...resources);
    const before = await idsOf(trial);
    await trial.apply(...resources);
    assert.deepEqual(await idsOf(trial), before);
    await trial.secrets.set(place, "two", "file");
    await trial.apply(...resources);
    const after = await idsOf(trial);
    assert.notEqual(after.web, before.web);
    assert.equal(after.other, before.other);
  },
);

real(
  "a changed config recreates its consumers, and a removed service disappears",
  async (trial) => {
    const consumer = web("web", { settings: ["site"] });
    const site = settingOf("site", { mount: "file", data: { "a.txt": "one" } });
    const others = [web("other"), web("gone")];
    await trial.apply(consumer, site, ...others);
    const before = await idsOf(trial);
    await trial.apply(consumer, { ...site, data: { "a.txt": "two" } }, others[0]!);
    const after = await idsOf(trial);
    assert.deepEqual(Object.keys(after), ["other", "web"]);
    assert.equal(after.other, before.other);
    assert.notEqual(after.web, before.web);
    const text = await docker("exec", after.web!, "cat", "/etc/config/site/a.txt");
    assert.equal(text, "two");
  },
);

real("remove() keeps volumes and names them, also when the files are gone", async (trial) => {
  const application = trial.application([web("web", { storage: "1Gi" }), web("other")]);
  await lastOf(trial.target, application);
  await Deno.remove(`${trial.data}/compose`, { recursive: true });
  assert.deepEqual(await trial.target.remove(application), [`${trial.workflow}-test_web-data`]);
  assert.deepEqual(await idsOf(trial), {});
});

real("a project that somebody else uses is left alone", async (trial) => {
  const name = `${trial.workflow}-test`;
  const labels = ["com.docker.compose.project", "com.docker.compose.oneoff"];
  const id = await docker(
    "create",
    ...["--label", `${labels[0]}=${name}`, "--label", `${labels[1]}=False`],
    `${REGISTRY}/web:1`,
  );
  try {
    const application = trial.application([web("web")]);
    const isConflict = (error: unknown) => error instanceof AppError && error.code === "conflict";
    await assert.rejects(lastOf(trial.target, application), isConflict);
    await assert.rejects(trial.target.remove(application), isConflict);
    assert.equal(await docker("inspect", "--format", "{{.Id}}", id.trim()), id);
  } finally {
    await docker("rm", id.trim());
  }
});

real("an engine that is lost on the way ends the deployment as engine_lost", async (trial) => {
  await using proxy = proxied(Deno.env.get("DOCKER_HOST")!, trial.data);
  const run = createRun({ ...Deno.env.toObject(), DOCKER_HOST: proxy.host });
  const target = createDockerCompose({ data: trial.data, secrets: trial.secrets, run });
  const slow = web("slow", { image: `${REGISTRY}/web:sick` });
  const readiness = { ...slow.probes!.readiness!, failures: 100 };
  const application = trial.application([{ ...slow, probes: { readiness } }]);
  const seen: string[] = [];
  await assert.rejects(async () => {
    for await (const { state } of target.apply(application)) {
      seen.push(state);
      if (state === "applying") proxy.cut();
    }
  }, (error: unknown) => error instanceof AppError && error.code === "engine_lost");
  assert.equal(seen.at(-1), "applying");
  assert.match(await target.unavailable() ?? "", /no container engine answers/);
});

/** Serves the variable and the file of a secret. */
const SHOW_SECRET = [
  "sh",
  "-c",
  'mkdir /tmp/www; echo ok >/tmp/www/healthz; { echo "$GREETING"; cat /etc/secrets/token/GREETING; echo; } ' +
  ">/tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www",
];

function web(node: string, rest: Partial<Workload> = {}): Workload {
  return appOf(node, {
    image: `${REGISTRY}/web:1`,
    ports: [{ name: "http", port: 8080, protocol: "TCP" }],
    probes: {
      readiness: { http: { path: "/healthz" }, period: "1s", timeout: "3s", failures: 3 },
    },
    stopSeconds: 1,
    ...rest,
  });
}

function real(name: string, fn: (trial: Trial) => Promise<void>): void {
  testWith(["docker"], name, () =>
    inFolder(async (data) => {
      const trial = trialIn(data);
      try {
        await fn(trial);
      } finally {
        const { target, workflow } = trial;
        const volumes = await target.remove({ workflow, environment: "test" });
        if (volumes.length > 0) await docker("volume", "rm", ...volumes);
      }
    }));
}

function trialIn(data: string): Trial {
  const workflow = `t${crypto.randomUUID().slice(0, 8)}`;
  const secrets = createSecretFiles(data);
  const run = createRun(Deno.env.toObject());
  const target = createDockerCompose({ data, secrets, run, interval: 200 });
  const application: Trial["application"] = (resources, rest) => {
    const plan = planOf(resources, { workflow, environment: "test" });
    return {
      workflow,
      environment: "test",
      files: compose.generate(plan).files,
      nodes: [
        ...resources.filter(({ kind }) => kind === "workload").map(({ node }) => node),
        ...awaitedTasks(resources),
      ],
      secrets: Object.fromEntries(
        resources.flatMap((it) => it.kind === "secret" ? [[it.node, it.keys]] : []),
      ),
      timeout: 60_000,
      ...rest,
    };
  };
  const apply: Trial["apply"] = (...resources) => lastOf(target, application(resources));
  return { target, secrets, data, workflow, application, apply };
}

/** The state of each node, by its id. */
function statesOf(last: ReadonlyMap<string, NodeStatus>): Record<string, string> {
  return Object.fromEntries([...last].map(([node, { state }]) => [node, state]).sort());
}

async function lastOf(target: Target, application: Application): Promise<Map<string, NodeStatus>> {
  const last = new Map<string, NodeStatus>();
  for await (const status of target.apply(application)) last.set(status.node, status);
  return last;
}

/** The ids of the containers of a trial, by service. */
async function idsOf({ workflow }: Trial): Promise<Record<string, string>> {
  const filter = `label=com.docker.compose.project=${workflow}-test`;
  const format = '{{.Label "com.docker.compose.service"}} {{.ID}}';
  const text = await docker("ps", "--all", "--filter", filter, "--format", format);
  const pairs = text.trim().split("\n").filter((line) => line !== "").map((line) =>
    line.split(" ")
  );
  return Object.fromEntries(pairs.sort());
}

async function docker(...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command("docker", { args }).output();
  const decoder = new TextDecoder();
  assert.ok(success, decoder.decode(stderr));
  return decoder.decode(stdout);
}

async function get(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/`);
  return await response.text();
}
