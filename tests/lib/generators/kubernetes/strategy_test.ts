import assert from "node:assert/strict";
import type { RolloutStrategy, Workload } from "../../../../lib/model/resource.ts";
import { appOf } from "./plans.ts";
import { lossesOf, objectOf } from "./rendering.ts";

const strategy = (rest: Partial<RolloutStrategy>): RolloutStrategy => ({
  kind: "rollout-strategy",
  node: "careful",
  at: [],
  type: "RollingUpdate",
  ...rest,
});

function specOf(rest: Partial<RolloutStrategy>, workload: Partial<Workload> = {}) {
  const resources = [
    strategy(rest),
    appOf("api", { replicas: 3, strategy: "careful", ...workload }),
  ];
  const { selector: _, template: __, ...spec } = objectOf(
    resources,
    "40-deployment-api.yaml",
  ).spec;
  return spec;
}

Deno.test("a rolling strategy shapes the Deployment of what is connected to it", () => {
  const rolling = {
    maxSurge: 1,
    maxUnavailable: "25%",
    timeout: "10m",
    minReady: "5s",
    history: 7,
  };
  assert.deepEqual(specOf(rolling), {
    minReadySeconds: 5,
    progressDeadlineSeconds: 600,
    replicas: 3,
    revisionHistoryLimit: 7,
    strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: "25%" }, type: "RollingUpdate" },
  });
  assert.deepEqual(specOf({ type: "Recreate" }).strategy, { type: "Recreate" });
});

for (const type of ["Canary", "BlueGreen"] as const) {
  Deno.test(`the Deployment of a ${type} has no replicas of its own: the Rollout runs them`, () => {
    assert.deepEqual(specOf({ type }), { replicas: 0, revisionHistoryLimit: 3 });
    const autoscaling = { min: 2, max: 4 };
    assert.equal(specOf({ type }, { autoscaling }).replicas, 0);
    const scaled = objectOf(
      [strategy({ type }), appOf("api", { strategy: "careful", autoscaling })],
      "60-horizontalpodautoscaler-api.yaml",
    ).spec.scaleTargetRef;
    assert.deepEqual(scaled, {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Rollout",
      name: "api",
    });
  });
}

Deno.test("a strategy that is connected wins over the rollout of the node, which says so", () => {
  const api = appOf("api", { strategy: "careful", rollout: { type: "Recreate" } });
  assert.equal(specOf({}, { rollout: { type: "Recreate" } }).strategy.type, "RollingUpdate");
  assert.deepEqual(lossesOf(strategy({}), api).filter((text) => text.startsWith("api.rollout")), [
    'api.rollout.type: dropped: "careful", which is connected to it, says how',
  ]);
});
