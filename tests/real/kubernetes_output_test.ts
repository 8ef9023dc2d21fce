import assert from "node:assert/strict";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import type { Plan, Resource } from "../../lib/model/resource.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, eventually, succeed } from "../helpers/processes.ts";
import { fullPlan } from "../lib/generators/kubernetes/full.ts";
import {
  appOf,
  companionOf,
  endpointOf,
  jobOf,
  planOf,
  secretOf,
  settingOf,
  taskOf,
} from "../lib/generators/kubernetes/plans.ts";

const REGISTRY = Deno.env.get("CELESTRA_TEST_REGISTRY") ?? "127.0.0.1:5500";
const WEB = `${REGISTRY}/web:1`;
const TASK = `${REGISTRY}/task:1`;
const PORTS = [{ name: "http", port: 8080, protocol: "TCP" }] as const;

const kubectl = (...args: string[]) => succeed("kubectl", ...args);

/** Writes a plan's files into a folder and applies it. */
async function apply(folder: string, plan: Plan): Promise<string> {
  for (const { path, text } of kubernetes.generate(plan).files) {
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
  return await kubectl("apply", "-f", folder);
}

/** Registers a test with a namespace and a folder of its own; both are gone afterwards. */
function testIn(
  name: string,
  test: (namespace: string, folder: string) => Promise<void>,
): void {
  const namespace = `out-${crypto.randomUUID().slice(0, 8)}`;
  testWith(["kubectl"], name, () =>
    inFolder(async (folder) => {
      try {
        await test(namespace, folder);
      } finally {
        await attempt(
          "kubectl",
          "delete",
          "namespace",
          namespace,
          "--wait=false",
          "--ignore-not-found",
        );
      }
    }));
}

testIn("every property is accepted, and applying it again changes nothing", async (
  namespace,
  folder,
) => {
  await apply(folder, fullPlan(namespace));
  const again = (await kubectl("apply", "-f", folder)).trim().split("\n");
  // kubectl sends the selector of a budget every time (patch strategy "replace"); nothing changes.
  const changed = again.filter((line) => !line.endsWith(" unchanged"))
    .filter((line) => !line.startsWith("poddisruptionbudget.policy/"));
  assert.deepEqual(changed, []);
  assert.equal((await attempt("kubectl", "diff", "-f", folder)).text, "");
  const pods = () => kubectl("get", "pods", "-n", namespace, "-o", "name");
  await eventually(pods, (text) => ["api-", "web-", "db-0"].every((pod) => text.includes(pod)));
});

testIn("what a lower standard allows is refused by a stricter one", async (
  namespace,
  folder,
) => {
  const resources = [
    appOf("agent", {
      image: WEB,
      user: 0,
      podSecurity: "privileged",
      privileged: true,
      hostNetwork: true,
      hostFolders: [{ source: "/var/log", path: "/host-log", readOnly: true }],
      env: { PORT: "18951" },
      ports: [{ name: "http", port: 18951, protocol: "TCP", hostPort: 18951 }],
    }),
    appOf("root", { image: WEB, user: 0, podSecurity: "baseline" }),
  ];
  await apply(folder, planOf(resources, { namespace, podSecurity: "privileged" }));
  for (const node of ["agent", "root"]) {
    await kubectl("rollout", "status", `deployment/${node}`, "-n", namespace, "--timeout=60s");
  }
  await kubectl("delete", "deployment", "--all", "-n", namespace, "--wait");
  await apply(folder, planOf(resources, { namespace, podSecurity: "restricted" }));
  const events = () =>
    kubectl("get", "events", "-n", namespace, "--field-selector=reason=FailedCreate");
  const text = await eventually(events, (text) => text.includes("agent") && text.includes("root"));
  assert.match(text, /violates PodSecurity "restricted:latest"/);
});

/** A database with a backup, and an app that consumes everything there is. */
function shopOf(level: string): Resource[] {
  return [
    settingOf("settings", { mount: "both", data: { LEVEL: level, TEXT: "a: $(B)\n\tb\n" } }),
    secretOf("credentials", { mount: "both", keys: ["TOKEN"], mode: "0400" }),
    appOf("db", {
      image: WEB,
      stateful: true,
      stopSeconds: 1,
      storage: "64Mi",
      storageClass: "standard",
      ports: PORTS,
    }),
    endpointOf("db"),
    taskOf("db", {
      image: `${REGISTRY}/task:1`,
      args: ['test -f /data/kept && ! touch /data/x && echo "$BACKUP_RETENTION_DAYS"'],
      volumeOf: "db",
      retention: 7,
    }),
    appOf("api", {
      image: WEB,
      replicas: 2,
      env: { GREETING: "$(LEVEL) $$(LEVEL) $$" },
      settings: ["settings", "credentials"],
      addresses: [{
        provider: "db",
        hostVariable: "DB_HOST",
        portVariable: "DB_PORT",
        order: true,
      }],
      writable: ["/var/cache"],
      ports: PORTS,
      probes: {
        readiness: { http: { path: "/healthz" }, period: "1s", timeout: "1s", failures: 3 },
      },
    }),
    endpointOf("api"),
    endpointOf("front", {
      backends: ["api", "db"],
      ports: [{ ...PORTS[0], port: 80, targetPort: "http" }],
    }),
  ];
}

testIn("a database keeps its volume, its backup reads it, its consumer reaches it", async (
  namespace,
  folder,
) => {
  const plan = (level: string) => planOf(shopOf(level), { namespace });
  const run = (pod: string, line: string) =>
    kubectl("exec", "-n", namespace, pod, "--", "/bin/sh", "-c", line);
  const roll = (what: string) =>
    kubectl("rollout", "status", what, "-n", namespace, "--timeout=90s");

  await kubectl("create", "namespace", namespace);
  await kubectl(
    "create",
    "secret",
    "generic",
    "credentials",
    "-n",
    namespace,
    "--from-literal=TOKEN=t",
  );
  await apply(folder, plan("one"));
  await Promise.all([roll("statefulset/db"), roll("deployment/api")]);

  await run("db-0", "echo kept > /data/kept");
  await kubectl("delete", "pod", "db-0", "-n", namespace);
  await roll("statefulset/db");
  assert.equal(await run("db-0", "cat /data/kept"), "kept\n");

  const api = "deployment/api";
  const seen =
    'echo "$LEVEL $GREETING $TOKEN $DB_PORT"; cat /etc/secrets/credentials/TOKEN; touch /tmp/a /var/cache/b';
  assert.equal(await run(api, seen), "one $(LEVEL) $$(LEVEL) $$ t 8080\nt");
  assert.match(await run(api, "wget -qO- http://$DB_HOST:$DB_PORT/"), /version 1/);
  assert.match(await run(api, "wget -qO- http://db-0.db-headless:8080/"), /version 1/);
  assert.match(await run(api, "wget -qO- http://front/"), /version 1/);
  assert.equal(
    (await attempt("kubectl", "exec", "-n", namespace, api, "--", "touch", "/etc/x")).success,
    false,
  );

  await kubectl("create", "job", "now", "--from=cronjob/db-backup", "-n", namespace);
  await kubectl("wait", "--for=condition=complete", "job/now", "-n", namespace, "--timeout=60s");
  assert.match(await kubectl("logs", "job/now", "-n", namespace), /^7$/m);
  const reached = await kubectl(
    "get",
    "endpointslices",
    "-n",
    namespace,
    "-o",
    "jsonpath={..targetRef.name}",
  );
  assert.equal(reached.includes("now-"), false);

  const template = () =>
    kubectl("get", api, "-n", namespace, "-o", "jsonpath={.spec.template.metadata.annotations}");
  const before = await template();
  await apply(folder, plan("two"));
  assert.notEqual(await template(), before);
  await roll(api);
  assert.equal(await run(api, "echo $LEVEL; cat /etc/config/settings/LEVEL"), "two\ntwo");
});

const DB = { provider: "db", hostVariable: "DB_HOST", portVariable: "DB_PORT", order: true };

/** A database of some replicas, and what waits for it: a job, and an app with companions. */
function waitingOf(replicas: number): Resource[] {
  const wait = { image: TASK, timeout: "2m" };
  return [
    settingOf("settings", { data: { LEVEL: "debug" } }),
    appOf("db", { image: WEB, replicas, stopSeconds: 1, ports: PORTS }),
    endpointOf("db"),
    jobOf("migrate", {
      image: TASK,
      args: ["cat /work/ready && wget -qO- http://$DB_HOST:$DB_PORT/ && echo $LOG $EXTRA"],
      writable: ["/work"],
      stopSeconds: 1,
      timeout: "3m",
      settings: ["settings"],
      variables: { settings: { LEVEL: "LOG" } },
      addresses: [DB],
      wait,
      init: [companionOf("prepare", {
        image: TASK,
        args: ["echo $LOG $EXTRA ${DB_HOST} > /work/ready"],
        env: { EXTRA: "one" },
      })],
      sidecars: [companionOf("beside", { image: TASK, args: ["sleep 1000"] })],
    }),
    jobOf("report", { image: TASK, args: ["echo reported"], schedule: "0 0 1 1 *" }),
    appOf("api", {
      image: WEB,
      stopSeconds: 1,
      ports: PORTS,
      writable: ["/var/cache"],
      podFields: { POD_NAME: "metadata.name" },
      addresses: [DB],
      wait: { ...wait, taskImage: TASK },
      sidecars: [companionOf("admin", {
        image: WEB,
        env: { PORT: "8090" },
        ports: [{ name: "admin", port: 8090, protocol: "TCP" }],
      })],
      lifecycle: { postStart: { exec: ["/bin/sh", "-c", "echo $(started) > /var/cache/from"] } },
    }),
    endpointOf("api"),
    appOf("late", {
      image: WEB,
      wait: { ...wait, taskImage: TASK },
      after: [{ task: "migrate", order: true }],
    }),
  ];
}

testIn("jobs run to their end, and what waits for an endpoint starts once it answers", async (
  namespace,
  folder,
) => {
  const get = (what: string, path: string) =>
    kubectl("get", what, "-n", namespace, "-o", `jsonpath={${path}}`);
  await apply(folder, planOf(waitingOf(0), { namespace }));
  const held = ".items[*].status.initContainerStatuses[0].state.running.startedAt";
  const pods = "pods --selector=app.kubernetes.io/name=api".split(" ");
  await eventually(
    () => kubectl("get", ...pods, "-n", namespace, "-o", `jsonpath={${held}}`),
    (text) => text !== "",
  );
  await new Promise((resolve) => setTimeout(resolve, 3000));
  assert.equal(await get("deployment/api", ".status.readyReplicas"), "");

  await apply(folder, planOf(waitingOf(1), { namespace }));
  await kubectl(
    "wait",
    "--for=condition=complete",
    "job/migrate",
    "-n",
    namespace,
    "--timeout=90s",
  );
  const log = await kubectl("logs", "job/migrate", "-c", "migrate", "-n", namespace);
  assert.match(log, /^debug one db\n[^]*version 1[^]*\ndebug\n$/);
  await kubectl("rollout", "status", "deployment/api", "-n", namespace, "--timeout=90s");
  const run = (container: string, line: string) =>
    kubectl("exec", "-n", namespace, "deployment/api", "-c", container, "--", "sh", "-c", line);
  assert.match(await run("api", "wget -qO- http://127.0.0.1:8090/"), /version 1/);
  assert.equal(await run("admin", "cat /var/cache/from"), "\n");
  assert.match(await run("api", "echo $POD_NAME"), /^api-/);

  await kubectl("create", "job", "now", "--from=cronjob/report", "-n", namespace);
  await kubectl("wait", "--for=condition=complete", "job/now", "-n", namespace, "--timeout=60s");
  assert.equal(await kubectl("logs", "job/now", "-n", namespace), "reported\n");

  const again = (await kubectl("apply", "-f", folder)).trim().split("\n");
  assert.deepEqual(again.filter((line) => !line.endsWith(" unchanged")), []);
  assert.equal((await attempt("kubectl", "diff", "-f", folder)).text, "");
});

testIn("who waits for a job may look at that job, and at nothing else", async (
  namespace,
  folder,
) => {
  await apply(folder, planOf(waitingOf(0), { namespace }));
  const account = `system:serviceaccount:${namespace}:late-wait`;
  const may = async (...what: string[]) =>
    (await attempt("kubectl", "auth", "can-i", ...what, "-n", namespace, "--as", account)).stdout
      .trim();
  assert.equal(await may("get", "jobs.batch/migrate"), "yes");
  assert.equal(await may("watch", "jobs.batch/migrate"), "yes");
  assert.equal(await may("delete", "jobs.batch/migrate"), "no");
  assert.equal(await may("get", "jobs.batch/other"), "no");
  assert.equal(await may("list", "jobs.batch"), "no");
  assert.equal(await may("get", "secrets"), "no");
  const mounts = ".spec.template.spec.initContainers[?(@.name=='wait-jobs')].volumeMounts[*].name";
  const spec = (path: string) =>
    kubectl("get", "deployment/late", "-n", namespace, "-o", `jsonpath={${path}}`);
  assert.equal(await spec(mounts), "wait-token");
  assert.equal(
    (await spec(".spec.template.spec.containers[*].volumeMounts[*].name")).trim(),
    "tmp",
  );
  assert.equal(await spec(".spec.template.spec.automountServiceAccountToken"), "false");
});
