import assert from "node:assert/strict";
import fc from "fast-check";
import { checking } from "../../../../../lib/cli/tools.ts";
import type { JsonObject } from "../../../../../lib/model/json.ts";
import type { Workflow } from "../../../../../lib/model/workflow.ts";
import { reaches } from "../../../../helpers/network_policies.ts";
import { EXAMPLES, exampleText } from "../../../../helpers/rendering.ts";
import type { PlannedNode } from "../../../components/planned.ts";
import { assertDrawn, clusterFor, groupedOf, listening } from "./judged.ts";

const HTTP = ["http", 8080] as const;
const ADMIN = ["admin", 9090] as const;
const PORTS = [8080, 9090, 9999];

/** A drawing in numbers; the next step makes a workflow of it that has no problem. */
interface Sketch {
  readonly groups: readonly {
    readonly network: string;
    readonly hasNamespace: boolean;
    readonly inside: number;
  }[];
  readonly runners: readonly {
    readonly component: string;
    readonly group: number;
    readonly ports: number;
  }[];
  readonly services: readonly {
    readonly backend: number;
    readonly other: number;
    readonly type: string;
    readonly target: number | string;
  }[];
  readonly requires: readonly {
    readonly from: number;
    readonly to: number;
    readonly picks: boolean;
  }[];
  readonly routes: readonly number[];
}

