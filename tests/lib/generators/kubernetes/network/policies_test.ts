import assert from "node:assert/strict";
import { check } from "../../../../../lib/model/schema_check.ts";
import { clusterOf, reaches } from "../../../../helpers/network_policies.ts";
import { CATALOGUE, type PlannedNode } from "../../../components/planned.ts";
import { generatedFrom, lossesFrom, objectsOf } from "../guarded.ts";
import { listening, NAMES } from "./judged.ts";

const APP = ["app", listening(["http", 8080])] as const;
const TCP = (port: number) => ({ port, protocol: "TCP" }) as const;

/** Asks whether pods reach each other in what is made of nodes. */
function reachIn(...drawing: Parameters<typeof objectsOf>) {
  const cluster = clusterOf(generatedFrom(drawing).files);
  const endOf = (end: string) =>
    cluster.pods.get(end) ?? (end === "names" ? NAMES : { address: end });
  return (from: string, to: string, port = 8080) =>
    reaches(cluster, endOf(from), endOf(to), port === 53 ? { port, protocol: "UDP" } : TCP(port));
}

/** A policy on web, beside an api and a db. */
function bound(config: object, ...connections: string[]) {
  const nodes: Record<string, PlannedNode> = {
    it: ["network-policy", { ...config }],
    web: APP,
    api: APP,
    db: APP,
  };
  return reachIn(nodes, ["it.policy -> web.policies", ...connections], {});
}

Deno.test("a policy closes both directions, but for names and connections", () => {
  const reach = bound({}, "db.endpoint -> web.requires", "web.endpoint ~> api.requires");
  assert.equal(reach("web", "db"), true);
  assert.equal(reach("web", "db", 9090), false);
  assert.equal(reach("web", "api"), false);
  assert.equal(reach("api", "web"), true);
  assert.equal(reach("db", "web"), false);
  assert.equal(reach("web", "203.0.113.7", 443), false);
  assert.equal(reach("203.0.113.7", "web"), false);
  assert.equal(reach("web", "names", 53), true);
  assert.equal(reach("api", "db"), true);
});

Deno.test("a policy opens the endpoints that it allows, through services too, and on both sides", () => {
  const service = ["service", { ports: [{ name: "http", port: 80, targetPort: "http" }] }] as const;
  const reach = reachIn(
    { it: "network-policy", web: APP, db: APP, other: APP, front: service, box: "app-group" },
    ["it.policy -> web.policies", "front.endpoint -> it.allows", "db.endpoint -> front.backend"],
    { db: "box", front: "box", other: "box" },
  );
  assert.equal(reach("web", "db"), true);
  assert.equal(reach("web", "other"), false);
  assert.equal(reach("web", "db", 80), false);
});

Deno.test("a policy leaves open what it does not deny", () => {
  const out = bound({ denyEgress: false });
  assert.deepEqual([out("web", "db"), out("db", "web"), out("web", "203.0.113.7", 443)], [
    true,
    false,
    true,
  ]);
  const into = bound({ denyIngress: false });
  assert.deepEqual([into("web", "db"), into("db", "web"), into("203.0.113.7", "web")], [
    false,
    true,
    true,
  ]);
});

Deno.test("a policy without names does not ask for any", () => {
  assert.equal(bound({ dns: false })("web", "names", 53), false);
});

Deno.test("a policy opens what it lists: nodes, pods, namespaces, addresses and ports", () => {
  const reach = bound({
    ingress: [{ nodes: ["api"], ports: [{ port: "http" }] }],
    egress: [
      { nodes: ["api", "db"], ports: [{ port: 9000, endPort: 9005 }] },
      { cidr: "203.0.113.0/24", except: ["203.0.113.128/25"], ports: [{ port: 443 }] },
      {
        namespaceLabels: { "kubernetes.io/metadata.name": "kube-system" },
        ports: [{ port: 9153 }],
      },
    ],
  });
  assert.deepEqual([reach("api", "web"), reach("api", "web", 9090), reach("db", "web")], [
    true,
    false,
    false,
  ]);
  assert.deepEqual([8999, 9000, 9005, 9006].map((port) => reach("web", "db", port)), [
    false,
    true,
    true,
    false,
  ]);
  assert.equal(reach("web", "203.0.113.7", 443), true);
  assert.equal(reach("web", "203.0.113.129", 443), false);
  assert.equal(reach("web", "203.0.113.7", 444), false);
  assert.equal(reach("web", "names", 9153), true);
});

