import assert from "node:assert/strict";
import { pathText } from "../../../lib/model/json.ts";
import type { NetworkPeer, Permission, Resource } from "../../../lib/model/resource.ts";
import { group, identity, networkRule, permission } from "./guards.ts";
import { planFaults, task, workload } from "./plans.ts";

/** What is wrong, as `code path: message`. */
function faults(...resources: Resource[]): string[] {
  return planFaults(resources).map(({ code, path, message }) =>
    `${code} ${pathText(path.slice(4))}: ${message}`
  );
}

const GET = { resources: ["pods"], verbs: ["get"] };
const PATHS = { nonResourceURLs: ["/healthz"], verbs: ["get"] };
const CLUSTER = { scope: "cluster", binding: "cluster" } as const;

Deno.test("planProblems() finds nothing wrong with accounts, roles, rules and groups that are right", () => {
  const peers: NetworkPeer[] = [
    { nodes: ["api", "db"], podLabels: { a: "b" }, namespaceLabels: {} },
    {
      cidr: "10.0.0.0/8",
      except: ["10.1.0.0/16"],
      ports: [{ port: 1, endPort: 2, protocol: "TCP" }],
    },
    { ports: [{ port: "http", protocol: "TCP" }] },
    {},
  ];
  const found = faults(
    workload("api"),
    task("db"),
    identity("account"),
    permission("rules", { rules: [GET] }),
    permission("paths", { ...CLUSTER, rules: [GET, PATHS] }),
    permission("view", { ...CLUSTER, existing: "view" }),
    permission("gathered", { ...CLUSTER, aggregate: { a: "b" } }),
    permission("bare", {}),
    networkRule("rule", { subjects: ["api"], ingress: peers, egress: peers, allows: ["x"] }),
    networkRule("other", { selector: {} }),
    networkRule("loose", {}),
    group("box", ["api"], {
      limits: { cpu: "100m", cpuLimit: "1", maxCpu: "1000m", memory: "1Gi", maxMemory: "1024Mi" },
    }),
    group("empty", []),
  );
  assert.deepEqual(found, []);
});

const ROLES: readonly (readonly [Partial<Permission>, string])[] = [
  [
    { existing: "view", rules: [GET] },
    "invalid_value rules: existing and rules exclude each other: a role has its rules from one of them",
  ],
  [
    { aggregate: { a: "b" }, rules: [GET] },
    "invalid_value rules: aggregate and rules exclude each other: a role has its rules from one of them",
  ],
  [
    { existing: "view", aggregate: { a: "b" } },
    "invalid_value aggregate: existing and aggregate exclude each other: a role has its rules from one of them",
  ],
  [
    { aggregate: {} },
    "invalid_value aggregate: aggregate has no label, so it would gather every role of the cluster",
  ],
  [
    { rules: [GET, { verbs: ["get"], resources: [] }] },
    "missing_field rules[1]: The rule speaks of nothing; expected resources such as [pods]",
  ],
  [
    { ...CLUSTER, rules: [{ ...GET, ...PATHS }] },
    "invalid_value rules[0].nonResourceURLs: Paths stand in a rule of their own, without resources",
  ],
  [
    { ...CLUSTER, rules: [{ ...PATHS, apiGroups: ["apps"] }] },
    "invalid_value rules[0].apiGroups: A rule of paths has no apiGroups",
  ],
  [
    { scope: "cluster", rules: [PATHS] },
    "invalid_value rules[0].nonResourceURLs: Paths belong to no namespace; expected scope: cluster and binding: cluster",
  ],
  [
    { subjects: [{ kind: "User", name: "" }] },
    "invalid_value subjects[0].name: A subject has no name; expected one such as developers",
  ],
];

for (const [rest, fault] of ROLES) {
  Deno.test(`planProblems() says of a role: ${fault}`, () => {
    assert.deepEqual(faults(permission("it", rest)), [fault]);
  });
}

const PEERS: readonly (readonly [NetworkPeer, string])[] = [
  [{ nodes: ["apo"] }, `unknown_node ingress[0].nodes[0]: "apo" is no node that runs anything`],
  [
    { except: ["10.0.0.0/8"] },
    "invalid_value ingress[0].except: except leaves ranges out of cidr, which is not set",
  ],
  [
    { cidr: "10.0.0.0/8", except: ["11.0.0.0/16"] },
    "invalid_value ingress[0].except[0]: 11.0.0.0/16 must lie inside of 10.0.0.0/8 and be smaller",
  ],
  [
    { cidr: "10.0.0.0/8", podLabels: {} },
    "invalid_value ingress[0].cidr: cidr and podLabels exclude each other: pods are no addresses",
  ],
  [
    { ports: [{ port: "http", endPort: 90, protocol: "TCP" }] },
    'invalid_value ingress[0].ports[0].endPort: A range begins with a number, not with the name "http"',
  ],
];

for (const [peer, fault] of PEERS) {
  Deno.test(`planProblems() says of a peer: ${fault}`, () => {
    const rule = networkRule("it", { subjects: ["api"], ingress: [peer] });
    assert.deepEqual(faults(workload("api"), rule), [fault]);
  });
}

Deno.test("planProblems() guesses the node that a peer means", () => {
  const rule = networkRule("it", { subjects: ["api"], egress: [{ nodes: ["apo"] }] });
  assert.equal(planFaults([workload("api"), rule])[0]!.suggestion, "api");
});

Deno.test("planProblems() refuses a policy that allows something to nobody, or binds both nodes and others", () => {
  assert.deepEqual(faults(networkRule("it", { allows: ["db"] })), [
    'invalid_value : "it" allows something to nobody: connect it.policy to the policies of the nodes that it is for',
  ]);
  assert.deepEqual(
    faults(workload("api"), networkRule("it", { subjects: ["api"], selector: {} })),
    [
      'invalid_value selector: selector is for pods that no node makes, but it.policy is connected to "api"; use one of both',
    ],
  );
});

Deno.test("planProblems() refuses amounts over the most that a group allows", () => {
  const limits = { cpu: "2", maxCpu: "1500m", memoryLimit: "2Gi", maxMemory: "1Gi" };
  assert.deepEqual(faults(group("it", [], { limits })), [
    "invalid_value limits.cpu: limits.cpu is 2, but limits.maxCpu allows 1500m at most",
    "invalid_value limits.memoryLimit: limits.memoryLimit is 2Gi, but limits.maxMemory allows 1Gi at most",
  ]);
});

Deno.test("planProblems() refuses objects of two nodes under one name", () => {
  const wait = { image: "a:1", taskImage: "b:1", timeout: "1m" };
  const clashes = (...resources: Resource[]) => planFaults(resources).map(({ message }) => message);
  const api = workload("api", { wait });
  assert.deepEqual(clashes(api, identity("api-wait"), permission("api-wait")), [
    '"api" and "api-wait" both make a ServiceAccount named "api-wait"; rename one',
    '"api" and "api-wait" both make a Role named "api-wait"; rename one',
  ]);
  assert.deepEqual(clashes(api, identity("api-wait", { existing: "other" })), []);
  assert.deepEqual(clashes(task("db"), group("db-backup", [])), [
    '"db" and "db-backup" both make a NetworkPolicy named "db-backup"; rename one',
  ]);
  assert.deepEqual(clashes(task("db"), networkRule("db-backup")), [
    '"db" and "db-backup" both make a NetworkPolicy named "db-backup"; rename one',
  ]);
});
