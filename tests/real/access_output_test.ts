import assert from "node:assert/strict";
import { components } from "../../lib/components/registry.ts";
import { planOf } from "../../lib/components/plan.ts";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import { planProblems } from "../../lib/model/plan_problems.ts";
import { problems } from "../../lib/model/problems.ts";
import type { Workflow } from "../../lib/model/workflow.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, eventually, succeed } from "../helpers/processes.ts";
import { CATALOGUE } from "../lib/components/planned.ts";
import { groupedOf } from "../lib/generators/kubernetes/network/judged.ts";

const REGISTRY = Deno.env.get("CELESTRA_TEST_REGISTRY") ?? "127.0.0.1:5500";
const WEB = { image: `${REGISTRY}/web:1`, ports: [{ name: "http", port: 8080 }] };

const kubectl = (...args: string[]) => succeed("kubectl", ...args);

/** Writes the manifests of a workflow without problems into a folder. */
async function write(folder: string, workflow: Workflow): Promise<void> {
  assert.deepEqual(problems(workflow, CATALOGUE), []);
  const plan = planOf(workflow, { components, catalogue: CATALOGUE });
  assert.deepEqual([...planProblems(plan, false), ...kubernetes.problems(plan)], []);
  for (const { path, text } of kubernetes.generate(plan).files) {
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
}

/** Two namespaces, a name for what belongs to none, and a folder; all are gone afterwards. */
function testIn(
  name: string,
  test: (namespaces: readonly [string, string], folder: string) => Promise<void>,
): void {
  const unique = crypto.randomUUID().slice(0, 8);
  const namespaces = [`own-${unique}`, `box-${unique}`] as const;
  testWith(["kubectl"], name, () =>
    inFolder(async (folder) => {
      try {
        await test(namespaces, folder);
      } finally {
        const away = ["--wait=false", "--ignore-not-found"];
        await attempt("kubectl", "delete", "namespace", ...namespaces, ...away);
        const kinds = "clusterroles,clusterrolebindings";
        const selector = `-lapp.kubernetes.io/part-of=${namespaces[0]}`;
        await attempt("kubectl", "delete", kinds, selector, ...away);
      }
    }));
}

/** A shop in the first namespace, with a group in the second one. */
function shopOf(
  [namespace, box]: readonly [string, string],
  ...[nodes, connections, groups]: Parameters<typeof groupedOf>
): Workflow {
  const all = {
    box: ["app-group", { namespace: box, ...BOX }] as const,
    ...nodes,
  };
  return { ...groupedOf(all, connections, groups), name: namespace, namespace };
}

const BOX = {
  labels: { environment: "test" },
  env: { REGION: "here" },
  quota: {
    size: "Custom",
    cpu: "1500m",
    memory: "1024Mi",
    cpuLimit: "4000m",
    memoryLimit: "2Gi",
    storage: "0.5Gi",
    pods: 4,
    claims: 3,
    services: 5,
  },
  limits: {
    cpu: "0.05",
    memory: "64Mi",
    cpuLimit: "500m",
    memoryLimit: "128Mi",
    maxCpu: "1000m",
    maxMemory: "1024Mi",
  },
};

/** Every kind of account, role, rule and policy that there is. */
function everything(namespaces: readonly [string, string]): Workflow {
  const rules = [
    { resources: ["configmaps"], verbs: ["get", "list"], resourceNames: ["settings", "words"] },
    { apiGroups: ["core", "apps"], resources: ["pods/log", "deployments"], verbs: ["get"] },
  ];
  const paths = [{ nonResourceURLs: ["/healthz", "/metrics/*"], verbs: ["get"] }];
  const account = {
    pullSecrets: ["registry"],
    secrets: ["keys"],
    labels: { team: "web" },
    annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/shop" },
  };
  const peers = (port: number | string) => [
    {
      cidr: "10.0.0.0/8",
      except: ["10.1.0.0/16"],
      ports: [{ port: 443 }, { port: 8000, endPort: 8100 }],
    },
    { cidr: "fd00::/8" },
    { nodes: ["api", "db"], podLabels: { tier: "back" }, ports: [{ port, protocol: "UDP" }] },
    {
      namespaceLabels: { "kubernetes.io/metadata.name": "monitoring" },
      podLabels: { app: "prometheus" },
    },
    { namespaceLabels: {} },
    { ports: [{ port: 53, protocol: "UDP" }] },
  ];
  return shopOf(namespaces, {
    web: ["app", WEB],
    api: ["app", WEB],
    db: ["stateful-app", {
      ...WEB,
      backup: { schedule: "@daily", image: `${REGISTRY}/task:1`, command: ["true"] },
    }],
    job: ["job", { image: `${REGISTRY}/task:1`, args: ["exit 0"] }],
    front: ["service", {
      type: "NodePort",
      ports: [{ name: "http", port: 80, targetPort: "http" }],
    }],
    outside: ["service", {
      type: "ExternalName",
      externalName: "db.example.com",
      ports: [{ name: "pg", port: 5432 }],
    }],
    account: ["service-account", account],
    inner: ["service-account", { automount: false }],
    standard: ["service-account", { existing: "default" }],
    reader: ["role", { rules, labels: { team: "web" }, annotations: { "example.com/note": "no" } }],
    wide: ["role", { scope: "cluster", binding: "cluster", rules: [...rules, ...paths] }],
    view: ["role", {
      scope: "cluster",
      existing: "view",
      subjects: [{ kind: "Group", name: "developers" }, { kind: "User", name: "ada@example.com" }],
    }],
    gathered: ["role", { scope: "cluster", aggregate: { "example.com/for": namespaces[0] } }],
    rule: ["network-policy", {
      ingress: peers("http"),
      egress: peers(53),
      labels: { team: "web" },
    }],
    one: ["network-policy", { denyEgress: false, dns: false }],
    every: ["network-policy", { selector: {}, denyIngress: false }],
    legacy: ["network-policy", { selector: { app: "legacy" } }],
  }, [
    "db.endpoint -> api.requires",
    "outside.endpoint -> api.requires",
    "front.endpoint -> web.requires",
    "api.endpoint -> front.backend",
    "db.endpoint -> job.requires",
    "account.identity -> web.identity",
    "inner.identity -> api.identity",
    "reader.permissions -> account.permissions",
    "wide.permissions -> account.permissions",
    "view.permissions -> account.permissions",
    "view.permissions -> standard.permissions",
    "gathered.permissions -> inner.permissions",
    "rule.policy -> web.policies",
    "rule.policy -> api.policies",
    "one.policy -> web.policies",
    "db.endpoint -> rule.allows",
  ], { api: "box", db: "box", job: "box", front: "box", inner: "box" });
}

testIn(
  "all of it is accepted, and applying it again changes nothing",
  async (namespaces, folder) => {
    await write(folder, everything(namespaces));
    await kubectl("apply", "-f", folder);
    const again = (await kubectl("apply", "-f", folder)).trim().split("\n");
    assert.deepEqual(again.filter((line) => !line.endsWith(" unchanged")), []);
    assert.ok(again.length > 25);
    assert.equal((await attempt("kubectl", "diff", "-f", folder)).text, "");
  },
);

testIn("an account may do what its roles say, where they say it, and nothing else", async (
  [own, box],
  folder,
) => {
  await write(folder, everything([own, box]));
  await kubectl("apply", "-f", folder);
  const may = async (account: string, ...what: string[]) => {
    const { stdout } = await attempt("kubectl", "auth", "can-i", ...what, "--as", account);
    return stdout.trim();
  };
  const account = `system:serviceaccount:${own}:account`;
  const asked: readonly (readonly [string, string, ...string[]])[] = [
    ["yes", account, "get", "configmaps/settings", "-n", own],
    ["yes", account, "get", "configmaps/settings", "-n", box],
    ["yes", account, "get", "deployments.apps", "-n", box],
    ["yes", account, "get", "/healthz"],
    ["yes", account, "list", "pods", "-n", own],
    ["no", account, "list", "pods", "-n", box],
    ["no", account, "get", "secrets", "-n", own],
    ["no", account, "delete", "configmaps/settings", "-n", own],
    ["no", account, "get", "/version/other"],
    ["yes", `system:serviceaccount:${own}:default`, "list", "pods", "-n", own],
    ["no", `system:serviceaccount:${box}:inner`, "list", "pods", "-n", box],
    ["yes", "ada@example.com", "list", "services", "-n", own],
    ["no", "ada@example.com", "list", "services", "-n", box],
  ];
  for (const [answer, ...question] of asked) {
    assert.equal(await may(...question as [string, ...string[]]), answer, question.join(" "));
  }
  const group = ["get", "pods", "-n", own, "--as=eve", "--as-group=developers"];
  assert.equal((await attempt("kubectl", "auth", "can-i", ...group)).stdout.trim(), "yes");
});

testIn("a role of namespace scope reaches only what it names", async ([own, box], folder) => {
  const workflow = shopOf(
    [own, box],
    {
      account: ["service-account", {}],
      reader: ["role", {
        rules: [{ resources: ["configmaps"], verbs: ["get"], resourceNames: ["a"] }],
      }],
    },
    ["reader.permissions -> account.permissions"],
    {},
  );
  await write(folder, workflow);
  await kubectl("apply", "-f", folder);
  const as = `--as=system:serviceaccount:${own}:account`;
  const may = async (...what: string[]) =>
    (await attempt("kubectl", "auth", "can-i", ...what, as)).stdout.trim();
  assert.equal(await may("get", "configmaps/a", "-n", own), "yes");
  assert.equal(await may("get", "configmaps/b", "-n", own), "no");
  assert.equal(await may("get", "configmaps/a", "-n", box), "no");
});

testIn("the amounts of a group bound its namespace: limits are given, a quota is kept", async (
  namespaces,
  folder,
) => {
  const [, box] = namespaces;
  const small = { resources: { cpu: "100m", memory: "32Mi", cpuLimit: "100m" } };
  await write(
    folder,
    shopOf(namespaces, { api: ["app", { ...WEB, ...small, replicas: 6 }] }, [], { api: "box" }),
  );
  await kubectl("apply", "-f", folder);
  const used = () =>
    kubectl("get", "resourcequota", "box", "-n", box, "-o", "jsonpath={.status.used.pods}");
  await eventually(used, (text) => text === "4");
  const events = () => kubectl("get", "events", "-n", box, "--field-selector=reason=FailedCreate");
  assert.match(await eventually(events, (text) => text.includes("exceeded quota")), /pods=4/);

  await kubectl("scale", "deployment/api", "--replicas=1", "-n", box);
  await eventually(used, (text) => text === "1");
  const run = (name: string, container: object) =>
    attempt(
      "kubectl",
      "run",
      name,
      "-n",
      box,
      `--image=${WEB.image}`,
      "--overrides",
      JSON.stringify({
        spec: { containers: [{ name, image: WEB.image, ...container, securityContext: SAFE }] },
      }),
    );
  assert.ok((await run("plain", {})).success);
  const given = "jsonpath={.spec.containers[0].resources.limits}";
  assert.equal(
    await kubectl("get", "pod", "plain", "-n", box, "-o", given),
    '{"cpu":"500m","memory":"128Mi"}',
  );
  const large = await run("large", { resources: { limits: { cpu: "2", memory: "64Mi" } } });
  assert.match(large.text, /maximum cpu usage per Container is 1/);
});

/** What the restricted standard asks of every container. */
const SAFE = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  runAsUser: 10001,
  seccompProfile: { type: "RuntimeDefault" },
};
