import assert from "node:assert/strict";
import type { Address, Endpoint, Workload } from "../../../../lib/model/resource.ts";
import { appOf, endpointOf } from "../kubernetes/plans.ts";
import { lossesOf, serviceOf } from "./rendering.ts";

const PORTS = [
  { name: "http", port: 8080, protocol: "TCP" },
  { name: "metrics", port: 9090, protocol: "TCP" },
] as const;
const CHECK = { period: "10s", timeout: "3s", failures: 3 };

function consumer(provider: string, rest: Partial<Address> = {}): Workload {
  return appOf("web", {
    addresses: [{ provider, hostVariable: "A_HOST", portVariable: "A_PORT", order: true, ...rest }],
  });
}

/** The variables that a consumer is given. */
function given(address: Partial<Address>, ...resources: (Workload | Endpoint)[]): string[] {
  const { environment = {} } = serviceOf("web", consumer("api", address), ...resources);
  return [environment.A_HOST, environment.A_PORT];
}

Deno.test("the address of a workload is its service and the port of its container", () => {
  const api = [
    appOf("api", { ports: PORTS }),
    endpointOf("api", { ports: PORTS.map((port) => ({ ...port, targetPort: port.name })) }),
  ];
  assert.deepEqual(given({}, ...api), ["api", "8080"]);
  assert.deepEqual(given({ portName: "metrics" }, ...api), ["api", "9090"]);
});

Deno.test("the address of a service node is the workload behind it", () => {
  const back = appOf("back", { ports: PORTS });
  const front = (targetPort?: string | number) =>
    endpointOf("api", {
      backends: ["back"],
      ports: [{ name: "http", port: 80, protocol: "TCP", ...(targetPort && { targetPort }) }],
    });
  assert.deepEqual(given({}, back, front("metrics")), ["back", "9090"]);
  assert.deepEqual(given({}, back, front(1234)), ["back", "1234"]);
  assert.deepEqual(given({}, back, front()), ["back", "80"]);
  assert.deepEqual(given({}, back, front("nowhere")), ["back", "80"]);
});

Deno.test("an external name is its own host", () => {
  const outside = endpointOf("api", {
    type: "ExternalName",
    backends: [],
    externalName: "db.example.com",
    ports: [{ name: "pg", port: 5432, protocol: "TCP" }],
  });
  assert.deepEqual(given({}, outside), ["db.example.com", "5432"]);
  assert.equal(serviceOf("web", consumer("api"), outside).depends_on, undefined);
});

Deno.test("of several backends the first answers, and the report says so", () => {
  const many = endpointOf("api", { backends: ["one", "two"] });
  const workloads = [appOf("one", { ports: PORTS }), appOf("two", { ports: PORTS })];
  assert.deepEqual(given({}, many, ...workloads), ["one", "8080"]);
  assert.ok(
    lossesOf(many, ...workloads).includes(
      "api.ports[0].port: approximated: Compose has no proxy in front of its services: " +
        'everything reaches "one", the first',
    ),
  );
});

Deno.test("what is waited for is healthy, or started where it has no check", () => {
  const probes = { liveness: { exec: ["true"], ...CHECK } };
  const checked = [appOf("api", { probes }), endpointOf("api")];
  const healthy = { api: { condition: "service_healthy" } };
  assert.deepEqual(serviceOf("web", consumer("api"), ...checked).depends_on, healthy);
  const bare = [appOf("api"), endpointOf("api")];
  const started = { api: { condition: "service_started" } };
  assert.deepEqual(serviceOf("web", consumer("api"), ...bare).depends_on, started);
  const free = consumer("api", { order: false });
  assert.equal(serviceOf("web", free, ...bare).depends_on, undefined);
});

Deno.test("who waits for a service node waits for everything behind it", () => {
  const many = endpointOf("api", { backends: ["one", "two", "web"] });
  const { depends_on } = serviceOf("web", consumer("api"), many, appOf("one"), appOf("two"));
  assert.deepEqual(Object.keys(depends_on), ["one", "two"]);
});

Deno.test("what a node says itself wins over what it is given", () => {
  const web = { ...consumer("api"), env: { A_HOST: "own" } };
  const { environment } = serviceOf("web", web, appOf("api"), endpointOf("api"));
  assert.deepEqual(environment, { A_HOST: "own", A_PORT: "8080" });
});
