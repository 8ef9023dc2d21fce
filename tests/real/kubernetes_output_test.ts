import assert from "node:assert/strict";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import type { Plan, Resource } from "../../lib/model/resource.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, eventually, succeed } from "../helpers/processes.ts";
import { fullPlan } from "../lib/generators/kubernetes/full.ts";
import {
  appOf,
  endpointOf,
  planOf,
  secretOf,
  settingOf,
  taskOf,
} from "../lib/generators/kubernetes/plans.ts";

const REGISTRY = Deno.env.get("CELESTRA_TEST_REGISTRY") ?? "127.0.0.1:5500";
const WEB = `${REGISTRY}/web:1`;
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