Deno.test("all that a peer says must hold", () => {
  const { spec } = objectsOf(
    {
      it: ["network-policy", {
        ingress: [
          { nodes: ["web", "far"], podLabels: { a: "b" }, namespaceLabels: { c: "d" } },
          { podLabels: { a: "b" } },
          {},
        ],
      }],
      web: APP,
      box: ["app-group", { namespace: "back", network: "open" }],
      far: APP,
    },
    ["it.policy -> web.policies"],
    { far: "box" },
  )["08-networkpolicy-it.yaml"];
  const pods = (name: string) => ({
    matchLabels: { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "shop", a: "b" },
  });
  const namespace = (name: string) => ({
    matchLabels: { "kubernetes.io/metadata.name": name, c: "d" },
  });
  assert.deepEqual(spec.ingress, [
    {
      from: [
        { namespaceSelector: namespace("back"), podSelector: pods("far") },
        { namespaceSelector: namespace("shop"), podSelector: pods("web") },
      ],
    },
    { from: [{ podSelector: { matchLabels: { a: "b" } } }] },
    {},
  ]);
});

Deno.test("a policy stands in every namespace of the nodes that it binds", () => {
  const objects = objectsOf(
    {
      it: "network-policy",
      web: APP,
      api: APP,
      box: ["app-group", { namespace: "back" }],
      far: APP,
    },
    ["it.policy -> web.policies", "it.policy -> api.policies", "it.policy -> far.policies"],
    { far: "box" },
  );
  const near = objects["08-networkpolicy-it.yaml"];
  assert.deepEqual(near.spec.podSelector, {
    matchExpressions: [{ key: "app.kubernetes.io/name", operator: "In", values: ["api", "web"] }],
    matchLabels: { "app.kubernetes.io/part-of": "shop" },
  });
  const far = objects["08-networkpolicy-it.back.yaml"];
  assert.deepEqual([far.metadata.name, far.metadata.namespace], ["it.back", "back"]);
  assert.equal(far.spec.podSelector.matchLabels["app.kubernetes.io/name"], "far");
});

Deno.test("a policy binds the jobs and backups of its nodes as well", () => {
  const backup = { schedule: "@daily", image: "dump:1", command: ["dump"] };
  const reach = reachIn(
    {
      it: "network-policy",
      db: ["stateful-app", { ...listening(["pg", 5432]), backup }],
      web: APP,
      run: ["job", { image: "a:1" }],
    },
    ["it.policy -> db.policies", "it.policy -> run.policies"],
    {},
  );
  assert.deepEqual([reach("db-backup", "web"), reach("run", "web")], [false, false]);
  assert.deepEqual([reach("db-backup", "db", 5432), reach("web", "db", 5432)], [true, false]);
});

Deno.test("a policy can be for pods that no node makes", () => {
  const specOf = (selector: object) =>
    objectsOf(
      { it: ["network-policy", { selector: { ...selector } }] },
      [],
      {},
    )["08-networkpolicy-it.yaml"].spec;
  assert.deepEqual(specOf({ app: "legacy" }).podSelector, { matchLabels: { app: "legacy" } });
  assert.deepEqual(specOf({}).podSelector, {});
});

