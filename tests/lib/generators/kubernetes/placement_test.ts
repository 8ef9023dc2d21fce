import assert from "node:assert/strict";
import type { Placement } from "../../../../lib/model/resource.ts";
import { appOf } from "./plans.ts";
import { lossesOf, podOf } from "./rendering.ts";

const pod = (placement: Placement) => podOf("api", appOf("api", { placement })).spec;

Deno.test("what hosts must be like holds as a whole; what they had better be is weighed", () => {
  const { nodeAffinity } = pod({
    hosts: [
      { key: "disk", operator: "In", values: ["ssd", "nvme"] },
      { key: "gpu", operator: "DoesNotExist" },
      { key: "generation", operator: "Gt", values: ["3"], weight: 20 },
    ],
  }).affinity;
  assert.deepEqual(nodeAffinity, {
    preferredDuringSchedulingIgnoredDuringExecution: [{
      preference: { matchExpressions: [{ key: "generation", operator: "Gt", values: ["3"] }] },
      weight: 20,
    }],
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{
        matchExpressions: [
          { key: "disk", operator: "In", values: ["ssd", "nvme"] },
          { key: "gpu", operator: "DoesNotExist" },
        ],
      }],
    },
  });
});

Deno.test("near, apart and spread hold where possible, or always where they are strict", () => {
  const placement = { near: ["db"], apart: ["web"], spread: "zone", skew: 2 } as const;
  const required = "requiredDuringSchedulingIgnoredDuringExecution";
  const preferred = "preferredDuringSchedulingIgnoredDuringExecution";
  for (const strict of [false, true]) {
    const { affinity, topologySpreadConstraints: [spread] } = pod({ ...placement, strict });
    const key = strict ? required : preferred;
    assert.deepEqual(Object.keys(affinity.podAffinity), [key]);
    assert.deepEqual(Object.keys(affinity.podAntiAffinity), [key]);
    assert.equal(spread.whenUnsatisfiable, strict ? "DoNotSchedule" : "ScheduleAnyway");
    assert.equal(spread.maxSkew, 2);
  }
  const [term] = pod({ ...placement, strict: true }).affinity.podAffinity[required];
  assert.equal(term.labelSelector.matchLabels["app.kubernetes.io/name"], "db");
});

Deno.test("a taint is tolerated for a time, and a pod has the priority of its class", () => {
  const { priorityClassName, tolerations } = pod({
    priorityClass: "important",
    tolerations: [{ key: "away", operator: "Exists", effect: "NoExecute", for: "5m" }],
  });
  assert.equal(priorityClassName, "important");
  assert.deepEqual(tolerations, [
    { effect: "NoExecute", key: "away", operator: "Exists", tolerationSeconds: 300 },
  ]);
});

Deno.test("nothing of a placement is lost", () => {
  const placement: Placement = {
    nodeSelector: { a: "b" },
    hosts: [{ key: "disk", operator: "In", values: ["ssd"] }],
    tolerations: [{ key: "away", operator: "Exists", effect: "NoExecute", for: "5m" }],
    spread: "host",
    skew: 2,
    near: ["db"],
    apart: ["web"],
    strict: true,
    priorityClass: "important",
  };
  assert.deepEqual(lossesOf(appOf("api", { placement })), []);
});
