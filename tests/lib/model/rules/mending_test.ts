import assert from "node:assert/strict";
import type { JsonObject } from "../../../../lib/model/json.ts";
import type { Operation } from "../../../../lib/model/operation.ts";
import { broken, workflowOf } from "./ruled.ts";
import type { Nodes } from "./samples.ts";

/** What mends the only finding of a rule. */
function mendingOf(
  rule: string,
  nodes: Nodes,
  connections: readonly string[] = [],
): readonly Operation[] | undefined {
  const found = broken(rule, workflowOf({ nodes, connections }));
  assert.equal(found.length, 1);
  return found[0]!.mend;
}

const LEAKING = ["app", { image: "nginx:1", env: { TOKEN: "hunter2" } }] as const;
const AWAY: Operation = { op: "unset", node: "web", path: ["env", "TOKEN"] };

Deno.test("a secret in a variable goes into a new secret of its node", () => {
  assert.deepEqual(mendingOf("secret-in-settings", { web: LEAKING }), [
    {
      op: "add-node",
      node: "web-secrets",
      component: "secret",
      config: { keys: ["TOKEN"], mount: "env" },
      connections: [{ from: "web-secrets.data", to: "web.settings" }],
    },
    AWAY,
  ]);
});

Deno.test("a secret in a variable joins the secret that gives its node variables", () => {
  const keys = (config: JsonObject) => ({ web: LEAKING, keys: ["secret", config] as const });
  const joined = ["keys.data -> web.settings"];
  assert.deepEqual(
    mendingOf("secret-in-settings", keys({ keys: ["OTHER"], mount: "both" }), joined),
    [{ op: "insert", node: "keys", path: ["keys"], index: 1, value: "TOKEN" }, AWAY],
  );
  assert.deepEqual(
    mendingOf("secret-in-settings", keys({ keys: ["TOKEN"], mount: "env" }), joined),
    [AWAY],
  );
  const [first] = mendingOf("secret-in-settings", keys({ keys: ["OTHER"] }), joined)!;
  assert.equal(first!.op, "add-node", "files are no variables");
});

Deno.test("a secret that others are given, too, is left as it is", () => {
  const nodes = {
    web: LEAKING,
    db: ["app", { image: "postgres:17" }],
    keys: ["secret", { keys: ["OTHER"], mount: "env" }],
  } as const;
  const joined = ["keys.data -> web.settings", "keys.data -> db.settings"];
  assert.equal(mendingOf("secret-in-settings", nodes, joined)![0]!.op, "add-node");
});

Deno.test("a container joins a policy only if that opens nothing by itself", () => {
  const web = ["app", { image: "nginx:1" }] as const;
  const first = (policy: JsonObject) =>
    mendingOf("network-isolation", { web, closed: ["network-policy", policy] })![0];
  const connect = { op: "connect", from: "closed.policy", to: "web.policies" };
  assert.deepEqual(first({}), connect);
  assert.deepEqual(first({ dns: false }), connect);
  for (
    const open of [
      { ingress: [{ cidr: "10.0.0.0/8" }] },
      { egress: [{ cidr: "10.0.0.0/8" }] },
      { denyIngress: false },
      { denyEgress: false },
    ]
  ) {
    assert.equal(first(open)!.op, "add-node", JSON.stringify(open));
  }
});

Deno.test("a new node gets an id that nobody has", () => {
  const nodes = {
    "web": LEAKING,
    "web-secrets": ["secret", { keys: ["A"] }],
    "web-secrets-2": ["secret", { keys: ["A"] }],
  } as const;
  const [added] = mendingOf("secret-in-settings", nodes)!;
  assert.equal(added!.op === "add-node" && added.node, "web-secrets-3");
  const long = `a${"b".repeat(51)}`;
  const [other] = mendingOf("secret-in-settings", { [long]: LEAKING })!;
  assert.ok(other!.op === "add-node" && other.node.length <= 52);
});
