import assert from "node:assert/strict";
import type { Deployment } from "../../../lib/model/deployment.ts";
import { deploymentIn } from "../../../lib/services/deployment_note.ts";

const AT = "2026-01-02T03:04:05.678Z";

const WHOLE: Deployment = {
  id: "a",
  workflow: "hello",
  environment: "local",
  commit: "c",
  source: "s",
  state: "failed",
  actor: "ada",
  createdAt: AT,
  reason: "exited",
  message: "It ended.",
  nodes: [
    { node: "web", state: "failed", reason: "exited", message: "No.", log: ["one", "two"], at: AT },
    { node: "db", state: "waiting", at: AT },
  ],
};

Deno.test("deploymentIn() reads what the service wrote", () => {
  assert.deepEqual(deploymentIn(JSON.stringify(WHOLE), "a"), WHOLE);
});

Deno.test("deploymentIn() takes nothing that pages could not show", () => {
  const [node] = WHOLE.nodes;
  const faults: object[] = [
    { id: "b" },
    { workflow: 7 },
    { environment: null },
    { source: undefined },
    { actor: { name: "ada" } },
    { commit: 7 },
    { reason: [] },
    { message: {} },
    { state: "<img>" },
    { state: "constructor" },
    { createdAt: 7 },
    { createdAt: "yesterday" },
    { nodes: {} },
    { nodes: [null] },
    { nodes: [{ ...node, node: 1 }] },
    { nodes: [{ ...node, state: "odd" }] },
    { nodes: [{ ...node, at: "then" }] },
    { nodes: [{ ...node, message: 1 }] },
    { nodes: [{ ...node, log: "one" }] },
    { nodes: [{ ...node, log: [1] }] },
  ];
  for (const fault of faults) {
    const note = JSON.stringify({ ...WHOLE, ...fault });
    assert.equal(deploymentIn(note, "a"), undefined, note);
  }
  for (const note of [undefined, "", "null", "[]", "7", "{", '"a"']) {
    assert.equal(deploymentIn(note, "a"), undefined, note);
  }
});
