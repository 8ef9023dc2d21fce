import assert from "node:assert/strict";
import { awaitedTasks } from "../../../lib/model/awaited.ts";
import type { Resource } from "../../../lib/model/resource.ts";
import { appOf, jobOf } from "../generators/kubernetes/plans.ts";

const awaited = (...resources: Resource[]) => [...awaitedTasks(resources)];
const after = (task: string, order = true) => ({ after: [{ task, order }] });

Deno.test("a job is awaited by what comes after it, another job too", () => {
  assert.deepEqual(awaited(appOf("api", after("a")), jobOf("a", after("b")), jobOf("b")), [
    "a",
    "b",
  ]);
});

Deno.test("nobody waits for a job without order, on a schedule, or beside a workload", () => {
  assert.deepEqual(awaited(appOf("api"), jobOf("a")), []);
  assert.deepEqual(awaited(appOf("api", after("a", false)), jobOf("a")), []);
  assert.deepEqual(awaited(appOf("api", after("a")), jobOf("a", { schedule: "@daily" })), []);
  const backup = jobOf("db", { suffix: "backup" });
  assert.deepEqual(awaited(appOf("api", after("db")), appOf("db"), backup), []);
});