/** Numbers pick from what there is, so that few of them are for nothing. */
const sketches: fc.Arbitrary<Sketch> = fc.record({
  groups: fc.array(
    fc.record({
      network: fc.constantFrom("deny", "deny", "open"),
      hasNamespace: fc.boolean(),
      inside: fc.nat(4),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  runners: fc.array(
    fc.record({
      component: fc.constantFrom("app", "app", "stateful-app", "job", "cron-job"),
      group: fc.nat(4),
      ports: fc.nat(2),
    }),
    { minLength: 2, maxLength: 6 },
  ),
  services: fc.array(
    fc.record({
      backend: fc.nat(5),
      other: fc.nat(5),
      type: fc.constantFrom("ClusterIP", "NodePort", "LoadBalancer"),
      target: fc.constantFrom<number | string>("http", 9090, "admin"),
    }),
    { maxLength: 2 },
  ),
  requires: fc.array(fc.record({ from: fc.nat(7), to: fc.nat(5), picks: fc.boolean() }), {
    minLength: 2,
    maxLength: 8,
  }),
  routes: fc.array(fc.nat(5), { maxLength: 2 }),
});

/** A workflow without problems that is as the sketch in so far as it can be. */
function workflowOf(sketch: Sketch): Workflow {
  const nodes: Record<string, PlannedNode> = {};
  const groups: Record<string, string> = {};
  const connections = new Set<string>();
  sketch.groups.forEach(({ network, hasNamespace, inside }, index) => {
    nodes[`g${index}`] = ["app-group", {
      network,
      ...(hasNamespace && { namespace: `n${index}` }),
    }];
    if (inside < index) groups[`g${index}`] = `g${inside}`;
  });
  const endpoints: string[] = [];
  sketch.runners.forEach(({ component, group, ports }, index) => {
    const id = `r${index}`;
    const isLasting = component.endsWith("app");
    const listens = isLasting ? [HTTP, ADMIN].slice(0, ports) : [];
    const config = { ...listening(...listens), ...scheduleOf(component) };
    nodes[id] = [component, isLasting ? config : withoutPorts(config)];
    if (group < sketch.groups.length) groups[id] = `g${group}`;
    if (listens.length > 0) endpoints.push(id);
  });
  sketch.services.forEach(({ backend, other, type, target }, index) => {
    const first = endpoints[backend % endpoints.length];
    if (first === undefined) return;
    const id = `s${index}`;
    const ports = [{ name: "http", port: 80 + index, targetPort: target }];
    nodes[id] = ["service", { type, ports }];
    if (groups[first] !== undefined) groups[id] = groups[first];
    const second = endpoints[other % endpoints.length]!;
    const together = groups[second] === groups[first] ? [second] : [];
    for (const one of new Set([first, ...together])) {
      connections.add(`${one}.endpoint ~> ${id}.backend`);
    }
  });
  const providers = Object.keys(nodes).filter((id) => id.startsWith("s") || endpoints.includes(id));
  for (const { from, to, picks } of sketch.requires) {
    const consumer = `r${to % sketch.runners.length}`;
    const provider = providers[from % providers.length];
    if (provider === undefined || provider === consumer) continue;
    connections.add(`${provider}.endpoint ~> ${consumer}.requires`);
    if (picks) bind(nodes, consumer, provider);
  }
  sketch.routes.forEach((to, index) => {
    const backend = endpoints[to % endpoints.length];
    if (backend === undefined) return;
    nodes[`i${index}`] = "ingress";
    if (groups[backend] !== undefined) groups[`i${index}`] = groups[backend];
    connections.add(`${backend}.endpoint ~> i${index}.backend`);
  });
  return groupedOf(nodes, [...connections], groups);
}

function scheduleOf(component: string): JsonObject {
  return component === "cron-job" ? { schedule: "0 2 * * *" } : {};
}

function withoutPorts({ ports: _, ...rest }: JsonObject): JsonObject {
  return rest;
}

/** Picks the first port of a provider. */
function bind(nodes: Record<string, PlannedNode>, consumer: string, provider: string): void {
  const [component, config] = nodes[consumer] as readonly [string, JsonObject];
  const known = (config["bind"] ?? {}) as JsonObject;
  nodes[consumer] = [component, {
    ...config,
    bind: { ...known, [provider]: { portName: "http" } },
  }];
}

Deno.test("who reaches whom is what is drawn: over groups, namespaces, services, jobs and routes", () => {
  const seen = { closed: 0, paths: 0, far: 0 };
  fc.assert(
    fc.property(sketches, (sketch) => {
      const workflow = workflowOf(sketch);
      const cluster = clusterFor(workflow);
      assertDrawn(workflow, PORTS, cluster);
      if (cluster.policies.length > 0) seen.closed++;
      if (workflow.connections.some(({ to }) => to.port === "requires")) seen.paths++;
      if (cluster.namespaces.size > 1) seen.far++;
    }),
    { numRuns: 150 },
  );
  // Otherwise the property says little.
  for (const [what, count] of Object.entries(seen)) assert.ok(count > 30, `${what}: ${count}`);
});

for (const name of EXAMPLES) {
  Deno.test(`[${name}] in one closed group, who reaches whom is what is drawn`, () => {
    const { document } = checking().workflow(exampleText(name), `workflows/${name}.yaml`);
    const { nodes, ...rest } = document.value!;
    const group = "everything";
    const inside = [...nodes].map(([id, node]) =>
      [id, node.group === undefined ? { ...node, group } : node] as const
    );
    const box = { id: group, component: "app-group", config: {} };
    const workflow = { ...rest, nodes: new Map([...inside, [group, box] as const]) };
    const ports = [...nodes.values()].flatMap(({ config }) =>
      ((config["ports"] ?? []) as { port: number }[]).map(({ port }) => port)
    );
    assertDrawn(workflow, [...new Set([...ports, 9999])], clusterFor(workflow));
  });
}

Deno.test("a backup reaches its database and what that reaches, and nothing else", () => {
  const backup = { schedule: "@daily", image: "dump:1", command: ["dump"] };
  const workflow = groupedOf(
    {
      box: "app-group",
      db: ["stateful-app", { ...listening(["pg", 5432]), backup }],
      vault: ["app", listening(HTTP)],
      web: ["app", listening(HTTP)],
    },
    ["vault.endpoint -> db.requires"],
    { db: "box", vault: "box", web: "box" },
  );
  const cluster = clusterFor(workflow);
  const reached = (from: string, to: string, port: number) =>
    reaches(cluster, cluster.pods.get(from)!, cluster.pods.get(to)!, { port, protocol: "TCP" });
  assert.equal(reached("db-backup", "db", 5432), true);
  assert.equal(reached("db-backup", "db", 5433), false);
  assert.equal(reached("db-backup", "vault", 8080), true);
  assert.equal(reached("db-backup", "web", 8080), false);
  assert.equal(reached("db", "db-backup", 5432), false);
  assert.equal(reached("web", "db", 5432), false);
});
