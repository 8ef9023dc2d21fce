import assert from "node:assert/strict";
import type { Deployment, NodeStatus } from "../../../../lib/model/deployment.ts";
import { bounded } from "../../../../lib/services/jobs/status.ts";

function deployment(nodes: readonly NodeStatus[]): Deployment {
  const place = { workflow: "shop", environment: "dev", source: "", actor: "ada" };
  return { id: "1", ...place, state: "failed", createdAt: "", nodes };
}

/** As many nodes as a workflow may have, each failed with so many lines. */
function failed(lines: number, length: number): Deployment {
  return deployment(Array.from({ length: 500 }, (_, at) => ({
    node: `${"n".repeat(49)}${at}`,
    state: "failed" as const,
    reason: "exited",
    message: "é".repeat(300),
    log: Array.from({ length: lines }, (_, line) => `${line} ${"x".repeat(length)}`),
    at: "2026-01-01T00:00:00.000Z",
  })));
}

function size(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

Deno.test("bounded() leaves a deployment of ordinary size as it is", () => {
  const one = deployment([{ node: "api", state: "failed", log: ["boom"], at: "" }]);
  assert.equal(bounded(one), one);
});

Deno.test("bounded() keeps the last lines of a log that is too long", () => {
  const log = Array.from({ length: 100 }, (_, line) => `${line} ${"x".repeat(1000)}`);
  const { nodes } = bounded(deployment([{ node: "api", state: "failed", log, at: "" }]));
  assert.equal(nodes[0]!.log!.length, 10);
  assert.match(nodes[0]!.log!.at(-1)!, /^99 x+…$/);
});

Deno.test("bounded() always names every node with its state, and fits into the state", () => {
  for (const one of [failed(1, 10), failed(50, 100), failed(100, 5000)]) {
    const shorter = bounded(one);
    assert.deepEqual(
      shorter.nodes.map(({ node, state }) => [node, state]),
      one.nodes.map(({ node, state }) => [node, state]),
    );
    assert.ok(size(shorter) < 64 * 1024, String(size(shorter)));
  }
});