Deno.test("pods that no node makes reach what their policy allows, also into a closed group", () => {
  const files = generatedFrom([
    {
      it: ["network-policy", { selector: { app: "legacy" } }],
      db: APP,
      web: APP,
      box: "app-group",
    },
    ["db.endpoint -> it.allows"],
    { db: "box" },
  ]).files;
  const cluster = clusterOf(files);
  const legacy = (namespace: string) => (
    { namespace, labels: { app: "legacy" }, address: "10.9.9.9", ports: [] }
  );
  const db = cluster.pods.get("db")!;
  assert.equal(reaches(cluster, legacy("shop"), db, TCP(8080)), true);
  assert.equal(reaches(cluster, legacy("shop"), db, TCP(8081)), false);
  assert.equal(reaches(cluster, legacy("elsewhere"), db, TCP(8080)), false);
  assert.equal(reaches(cluster, legacy("shop"), cluster.pods.get("web")!, TCP(8080)), false);
  assert.equal(reaches(cluster, cluster.pods.get("web")!, legacy("shop"), TCP(8080)), false);
});

Deno.test("a policy that binds nobody, or lists what is open already, says so", () => {
  const why = "it binds nobody: connect its policy to the nodes that it is for";
  assert.deepEqual(lossesFrom([{ it: "network-policy" }, [], {}]), [`it  dropped: ${why}`]);
  assert.deepEqual(lossesFrom([{ it: ["network-policy", { dns: true }] }, [], {}]), [
    `it dns dropped: ${why}`,
  ]);
  const config = { denyEgress: false, egress: [{ cidr: "10.0.0.0/8" }], dns: true };
  const nodes = { it: ["network-policy", config], web: APP } as const;
  const open = "nothing denies it, so everything is open already";
  assert.deepEqual(lossesFrom([nodes, ["it.policy -> web.policies"], {}]), [
    `it dns dropped: ${open}`,
    `it egress[0].cidr dropped: ${open}`,
  ]);
});

Deno.test("who has a token reaches the API server, and the group says what that opens", () => {
  const nodes = {
    box: ["app-group", { network: "deny" }],
    api: ["app", { image: "a:1" }],
    web: APP,
    account: "service-account",
    reader: ["role", { rules: [{ resources: ["pods"], verbs: ["get"] }] }],
  } as const;
  const drawing = [
    nodes,
    ["reader.permissions -> account.permissions", "account.identity -> api.identity"],
    { api: "box", web: "box" },
  ] as const;
  const reach = reachIn(...drawing);
  assert.deepEqual([reach("api", "198.51.100.1", 6443), reach("api", "198.51.100.1", 443)], [
    true,
    true,
  ]);
  assert.deepEqual([reach("api", "198.51.100.1", 80), reach("web", "198.51.100.1", 6443)], [
    false,
    false,
  ]);
  assert.deepEqual(lossesFrom([...drawing]), [
    'box network approximated: "api" asks the API server, which no label selects: ports 443 and 6443 of any address are open',
  ]);
  const silent = { ...nodes, box: "app-group" };
  assert.match(
    lossesFrom([silent, drawing[1], drawing[2]]).join(),
    /^box network approximated: "api" asks/,
  );
});

Deno.test("a host outside is reached on its port, by any address unless its name says more", () => {
  const outside = (externalName: string) => {
    const config = { type: "ExternalName", externalName, ports: [{ name: "pg", port: 5432 }] };
    return reachIn(
      { box: "app-group", api: APP, db: ["service", config] },
      ["db.endpoint -> api.requires"],
      { api: "box" },
    );
  };
  const far = outside("db.example.com");
  assert.deepEqual([far("api", "198.51.100.1", 5432), far("api", "198.51.100.1", 5433)], [
    true,
    false,
  ]);
  const inside = outside("db.kube-system.svc.cluster.local");
  assert.deepEqual([inside("api", "198.51.100.1", 5432), inside("api", "names", 5432)], [
    false,
    true,
  ]);
});

