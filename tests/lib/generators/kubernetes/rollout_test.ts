import assert from "node:assert/strict";
import type { JsonObject } from "../../../../lib/model/json.ts";
import { extraPlan, plannedOf } from "./extras.ts";
import { lossesOf, objectIn, originIn, pathsIn, problemsOf } from "./extras_rendering.ts";

const PORTS = [{ name: "http", port: 8080 }];

function planWith(strategy: JsonObject, app: JsonObject = {}, more = {}, joins: string[] = []) {
  const nodes = {
    api: ["app", { image: "a/web:1", replicas: 3, ports: PORTS, ...app }],
    how: ["deployment-strategy", strategy],
    ...more,
  } as const;
  return plannedOf(nodes, ["how.strategy -> api.strategy", ...joins]);
}

const rolloutOf = (strategy: JsonObject, app?: JsonObject) =>
  objectIn(planWith(strategy, app), "45-rollout-api.yaml").spec;

Deno.test("a canary is a Rollout of the Deployment, which itself runs nothing", () => {
  const plan = planWith({ type: "Canary" });
  const { spec } = objectIn(plan, "45-rollout-api.yaml");
  assert.deepEqual(spec.workloadRef, { apiVersion: "apps/v1", kind: "Deployment", name: "api" });
  assert.equal(spec.replicas, 3);
  assert.equal(objectIn(plan, "40-deployment-api.yaml").spec.replicas, 0);
  assert.deepEqual(
    spec.strategy.canary.steps,
    [25, 50, 75].flatMap((setWeight) => [
      { setWeight },
      { pause: { duration: "1m" } },
    ]),
  );
  assert.equal(pathsIn(plan).includes("30-service-api-preview.yaml"), false);
});

Deno.test("a canary takes the old version away only when the new one is ready, and gives up in time", () => {
  const spec = rolloutOf({ type: "Canary" });
  assert.deepEqual([spec.strategy.canary.maxSurge, spec.strategy.canary.maxUnavailable], [
    "25%",
    0,
  ]);
  assert.deepEqual([spec.progressDeadlineSeconds, spec.progressDeadlineAbort], [600, true]);
  const { canary } = rolloutOf({ type: "Canary", maxSurge: 0 }).strategy;
  assert.deepEqual([canary.maxSurge, canary.maxUnavailable], [0, 1]);
});

Deno.test("a step pauses for a time, for a person, or not at all", () => {
  const steps = [{ weight: 10, pause: "5m" }, { weight: 50, manual: true, pause: "1m" }, {
    weight: 80,
  }];
  const plan = planWith({ type: "Canary", steps });
  assert.deepEqual(objectIn(plan, "45-rollout-api.yaml").spec.strategy.canary.steps, [
    { setWeight: 10 },
    { pause: { duration: "5m" } },
    { setWeight: 50 },
    { pause: {} },
    { setWeight: 80 },
  ]);
  const losses = lossesOf(plan, "how");
  assert.deepEqual(losses.filter((line) => line.startsWith("steps[1].pause")), [
    "steps[1].pause: dropped: a person promotes it, however long it takes",
  ]);
  assert.match(losses[0]!, /^steps\[0\]\.weight: approximated: .*share of the replicas/);
});

Deno.test("times become seconds, and a line knows the node of the strategy", () => {
  const strategy = { type: "Canary", timeout: "2m", minReady: "10s", history: 5 };
  const spec = rolloutOf(strategy);
  assert.deepEqual(
    [spec.progressDeadlineSeconds, spec.minReadySeconds, spec.revisionHistoryLimit],
    [120, 10, 5],
  );
  const plan = planWith(strategy);
  assert.equal(
    originIn(plan, "45-rollout-api.yaml", "progressDeadlineSeconds: 120"),
    "how:timeout",
  );
  assert.equal(originIn(plan, "45-rollout-api.yaml", "replicas: 3"), "api:replicas");
});

Deno.test("blue-green switches the Service of the app, and shows the new version at another", () => {
  const plan = planWith({ type: "BlueGreen", autoPromotionAfter: "1m", previewReplicas: 1 });
  assert.deepEqual(objectIn(plan, "45-rollout-api.yaml").spec.strategy.blueGreen, {
    activeService: "api",
    autoPromotionEnabled: true,
    autoPromotionSeconds: 60,
    previewReplicaCount: 1,
    previewService: "api-preview",
  });
  const [active, preview] = ["api", "api-preview"].map((name) =>
    objectIn(plan, `30-service-${name}.yaml`).spec
  );
  assert.deepEqual(preview.selector, active.selector);
  assert.deepEqual(preview.ports, active.ports);
});

