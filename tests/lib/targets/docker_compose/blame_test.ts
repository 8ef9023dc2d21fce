import assert from "node:assert/strict";
import { blame } from "../../../../lib/targets/docker_compose/blame.ts";
import { judge } from "../../../../lib/targets/docker_compose/judge.ts";
import { createProgress } from "../../../../lib/targets/docker_compose/progress.ts";
import { containersOf, momentOf } from "./containers.ts";
import type { FakeContainer } from "./fake_docker.ts";

/** What each node comes to when `up` breaks off after these events. */
function blamed(
  events: readonly object[],
  nodes: readonly string[],
  ...held: FakeContainer[]
): string[] {
  const progress = createProgress();
  for (const event of events) progress.read(JSON.stringify(event));
  const containers = containersOf(...held);
  const moment = momentOf(containers, { progress });
  const verdicts = new Map(nodes.map((node) => [node, judge(node, moment)]));
  const result = blame({ verdicts, containers, progress, project: "shop-local" });
  return Array.from(
    result,
    ([node, { state, reason, message }]) => `${node} ${state} ${reason}: ${message}`,
  );
}

Deno.test("an image that cannot be pulled is pull_failed, and the others were not started", () => {
  const events = [
    { id: "api", text: "Pulling" },
    { id: "api", text: "Error", status: "manifest unknown" },
    { error: true, message: "Error response from daemon: manifest unknown" },
  ];
  assert.deepEqual(blamed(events, ["api", "web"]), [
    "api failed pull_failed: manifest unknown",
    "web unknown waiting: it was not started, since api failed",
  ]);
});

Deno.test("a container that the engine refuses is not_started, with the engine's sentence", () => {
  const message = "Error response from daemon: port is already allocated";
  const name = "Container shop-local-my-api-1";
  for (const status of [message, "Error"]) {
    const events = [{ id: name, status }, { error: true, message }];
    assert.deepEqual(blamed(events, ["my-api"]), [
      "my-api failed not_started: port is already allocated",
    ]);
  }
});

Deno.test("a container that fails by itself is to blame, not what Compose says", () => {
  const events = [
    { id: "Container shop-local-db-1", status: "Started" },
    { id: "Container shop-local-db-1", status: "Error" },
    { error: true, message: "dependency failed to start: container shop-local-db-1 is unhealthy" },
  ];
  const held = [{ service: "db", health: "unhealthy" }, { service: "api", status: "created" }];
  assert.deepEqual(blamed(events, ["api", "db"], ...held), [
    "api unknown waiting: it was not started, since db failed",
    "db failed unhealthy: its health check fails: 404",
  ]);
});

Deno.test("without anybody to blame, everything that was not started has failed", () => {
  const events = [
    { id: "Container shop-local-db-1", status: "Started" },
    { error: true, message: "no space left on device" },
  ];
  assert.deepEqual(blamed(events, ["api", "db"], { service: "db", health: "starting" }), [
    "api failed not_started: no space left on device",
    "db applying undefined: its health check has not succeeded yet",
  ]);
});

Deno.test("faults of what is no node, and lines that are no events, are passed over", () => {
  const progress = createProgress();
  for (const line of ["", "no json", "[]", "null", '{"level":"warning"}']) progress.read(line);
  assert.equal(progress.message, undefined);
  const events = [{ id: "Container shop-local-other-1", status: "Error" }];
  assert.deepEqual(blamed(events, ["api"]), [
    "api failed not_started: docker compose up broke off",
  ]);
});

Deno.test("what is refused beside a node that ran before fails that node", () => {
  const message = "Error response from daemon: no space left on device";
  const events = [
    { id: "Container shop-local-api-1", status: "Running" },
    { id: "Container shop-local-api-beside-1", status: message },
    { error: true, message },
  ];
  const held = [
    { service: "api", node: "api", health: "healthy" },
    { service: "api-beside", node: "api", status: "created" },
  ];
  assert.deepEqual(blamed(events, ["api"], ...held), [
    "api failed not_started: no space left on device",
  ]);
});