Deno.test("a service before pods that no node makes opens these pods alone", () => {
  const config = { selector: { "k8s-app": "kube-dns" }, ports: [{ name: "m", port: 9153 }] };
  const reach = reachIn(
    {
      box: "app-group",
      api: APP,
      old: ["service", config],
      far: ["app-group", { namespace: "kube-system" }],
    },
    ["old.endpoint -> api.requires"],
    { api: "box", old: "far" },
  );
  assert.deepEqual([reach("api", "names", 9153), reach("api", "names", 9154)], [true, false]);
});

Deno.test("what is watched is measured by Prometheus alone, on its port, and sends its traces", () => {
  const watch = {
    metrics: { portName: "admin" },
    tracing: { endpoint: "http://collector.kube-system:4317" },
  };
  const drawing = [
    {
      box: ["app-group", { network: "deny" }],
      api: ["app", listening(["http", 8080], ["admin", 9090])],
      web: APP,
      watch: ["observability", watch],
    },
    ["watch.monitoring -> api.monitoring"],
    { api: "box", web: "box" },
  ] as const;
  const cluster = clusterOf(generatedFrom([...drawing]).files);
  const pod = (name: string) => ({
    namespace: "monitoring",
    labels: { "app.kubernetes.io/name": name },
    address: "10.9.9.9",
    ports: [],
  });
  const api = cluster.pods.get("api")!;
  assert.equal(reaches(cluster, pod("prometheus"), api, TCP(9090)), true);
  assert.equal(reaches(cluster, pod("prometheus"), api, TCP(8080)), false);
  assert.equal(reaches(cluster, pod("other"), api, TCP(9090)), false);
  assert.equal(reaches(cluster, cluster.pods.get("web")!, api, TCP(9090)), false);
  assert.equal(reaches(cluster, api, NAMES, TCP(4317)), true);
  assert.equal(reaches(cluster, api, NAMES, TCP(4318)), false);
  const [loss] = lossesFrom([...drawing]).filter((one) => one.startsWith("box"));
  assert.match(loss!, /"api" reaches a host outside .*; "api" is measured by any pod/);
});

Deno.test("a job that is waited for lets who waits ask the API server, and nobody else", () => {
  const wait = { image: "busybox:1", taskImage: "kubectl:1" };
  const reach = reachIn(
    { box: "app-group", run: ["job", { image: "a:1" }], api: ["app", { image: "a:1", wait }] },
    ["run.done -> api.after"],
    { api: "box", run: "box" },
  );
  assert.deepEqual(
    [reach("api", "198.51.100.1", 443), reach("run", "198.51.100.1", 443), reach("api", "run")],
    [true, false, false],
  );
});

Deno.test("a member on the network of its host is told of", () => {
  const agent = { image: "a:1", podSecurity: "privileged", hostNetwork: true };
  const losses = lossesFrom([
    { box: ["app-group", { network: "deny" }], agent: ["app", agent] },
    [],
    { agent: "box" },
  ]);
  assert.deepEqual(losses.filter((one) => one.startsWith("box")), [
    'box network approximated: "agent" is on the network of its host, where no policy reaches',
  ]);
});

Deno.test("a policy that denies nothing closes nothing, though the API server would", () => {
  const config = { denyIngress: false, denyEgress: false };
  const drawing = [
    { it: ["network-policy", config], web: APP },
    ["it.policy -> web.policies"],
    {},
  ] as const;
  const paths = generatedFrom([...drawing]).files.map(({ path }) => path);
  assert.deepEqual(paths.filter((path) => path.startsWith("08")), []);
  const open = "nothing denies it, so everything is open already";
  assert.deepEqual(lossesFrom([...drawing]).map((one) => one.split(": ")[1]), [open, open]);
});

Deno.test("a peer of no node at all is refused: it would be everybody", () => {
  const { config } = CATALOGUE.components["network-policy"]!;
  const [fault] = check(config, { ingress: [{ nodes: [] }] });
  assert.deepEqual(fault?.path, ["ingress", 0, "nodes"]);
});
