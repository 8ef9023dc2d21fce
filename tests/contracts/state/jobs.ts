import assert from "node:assert/strict";
import type { DeploymentState } from "../../../lib/model/deployment.ts";
import type { Job, State } from "../../../lib/state/state.ts";
import { sampleJob } from "../../helpers/state_samples.ts";
import { crowd, raises, raisesNot, type Test } from "./contract.ts";

/** What jobs promise. */
export function testJobs(test: Test): void {
  test("a job is queued, changed, and over at last", async ({ jobs }, keyValue) => {
    const [job, other] = [sampleJob(1), sampleJob(2, { workflow: "blog" })];
    assert.equal(await jobs.find("id-00001"), undefined);
    assert.equal(await jobs.update("id-00001", (same) => same), undefined);
    assert.deepEqual(await jobs.queue(other), []);
    assert.deepEqual(await jobs.queue(job), []);
    assert.deepEqual(await jobs.open(), [job, other]);
    await Promise.all(crowd(keyValue, 10).map((one) => one.jobs.update("id-00001", begun)));
    assert.deepEqual(await jobs.find("id-00001"), { ...job, attempts: 10 });
    const healthy = await jobs.update("id-00001", (one) => inState(one, "healthy"));
    assert.equal(healthy?.isOver, true);
    assert.deepEqual(await jobs.find("id-00001"), healthy);
    assert.deepEqual([await jobs.open(), await jobs.ended(9)], [[other], [healthy]]);
    assert.deepEqual(await jobs.update("id-00001", begun), healthy);
    assert.deepEqual(await jobs.find("id-00001"), healthy);
  });

  test("a job that is over at committed is over", async ({ jobs }) => {
    await jobs.queue(sampleJob(1));
    const change = (isOver: boolean) =>
      jobs.update("id-00001", (one) => ({
        ...one,
        isOver,
        deployment: { ...one.deployment, state: "committed" },
      }));
    await change(false);
    assert.equal((await jobs.open()).length, 1);
    await change(true);
    assert.deepEqual([(await jobs.open()).length, (await jobs.ended(9)).length], [0, 1]);
  });

  test("a queued job gives way to the next of its workflow and environment", async ({ jobs }) => {
    await jobs.queue(sampleJob(1, { state: "applying" }));
    await jobs.queue(sampleJob(2, { workflow: "blog" }));
    await jobs.queue(sampleJob(3, { environment: "test" }));
    await jobs.queue(sampleJob(4));
    const over = await jobs.queue(sampleJob(5));
    const { deployment } = over[0]!;
    assert.deepEqual(over, [{ ...sampleJob(4), isOver: true, deployment }]);
    assert.deepEqual([deployment.id, deployment.state, deployment.reason], [
      "id-00004",
      "superseded",
      "superseded",
    ]);
    assert.match(deployment.message ?? "", /id-00005/);
    assert.deepEqual(await jobs.ended(9), over);
    assert.deepEqual((await jobs.open()).map((one) => one.deployment.id), [
      "id-00001",
      "id-00002",
      "id-00003",
      "id-00005",
    ]);
  });

  test("of ten that are queued at once, one stays queued", async ({ jobs }, keyValue) => {
    const over = await Promise.all(
      crowd(keyValue, 10).map((one, at) => one.jobs.queue(sampleJob(at))),
    );
    assert.equal((await jobs.open()).length, 1);
    assert.equal((await jobs.ended(99)).length, 9);
    const ids = over.flat().map(({ deployment }) => deployment.id);
    assert.deepEqual([ids.length, new Set(ids).size], [9, 9]);
  });

  test("a job that is begun while another is queued is begun or over, not both", async (
    { jobs },
    keyValue,
  ) => {
    const [one, two] = crowd(keyValue, 2) as [State, State];
    for (let at = 0; at < 20; at += 2) {
      await jobs.queue(sampleJob(at));
      const [job, over] = await Promise.all([
        one.jobs.update(sampleJob(at).deployment.id, (job) => inState(job, "rendering")),
        two.jobs.queue(sampleJob(at + 1)),
      ]);
      assert.equal(job?.deployment.state, over.length === 0 ? "rendering" : "superseded");
    }
  });

  test("a job ends as it is at that moment", async ({ jobs }, keyValue) => {
    for (let at = 0; at < 10; at++) {
      const { deployment: { id } } = sampleJob(at);
      await jobs.queue(sampleJob(at));
      const [first, ...others] = crowd(keyValue, 5) as [State, ...State[]];
      const changed = await Promise.all([
        ...others.map((one) => one.jobs.update(id, begun)),
        first.jobs.update(id, (job) => ({ ...job, isOver: true })),
      ]);
      const counted = changed.filter((job) => !job!.isOver).length;
      assert.equal((await jobs.find(id))?.attempts, counted);
    }
  });

  test("of jobs that end at once, no more are kept either", async ({ jobs }, keyValue) => {
    const states = crowd(keyValue, 8);
    await Promise.all(states.map(async (one, lane) => {
      for (let at = 0; at < 26; at++) {
        const job = sampleJob(lane * 100 + at, { workflow: `shop-${lane}` });
        await one.jobs.queue(job);
        await one.jobs.update(job.deployment.id, (same) => ({ ...same, isOver: true }));
      }
    }));
    assert.equal((await jobs.ended(999)).length, 200);
  });

  test("200 jobs that are over are kept, the newest first", async ({ jobs }, keyValue) => {
    for (let at = 0; at < 206; at++) await jobs.queue(sampleJob(at));
    const ended = await jobs.ended(999);
    assert.equal(ended.length, 200);
    assert.deepEqual([ended[0], ended[199]].map((one) => one?.deployment.id), [
      "id-00204",
      "id-00005",
    ]);
    assert.deepEqual(await jobs.ended(2), ended.slice(0, 2));
    assert.equal(await jobs.find("id-00004"), undefined);
    assert.equal((await keyValue.list(["jobs"])).length, 201);
  });

  test("a job may be large", async ({ jobs }) => {
    const log = ["x".repeat(600 * 1024)];
    const node = { node: "api", state: "failed", log, at: "2026-01-01T00:00:00.000Z" } as const;
    await jobs.queue(sampleJob(1));
    const fail = (state: "applying" | "failed") =>
      jobs.update("id-00001", (one) => ({
        ...one,
        deployment: { ...one.deployment, state, nodes: [node] },
      }));
    assert.deepEqual((await fail("applying"))?.deployment.nodes, [node]);
    assert.deepEqual((await jobs.open())[0]?.deployment.nodes, [node]);
    await fail("failed");
    assert.deepEqual((await jobs.ended(1))[0]?.deployment.nodes, [node]);
  });

  test("each change of a job raises the version jobs", async (state) => {
    await raises(state, "jobs", () => state.jobs.queue(sampleJob(1)));
    await raises(state, "jobs", () => state.jobs.update("id-00001", begun));
    await raisesNot(state, "jobs", () => state.jobs.update("id-00001", (same) => same));
    await raises(state, "jobs", () => state.jobs.queue(sampleJob(2)));
    await raises(
      state,
      "jobs",
      () => state.jobs.update("id-00002", (one) => ({ ...one, isOver: true })),
    );
  });
}

function inState(job: Job, state: DeploymentState): Job {
  return { ...job, deployment: { ...job.deployment, state } };
}

function begun<T extends { readonly attempts: number }>(job: T): T {
  return { ...job, attempts: job.attempts + 1 };
}
