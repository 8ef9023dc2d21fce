import assert from "node:assert/strict";
import { judge } from "../../../../lib/targets/docker_compose/judge.ts";
import { containersOf, momentOf } from "./containers.ts";
import type { FakeContainer } from "./fake_docker.ts";

/** The state and reason of the node api with this container. */
function stateOf(
  container: Partial<FakeContainer>,
  rest: Parameters<typeof momentOf>[1] = {},
): string {
  const [api] = containersOf({ service: "api", ...container });
  const { state, reason } = judge("api", momentOf([api!], rest));
  return reason ? `${state} ${reason}` : state;
}

Deno.test("a container with a health check is what the check says", () => {
  assert.equal(stateOf({ health: "healthy" }), "healthy");
  assert.equal(stateOf({ health: "starting" }), "applying");
  assert.equal(stateOf({ health: "unhealthy" }), "failed unhealthy");
  const [api] = containersOf({ service: "api", health: "unhealthy" });
  assert.equal(judge("api", momentOf([api!])).message, "its health check fails: 404");
});

Deno.test("a container without a health check must stay up a while", () => {
  assert.equal(stateOf({}), "healthy");
  assert.equal(stateOf({}, { now: Date.parse("2026-01-01T00:00:04Z") }), "applying");
  assert.equal(stateOf({ health: "none" }), "healthy");
});

Deno.test("a container that ended has failed, also one that runs again", () => {
  assert.equal(stateOf({ status: "exited", exitCode: 1 }), "failed exited");
  assert.equal(stateOf({ status: "restarting", restarts: 1 }), "failed exited");
  assert.equal(stateOf({ restarts: 1, health: "starting" }), "failed exited");
  assert.equal(stateOf({ status: "dead" }), "failed exited");
});

Deno.test("what restarted before the deployment does not count", () => {
  assert.equal(stateOf({ restarts: 3 }, { before: new Map([["id-0", 3]]) }), "healthy");
  assert.equal(stateOf({ restarts: 4 }, { before: new Map([["id-0", 3]]) }), "failed exited");
});

Deno.test("a container counts once Compose has come to it, or is done", () => {
  const progress = { placed: new Set<string>(), pulling: new Set<string>() };
  assert.equal(stateOf({ health: "healthy" }, { progress }), "waiting");
  assert.equal(stateOf({ health: "healthy" }, { progress, isUp: true }), "healthy");
});

Deno.test("a node is as its worst container", () => {
  const replicas = containersOf(
    { service: "api", health: "healthy" },
    { service: "api", health: "starting" },
    { service: "web", status: "exited" },
  );
  assert.equal(judge("api", momentOf(replicas)).state, "applying");
});

Deno.test("a node without a container waits, pulls, or was forgotten", () => {
  assert.equal(judge("api", momentOf([])).state, "waiting");
  const progress = { placed: new Set<string>(), pulling: new Set(["api"]) };
  assert.equal(judge("api", momentOf([], { progress })).message, "its image is being pulled");
  assert.equal(judge("api", momentOf([], { isUp: true })).reason, "not_started");
});

Deno.test("a container that waits says for what", () => {
  const after = "db:service_healthy:false,cache:service_started:false";
  const containers = containersOf({ service: "api", status: "created", after });
  const progress = { placed: new Set<string>(), pulling: new Set<string>() };
  const verdict = judge("api", momentOf(containers, { progress }));
  assert.equal(verdict.message, "it waits for db and cache");
});

Deno.test("what is to end is applying until it has, and failed unless it ended with 0", () => {
  const job = (rest: Partial<FakeContainer>) => stateOf({ restart: "no", ...rest });
  assert.equal(job({}), "applying");
  assert.equal(job({ restart: "on-failure", status: "restarting", restarts: 2 }), "applying");
  assert.equal(job({ restart: "on-failure", restarts: 2 }), "applying");
  assert.equal(job({ status: "exited" }), "healthy");
  assert.equal(job({ status: "exited", exitCode: 3 }), "failed exited");
  assert.equal(job({ status: "dead" }), "failed exited");
});

Deno.test("what ended before this deployment says nothing yet", () => {
  const progress = { placed: new Set<string>(), pulling: new Set<string>() };
  assert.equal(stateOf({ restart: "no", status: "exited" }, { progress }), "waiting");
  assert.equal(stateOf({ restart: "no", status: "exited", exitCode: 3 }, { progress }), "waiting");
});

Deno.test("a job that gave up keeps restarting no more", () => {
  const ended = { service: "api", status: "exited", exitCode: 3, restarts: 2 };
  const [api] = containersOf({ restart: "on-failure", ...ended });
  assert.equal(judge("api", momentOf([api!])).message, "it exited with code 3");
});

Deno.test("what prepares a container speaks for its node, by its name", () => {
  const judged = (...others: FakeContainer[]) => {
    const containers = containersOf({ service: "api", node: "api" }, ...others);
    const { state, message } = judge("api", momentOf(containers));
    return message ? `${state} ${message}` : state;
  };
  const first = { service: "api-first", node: "api", restart: "no", status: "exited" };
  assert.equal(judged(first), "healthy");
  assert.equal(judged({ ...first, exitCode: 2 }), 'failed "api-first" exited with code 2');
  assert.equal(judged({ ...first, node: "other", exitCode: 2 }), "healthy");
  assert.equal(judged({ service: "api-beside", node: "api", status: "restarting" }), "healthy");
});

Deno.test("what a person ran by hand says nothing of its node", () => {
  const hand = { service: "api-backup", node: "api", restart: "no", status: "exited", exitCode: 1 };
  const containers = containersOf({ service: "api", node: "api" }, hand);
  const placed = new Set(["shop-local-api-1"]);
  const progress = { placed, pulling: new Set<string>() };
  assert.equal(judge("api", momentOf(containers, { progress, isUp: true })).state, "healthy");
});
