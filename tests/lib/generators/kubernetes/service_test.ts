import assert from "node:assert/strict";
import type { Endpoint } from "../../../../lib/model/resource.ts";
import { appOf, endpointOf } from "./plans.ts";
import { lossesOf, objectOf, podOf } from "./rendering.ts";

const serviceOf = (rest: Partial<Endpoint>) =>
  objectOf([endpointOf("front", rest)], "30-service-front.yaml");

Deno.test("a service of one workload selects it by its name", () => {
  const { spec } = serviceOf({ backends: ["api"] });
  assert.deepEqual(spec, {
    ports: [{ name: "http", port: 8080, protocol: "TCP", targetPort: "http" }],
    selector: { "app.kubernetes.io/name": "api", "app.kubernetes.io/part-of": "shop" },
    type: "ClusterIP",
  });
});

Deno.test("a service of several workloads selects them by a label", () => {
  const resources = [
    appOf("api"),
    appOf("web"),
    appOf("other"),
    endpointOf("front", { backends: ["api", "web"] }),
  ];
  const { selector } = objectOf(resources, "30-service-front.yaml").spec;
  assert.deepEqual(selector, {
    "app.kubernetes.io/part-of": "shop",
    "celestra.dev/endpoint-front": "true",
  });
  const labelled = ["api", "web", "other"].map((node) =>
    podOf(node, ...resources).metadata.labels["celestra.dev/endpoint-front"]
  );
  assert.deepEqual(labelled, ["true", "true", undefined]);
});

Deno.test("a selector of its own replaces ours", () => {
  const resources = [
    appOf("api"),
    endpointOf("front", { backends: ["api", "web"], selector: { app: "no" } }),
  ];
  assert.deepEqual(objectOf(resources, "30-service-front.yaml").spec.selector, { app: "no" });
  const { labels } = podOf("api", ...resources).metadata;
  assert.equal(labels["celestra.dev/endpoint-front"], undefined);
});

Deno.test("a name outside selects nothing", () => {
  const { spec } = serviceOf({
    type: "ExternalName",
    externalName: "db.example.com",
    backends: ["api"],
    ports: [],
  });
  assert.deepEqual(spec, { externalName: "db.example.com", type: "ExternalName" });
});

Deno.test("node ports and load balancers keep what belongs to them", () => {
  const ports = [{ name: "http", port: 80, protocol: "TCP" as const, nodePort: 30080 }];
  const rest = {
    ports,
    externalTrafficPolicy: "Local",
    loadBalancerIP: "203.0.113.7",
    loadBalancerClass: "example.com/lb",
  } as const;
  const balanced = serviceOf({ type: "LoadBalancer", ...rest }).spec;
  assert.deepEqual(
    [balanced.ports[0].nodePort, balanced.externalTrafficPolicy, balanced.loadBalancerIP],
    [30080, "Local", "203.0.113.7"],
  );
  const inside = endpointOf("front", { type: "ClusterIP", ...rest });
  assert.deepEqual(lossesOf(inside).map((loss) => loss.split(": dropped")[0]), [
    "front.externalTrafficPolicy",
    "front.loadBalancerClass",
    "front.loadBalancerIP",
    "front.ports[0].nodePort",
  ]);
});

Deno.test("a client sticks for as long as it is told", () => {
  const { spec } = serviceOf({ sessionAffinity: "ClientIP", stickySeconds: 60 });
  assert.equal(spec.sessionAffinity, "ClientIP");
  assert.deepEqual(spec.sessionAffinityConfig, { clientIP: { timeoutSeconds: 60 } });
  assert.equal(serviceOf({ stickySeconds: 60 }).spec.sessionAffinity, "ClientIP");
  const off = endpointOf("front", { sessionAffinity: "None", stickySeconds: 60 });
  assert.deepEqual(lossesOf(off), [
    "front.stickySeconds: dropped: session affinity is off",
  ]);
});

Deno.test("a service may go without an address, and carry annotations", () => {
  const { spec, metadata } = serviceOf({ clusterIP: "None", annotations: { "a/b": "on" } });
  assert.equal(spec.clusterIP, "None");
  assert.deepEqual(metadata.annotations, { "a/b": "on" });
});
