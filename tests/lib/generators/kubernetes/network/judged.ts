import assert from "node:assert/strict";
import { components } from "../../../../../lib/components/registry.ts";
import { planOf } from "../../../../../lib/components/plan.ts";
import { kubernetes } from "../../../../../lib/generators/kubernetes.ts";
import type { JsonObject } from "../../../../../lib/model/json.ts";
import { planProblems } from "../../../../../lib/model/plan_problems.ts";
import { problems } from "../../../../../lib/model/problems.ts";
import type { Workflow } from "../../../../../lib/model/workflow.ts";
import {
  type Cluster,
  clusterOf,
  type End,
  reaches,
} from "../../../../helpers/network_policies.ts";
import { applicationOf, CATALOGUE, type PlannedNode } from "../../../components/planned.ts";
import { drawnOf } from "./drawn.ts";

/** An application whose nodes stand in groups. */
export function groupedOf(
  nodes: Readonly<Record<string, PlannedNode>>,
  connections: readonly string[],
  groups: Readonly<Record<string, string>>,
): Workflow {
  const workflow = applicationOf(nodes, connections);
  const placed = [...workflow.nodes].map(([id, node]) =>
    [id, groups[id] === undefined ? node : { ...node, group: groups[id] }] as const
  );
  return { ...workflow, nodes: new Map(placed) };
}

/** The cluster that a workflow without problems makes. */
export function clusterFor(workflow: Workflow): Cluster {
  assert.deepEqual(problems(workflow, CATALOGUE), []);
  const plan = planOf(workflow, { components, catalogue: CATALOGUE });
  assert.deepEqual([...planProblems(plan, false), ...kubernetes.problems(plan)], []);
  return clusterOf(kubernetes.generate(plan).files);
}

/** Pods that no node of the workflow makes, in its namespace and in another one. */
const STRANGERS: readonly End[] = ["shop", "elsewhere"].map((namespace, index) => ({
  namespace,
  labels: { "app.kubernetes.io/name": "stranger" },
  address: `10.250.0.${index}`,
  ports: [],
}));

/** Every machine outside. */
const OUTSIDE: End = { address: "203.0.113.7" };

/** Where the cluster answers for names. */
export const NAMES: End = {
  namespace: "kube-system",
  labels: { "k8s-app": "kube-dns" },
  address: "10.244.9.9",
  ports: [],
};

/** Asks of every pair, and every port that anything speaks of, whether it is as it was drawn. */
export function assertDrawn(workflow: Workflow, ports: readonly number[], cluster: Cluster): void {
  const { closed, connects, isPublic } = drawnOf(workflow);
  const at = (port: number) => ({ port, protocol: "TCP" }) as const;
  for (const [to, isClosed] of closed) {
    const reached = cluster.pods.get(to)!;
    for (const port of ports) {
      const isGiven = !isClosed || isPublic(to, port);
      for (const [from, isBound] of closed) {
        const expected = connects(from, to, port) || isGiven && !isBound;
        const found = reaches(cluster, cluster.pods.get(from)!, reached, at(port));
        assert.equal(found, expected, `${from} -> ${to}:${port}`);
      }
      for (const stranger of [...STRANGERS, OUTSIDE]) {
        assert.equal(reaches(cluster, stranger, reached, at(port)), isGiven, `? -> ${to}:${port}`);
        assert.equal(
          reaches(cluster, reached, stranger, at(port)),
          !isClosed,
          `${to} -> ?:${port}`,
        );
      }
    }
    for (const protocol of ["TCP", "UDP"] as const) {
      assert.equal(reaches(cluster, reached, NAMES, { port: 53, protocol }), true, `${to} asks`);
    }
    assert.equal(reaches(cluster, reached, NAMES, at(5353)), !isClosed);
  }
}

/** The configs of an app that listens. */
export function listening(
  ...ports: readonly (readonly [name: string, port: number])[]
): JsonObject {
  return { image: "web:1", ports: ports.map(([name, port]) => ({ name, port })) };
}
