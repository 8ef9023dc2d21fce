import assert from "node:assert/strict";
import type { Probe, Probes } from "../../../../lib/model/resource.ts";
import { appOf } from "../kubernetes/plans.ts";
import { lossesOf, serviceOf } from "./rendering.ts";

const TIMES = { period: "1m30s", timeout: "0s", failures: 4 };
const PORTS = [
  { name: "http", port: 8080, protocol: "TCP" },
  { name: "admin", port: 9090, protocol: "TCP" },
] as const;

function probe(rest: Partial<Probe>): Probe {
  return { ...TIMES, ...rest };
}

// deno-lint-ignore no-explicit-any
function healthOf(probes: Probes): any {
  return serviceOf("api", appOf("api", { ports: PORTS, probes })).healthcheck;
}

Deno.test("a command is run as it is, without a shell", () => {
  assert.deepEqual(healthOf({ readiness: probe({ exec: ["sh", "-c", "test $X"] }) }), {
    interval: "90s",
    retries: 4,
    test: ["CMD", "sh", "-c", "test $$X"],
    timeout: "1s",
  });
});

Deno.test("HTTP is asked by wget and TCP by nc, inside the container", () => {
  const wget = ["CMD", "wget", "-q", "-O", "/dev/null"];
  const http = (port?: string | number) =>
    healthOf({ readiness: probe({ http: { path: "/ok", ...(port && { port }) } }) }).test;
  assert.deepEqual(http(), [...wget, "http://127.0.0.1:8080/ok"]);
  assert.deepEqual(http("admin"), [...wget, "http://127.0.0.1:9090/ok"]);
  assert.deepEqual(http(1234), [...wget, "http://127.0.0.1:1234/ok"]);
  const { test } = healthOf({ liveness: probe({ tcp: { port: "admin" } }) });
  assert.deepEqual(test, ["CMD", "nc", "-z", "127.0.0.1", "9090"]);
});

Deno.test("readiness speaks for the container, then liveness, then start", () => {
  const [readiness, liveness, startup] = ["r", "l", "s"].map((name) => probe({ exec: [name] })) as [
    Probe,
    Probe,
    Probe,
  ];
  assert.deepEqual(healthOf({ readiness, liveness, startup }).test, ["CMD", "r"]);
  assert.deepEqual(healthOf({ liveness, startup }).test, ["CMD", "l"]);
  assert.deepEqual(healthOf({ startup }).test, ["CMD", "s"]);
  assert.equal(healthOf({}), undefined);
});

Deno.test("failures do not count while the start check would wait", () => {
  const readiness = probe({ exec: ["r"], initialDelay: "7s" });
  assert.equal(healthOf({ readiness }).start_period, "7s");
  const startup = probe({ exec: ["s"], period: "5s", failures: 12, initialDelay: "10s" });
  assert.equal(healthOf({ readiness, startup }).start_period, "70s");
  assert.equal(healthOf({ startup }).start_period, "10s");
});

Deno.test("the report says which check speaks, and what becomes of the others", () => {
  const probes = {
    readiness: probe({ http: { path: "/" }, successes: 2 }),
    liveness: { exec: ["l"], period: "1s", timeout: "1s", failures: 1 },
  };
  const one =
    "Compose has one health check, which is readiness; it restarts nothing that is unhealthy";
  assert.deepEqual(lossesOf(appOf("api", { ports: PORTS, probes })), [
    `api.probes.liveness.exec: dropped: ${one}`,
    `api.probes.liveness.failures: dropped: ${one}`,
    `api.probes.liveness.period: dropped: ${one}`,
    `api.probes.liveness.timeout: dropped: ${one}`,
    "api.probes.readiness.http.path: approximated: " +
    "wget asks inside the container, so the image must hold it",
    "api.probes.readiness.successes: dropped: " +
    "Compose counts a container as healthy at the first success",
  ]);
});

Deno.test("a check without a port to ask is dropped", () => {
  const app = appOf("api", { probes: { readiness: probe({ tcp: {} }) } });
  assert.equal(serviceOf("api", app).healthcheck, undefined);
  assert.ok(lossesOf(app).includes("api.probes.readiness.tcp: dropped: there is no port to ask"));
});