Deno.test("where a person promotes, no time does", () => {
  const plan = planWith({ type: "BlueGreen", autoPromotion: false, autoPromotionAfter: "1m" });
  const { blueGreen } = objectIn(plan, "45-rollout-api.yaml").spec.strategy;
  assert.deepEqual([blueGreen.autoPromotionEnabled, blueGreen.autoPromotionSeconds], [
    false,
    undefined,
  ]);
  assert.deepEqual(lossesOf(plan, "how"), [
    "autoPromotionAfter: dropped: a person promotes it, however long it takes",
  ]);
});

Deno.test("a service of its own in front of a blue-green app is told to reach both versions", () => {
  const front = { front: ["service", { ports: [{ name: "http", port: 80 }] }] };
  const plan = planWith({ type: "BlueGreen" }, {}, front, ["api.endpoint -> front.backend"]);
  assert.deepEqual(lossesOf(plan, "how"), [
    'type: approximated: "front" also reaches the new version of "api" before it takes over',
  ]);
});

Deno.test("blue-green without ports is a problem", () => {
  assert.deepEqual(problemsOf(planWith({ type: "BlueGreen" })), []);
  const [problem, ...more] = problemsOf(planWith({ type: "BlueGreen" }, { ports: [] }));
  assert.match(problem!, /^port_missing api : "how" is of type BlueGreen, .* give it ports/);
  assert.deepEqual(more, []);
});

Deno.test("a measurement is a template beside the app, which the rollout runs", () => {
  const plan = extraPlan();
  assert.deepEqual(objectIn(plan, "35-analysistemplate-api.yaml").spec.metrics, [{
    name: "check",
    count: 5,
    failureLimit: 0,
    interval: "1m",
    successCondition: "result[0] < 0.05",
    provider: {
      prometheus: {
        address: "http://prometheus.monitoring.svc:9090",
        query: 'sum(rate(http_requests_total{code=~"5.."}[5m]))',
      },
    },
  }]);
  const { canary } = objectIn(plan, "45-rollout-api.yaml").spec.strategy;
  assert.deepEqual(canary.analysis, { templates: [{ templateName: "api" }] });
});

Deno.test("with an autoscaler, the Rollout is what is scaled, and has no number of its own", () => {
  const app = { autoscaling: { min: 2, max: 4 } };
  const plan = planWith({ type: "Canary" }, app);
  assert.equal("replicas" in rolloutOf({ type: "Canary" }, app), false);
  assert.deepEqual(
    objectIn(plan, "60-horizontalpodautoscaler-api.yaml").spec.scaleTargetRef,
    { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name: "api" },
  );
});

Deno.test("rolling and recreate shape the Deployment, and need no Rollout", () => {
  const plan = planWith({
    type: "RollingUpdate",
    maxSurge: 2,
    maxUnavailable: "50%",
    timeout: "1m",
  });
  const { spec } = objectIn(plan, "40-deployment-api.yaml");
  assert.deepEqual(spec.strategy.rollingUpdate, { maxSurge: 2, maxUnavailable: "50%" });
  assert.deepEqual([spec.replicas, spec.progressDeadlineSeconds], [3, 60]);
  assert.equal(pathsIn(plan).some((path) => path.includes("rollout")), false);
  assert.equal(
    objectIn(planWith({ type: "Recreate" }), "40-deployment-api.yaml").spec.strategy.type,
    "Recreate",
  );
});

Deno.test("a strategy that no app is connected to is dropped, and the report says so", () => {
  const plan = plannedOf({ how: ["deployment-strategy", { type: "Canary", timeout: "1m" }] });
  assert.deepEqual(lossesOf(plan, "how"), [
    "timeout: dropped: no app is connected to it",
    "type: dropped: no app is connected to it",
  ]);
});

Deno.test("two versions at the same time cannot share a volume that is for one pod, or one host", () => {
  const withVolume = (accessMode: string, type = "Canary") =>
    planWith({ type }, { storage: "1Gi", accessMode });
  assert.deepEqual(problemsOf(withVolume("ReadWriteMany")), []);
  assert.deepEqual(problemsOf(withVolume("ReadWriteOncePod", "Recreate")), []);
  assert.match(
    problemsOf(withVolume("ReadWriteOncePod"))[0]!,
    /^not_supported api : "how" runs two/,
  );
  assert.deepEqual(lossesOf(withVolume("ReadWriteMany"), "how"), []);
  assert.match(
    lossesOf(withVolume("ReadWriteOnce"), "how")[0]!,
    /^type: approximated: a volume of/,
  );
});
