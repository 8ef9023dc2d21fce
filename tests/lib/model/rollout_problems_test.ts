import assert from "node:assert/strict";
import { lateProblems } from "./problem_texts.ts";

const strategy = (config: object) => lateProblems({ it: ["deployment-strategy", { ...config }] });

Deno.test("a strategy must let some replica go, or some come", () => {
  assert.deepEqual(strategy({ maxSurge: 0, maxUnavailable: 1 }), []);
  assert.deepEqual(strategy({ maxSurge: "0%" }), []);
  assert.match(
    strategy({ maxSurge: 0, maxUnavailable: "0%" })[0]!,
    /maxUnavailable and maxSurge are both 0/,
  );
});

Deno.test("a replica must be able to count before the time is over", () => {
  assert.deepEqual(strategy({ minReady: "59s", timeout: "1m" }), []);
  assert.deepEqual(strategy({ minReady: "60s", timeout: "1m" }), [
    "invalid_value it.config.minReady: minReady is 60s, and a new version has only 1m to become " +
    "ready (timeout): it must be less",
  ]);
  assert.equal(strategy({ minReady: "10m" }).length, 1);
});

Deno.test("the Service that shows a new version first clashes with one of its name", () => {
  const ports = [{ name: "http", port: 80 }];
  const nodes = (type: string) => ({
    api: ["app", { ports }],
    "api-preview": ["app", { ports }],
    how: ["deployment-strategy", { type }],
  } as const);
  const joins = ["how.strategy -> api.strategy"];
  assert.deepEqual(lateProblems(nodes("Canary"), joins), []);
  assert.match(
    lateProblems(nodes("BlueGreen"), joins)[0]!,
    /both make a Service named "api-preview"/,
  );
});
