import assert from "node:assert/strict";
import { tools } from "../../../lib/cli/tools.ts";
import type { Catalogue } from "../../../lib/model/catalogue.ts";
import { sidePorts, usedPorts } from "../../../lib/model/node_ports.ts";
import { nodeSizes } from "../../../lib/model/node_size.ts";
import type { Workflow } from "../../../lib/model/workflow.ts";

const { catalogue } = tools;

function inputsOf(component: string, used: readonly string[] = [], of: Catalogue = catalogue) {
  return sidePorts(of, "Application", component, "inputs", new Set(used));
}

Deno.test("a side rests with its first two ports", () => {
  const { resting, further } = inputsOf("app");
  assert.deepEqual(resting, ["requires", "settings"]);
  assert.ok(further.includes("monitoring"), further.join());
});

Deno.test("what is joined rests, too, in the order of the component", () => {
  const { resting, further } = inputsOf("app", ["monitoring", "identity"]);
  assert.deepEqual(resting, ["requires", "settings", "identity", "monitoring"]);
  assert.ok(!further.includes("monitoring"));
});

Deno.test("a port that nothing of the kind fits is drawn only where it is joined", () => {
  const narrow: Catalogue = {
    ...catalogue,
    kinds: { Application: { ...catalogue.kinds.Application!, components: ["app"] } },
  };
  assert.deepEqual(inputsOf("app", [], narrow), { resting: ["requires"], further: [] });
  assert.deepEqual(inputsOf("app", ["settings"], narrow).resting, ["requires", "settings"]);
  assert.deepEqual(inputsOf("nothing"), { resting: [], further: [] });
});

Deno.test("a node has room for the ports that rest", () => {
  const end = (node: string, port: string) => ({ node, port });
  const workflow = {
    kind: "Application",
    nodes: new Map(["a", "b"].map((id) => [id, { id, component: "app", config: {} }])),
    connections: ["identity", "policies", "after", "monitoring"]
      .map((port) => ({ from: end("x", "y"), to: end("b", port), order: false })),
  } as unknown as Workflow;
  const sizeOf = nodeSizes(workflow, catalogue);
  assert.deepEqual([sizeOf("a").height, sizeOf("b").height], [100, 200]);
  assert.equal(usedPorts(workflow).get("b")!.size, 4);
});
