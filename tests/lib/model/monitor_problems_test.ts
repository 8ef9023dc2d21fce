import assert from "node:assert/strict";
import { lateProblems } from "./problem_texts.ts";

const monitor = (config: object) =>
  lateProblems({
    api: ["app", { ports: [{ name: "http", port: 80 }] }],
    it: ["observability", { ...config }],
  }, ["it.monitoring -> api.monitoring"]);

Deno.test("a monitor reads ports that its apps have", () => {
  assert.deepEqual(monitor({ metrics: { portName: "http" } }), []);
  assert.deepEqual(monitor({ metrics: { portName: "htp" } }), [
    'unknown_port it.config.metrics.portName: "api" has no port "htp"; expected http',
  ]);
});

Deno.test("a monitor has times that Prometheus takes", () => {
  assert.deepEqual(monitor({ metrics: { interval: "30s", timeout: "30s" } }), []);
  assert.match(
    monitor({ metrics: { interval: "30s", timeout: "31s" } })[0]!,
    /at most the interval/,
  );
  assert.match(monitor({ metrics: { interval: "0s" } })[0]!, /at least 1s/);
  const alert = { name: "Down", expression: "up == 0" };
  assert.deepEqual(monitor({ alerts: [{ ...alert, for: "1s" }] }), []);
  assert.match(monitor({ alerts: [{ ...alert, for: "0s" }] })[0]!, /alerts\[0\]\.for must be/);
});

Deno.test("two monitors whose names run into each other clash", () => {
  const ports = [{ name: "http", port: 80 }];
  const nodes = {
    b: ["app", { ports }],
    "x-b": ["app", { ports }],
    a: ["observability", { metrics: {} }],
    "a-x": ["observability", { metrics: {} }],
  } as const;
  const joins = ["a.monitoring -> x-b.monitoring", "a-x.monitoring -> b.monitoring"];
  assert.match(lateProblems(nodes, joins)[0]!, /both make a ServiceMonitor named "a-x-b"/);
});
