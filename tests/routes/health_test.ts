import assert from "node:assert/strict";
import { createHealth } from "../../lib/services/health.ts";
import { type Asking, openApp, type TestApp } from "../helpers/app.ts";
import { textOf } from "./cases.ts";

/** What somebody who watches the service counts on. */
const SERIES = [
  "celestra_http_requests_total",
  "celestra_http_request_duration_seconds_bucket",
  "celestra_save_conflicts_total",
  "celestra_jobs_open",
  "celestra_oldest_job_age_seconds",
  "celestra_event_readers",
  "celestra_event_readers_dropped_total",
  "celestra_job_attempts_total",
  "celestra_job_dead_letters_total",
  "celestra_auth_failures_total",
  "celestra_refused_outbound_requests_total",
  "process_resident_memory_bytes",
  "celestra_info",
];

Deno.test("the metrics answer this machine without a token, and nobody else", async () => {
  await using test = await openApp();
  for (const from of ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"]) {
    assert.equal(await statusOf(test, "/metrics", { from }), 200, from);
  }
  for (const from of ["192.0.2.7", "10.0.0.1", "::2", "127.0.0.1.evil.example"]) {
    assert.equal(await statusOf(test, "/metrics", { from }), 403, from);
    assert.equal(await statusOf(test, "/metrics", { from, as: "admin" }), 403, from);
  }
  // A proxy on this machine asks for somebody else.
  for (const name of ["x-forwarded-for", "forwarded", "x-real-ip"]) {
    const headers = { [name]: "127.0.0.1" };
    assert.equal(await statusOf(test, "/metrics", { from: "127.0.0.1", headers }), 403, name);
  }
});

Deno.test("with a token set the metrics answer who has it, from wherever", async () => {
  const metricsToken = "a token for the metrics";
  await using test = await openApp({ settings: { metricsToken } });
  for (const from of ["127.0.0.1", "192.0.2.7"]) {
    const headers = { authorization: `Bearer ${metricsToken}` };
    assert.equal(await statusOf(test, "/metrics", { from, headers }), 200);
    assert.equal(await statusOf(test, "/metrics", { from }), 401);
    assert.equal(await statusOf(test, "/metrics", { from, as: "admin" }), 401);
    for (const wrong of ["Bearer ", metricsToken, `Bearer ${metricsToken}x`, "Bearer a token"]) {
      const headers = { authorization: wrong };
      assert.equal(await statusOf(test, "/metrics", { from, headers }), 401, wrong);
    }
  }
});

Deno.test("the metrics hold every series that is promised, and count what happens", async () => {
  await using test = await openApp();
  assert.equal(await statusOf(test, "/healthz", {}), 200);
  const before = await metricsOf(test);
  for (const name of SERIES) assert.match(before, new RegExp(`^${name}[ {]`, "m"));
  const etag = { "if-match": '"0000000000000000000000000000000000000000"' };
  const stale = { as: "editor", method: "PUT", headers: etag, json: { text: textOf("shop") } };
  assert.equal(await statusOf(test, "/api/v1/workflows/shop", stale as Asking), 412);
  assert.equal(await statusOf(test, "/api/v1/workflows/shop", {}), 401);
  const stream = await test.ask("/api/v1/events", { as: "viewer" });
  const after = await metricsOf(test);
  for (
    const line of [
      'celestra_http_requests_total{route="workflows.replace",method="PUT",status="412"} 1',
      'celestra_http_requests_total{route="workflows.read",method="GET",status="401"} 1',
      "celestra_save_conflicts_total 1",
      "celestra_auth_failures_total 1",
      "celestra_event_readers 1",
    ]
  ) assert.ok(after.includes(`\n${line}\n`), line);
  await stream.body?.cancel();
  assert.doesNotMatch(after, /shop/);
});

Deno.test("it is ready while storage answers, whatever else is broken", async () => {
  const broken = () => Promise.reject(new Error("broken"));
  await using test = await openApp({
    services: (services) => ({
      ...services,
      deployments: { ...services.deployments, list: broken },
      environments: { ...services.environments, list: broken },
      generation: { ...services.generation, generate: broken },
      audit: { ...services.audit, list: broken },
    }),
  });
  assert.equal(await statusOf(test, "/api/v1/environments", { as: "viewer" }), 500);
  assert.equal(await statusOf(test, "/api/v1/deployments", { as: "viewer" }), 500);
  assert.equal(await statusOf(test, "/readyz", {}), 200);
  assert.equal(await statusOf(test, "/healthz", {}), 200);
});

Deno.test("it is not ready when Git or the state does not answer, yet it is alive", async () => {
  const broken = () => Promise.reject(new Error("/home/ada/repo.git is broken"));
  for (const what of ["repository", "state"]) {
    await using test = await openApp({
      services: (services, state) => ({
        ...services,
        health: createHealth({
          store: {
            defaultBranch: () => Promise.resolve("main"),
            head: what === "repository" ? broken : () => Promise.resolve("0"),
          },
          state: what === "state" ? { ping: broken } : state,
        }),
      }),
    });
    const response = await test.ask("/readyz");
    const reason = `the ${what} does not answer`;
    assert.equal(response.status, 503);
    assert.deepEqual(await response.json(), { status: "unready", reason });
    assert.equal(await statusOf(test, "/healthz", {}), 200);
  }
});

Deno.test("from the beginning of a shutdown on it is not ready", async () => {
  await using test = await openApp();
  test.services.health.close();
  assert.equal(await statusOf(test, "/readyz", {}), 503);
  assert.equal(await statusOf(test, "/healthz", {}), 200);
});

async function metricsOf(test: TestApp): Promise<string> {
  return await (await test.ask("/metrics", { from: "127.0.0.1" })).text();
}

async function statusOf({ ask }: TestApp, path: string, asking: Asking): Promise<number> {
  const response = await ask(path, asking);
  await response.body?.cancel();
  return response.status;
}
