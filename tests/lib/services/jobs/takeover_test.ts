import assert from "node:assert/strict";
import { AppError } from "../../../../lib/model/error.ts";
import type { DeploymentJobsOptions } from "../../../../lib/services/deployment_jobs.ts";
import type { Leases, State } from "../../../../lib/state/state.ts";
import type { Store } from "../../../../lib/stores/store.ts";
import type { Target } from "../../../../lib/targets/target.ts";
import { ada, eventually, HELLO, type House, withHouse } from "./opening.ts";

/** Longer than a lease lasts. */
const LONG = 60_000;

/** Leases of a process that is stopped: it takes them, and neither renews nor releases them. */
function silent(leases: Leases): Leases {
  return { ...leases, renew: () => new Promise(() => {}), release: () => Promise.resolve() };
}

/** A process that takes a job and then falls silent. Its clock stands still with it. */
async function silentProcess(
  { process, state, stage, clock }: House,
  options: Partial<DeploymentJobsOptions> = {},
): Promise<string> {
  const began = clock.now;
  const one = process({
    state: { ...state, leases: silent(state.leases) },
    now: () => began,
    ...options,
  });
  const { id } = await one.start(HELLO, ada);
  one.work();
  await eventually(() => stage.applied.length === 1);
  return id;
}

async function commits(store: Store): Promise<number> {
  return (await store.history((await store.head("deploy/local"))!, 100)).length;
}

const idle = { isIdle: true };

Deno.test("what a silent process left is taken over when its lease is over, and not before", () =>
  withHouse(async (house) => {
    const { jobs, stage, store, clock, counted } = house;
    const id = await silentProcess(house);
    jobs.work();
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(stage.applied.length, 1);
    clock.now += LONG;
    await eventually(() => stage.applied.length === 2);
    stage.succeed();
    const done = await house.until(id, "healthy");
    assert.equal(await commits(store), 1);
    assert.deepEqual(JSON.parse((await store.readNote(done.commit!))!), done);
    assert.deepEqual(counted, ["job_attempts", "job_attempts"]);
  }, idle));

Deno.test("a process that renews its lease keeps its job", () =>
  withHouse(async ({ jobs, stage, process, clock }) => {
    jobs.work();
    await jobs.start(HELLO, ada);
    process().work();
    await eventually(() => stage.applied.length === 1);
    for (let round = 0; round < 10; round++) {
      clock.now += 60;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    assert.equal(stage.applied.length, 1);
  }, { ...idle, leaseTtl: 100 }));

/** A target that sleeps, then says that something failed, and ends when it is told to. */
function sleeping({ stage }: House): { target: Target; wake: () => void } {
  const woken = Promise.withResolvers<void>();
  const target: Target = {
    ...stage.target,
    async *apply(application) {
      stage.applied.push(application);
      await woken.promise;
      yield { node: "web", state: "failed", at: "2026-01-01T00:00:00.000Z" };
      await eventually(() => application.signal!.aborted);
    },
  };
  return { target, wake: woken.resolve };
}

Deno.test("a process that wakes up when another has ended its job writes nothing more", () =>
  withHouse(async (house) => {
    const { jobs, store, clock, published, stage } = house;
    const { target, wake } = sleeping(house);
    const id = await silentProcess(house, { targets: () => target });
    clock.now += LONG;
    jobs.work();
    await eventually(() => stage.applied.length === 2);
    stage.succeed();
    const done = await house.until(id, "healthy");
    const before = [published.length, await note(store, done.commit!)];
    wake();
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.deepEqual([published.length, await note(store, done.commit!)], before);
    assert.equal((await jobs.find(id)).state, "healthy");
  }, idle));

Deno.test("a process that wakes up while another works on its job writes nothing either", () =>
  withHouse(async (house) => {
    const { jobs, store, clock, stage, state } = house;
    const { target, wake } = sleeping(house);
    const id = await silentProcess(house, { targets: () => target });
    clock.now += LONG;
    jobs.work();
    await eventually(() => stage.applied.length === 2);
    await house.until(id, "applying");
    wake();
    await new Promise((resolve) => setTimeout(resolve, 150));
    const { deployment, isOver } = (await state.jobs.find(id))!;
    assert.deepEqual([deployment.state, isOver], ["applying", false]);
    assert.equal(await store.readNote(deployment.commit!), undefined);
    assert.deepEqual(deployment.nodes.map(({ state }) => state), ["waiting", "waiting"]);
    stage.succeed();
    await house.until(id, "healthy");
  }, idle));

Deno.test("a process that slept longer than its lease lasts begins the job anew", () =>
  withHouse(async (house) => {
    const { clock, state, counted } = house;
    const { target, wake } = sleeping(house);
    const id = await silentProcess(house, { targets: () => target, now: () => clock.now });
    await house.until(id, "applying");
    clock.now += LONG;
    wake();
    await eventually(() => counted.length === 2);
    await house.until(id, "applying");
    assert.equal((await state.jobs.find(id))!.attempts, 2);
  }, idle));

Deno.test("a process that loses its lease stops at once", () =>
  withHouse(async ({ jobs, stage, state, until }) => {
    jobs.work();
    const { id } = await jobs.start(HELLO, ada);
    await until(id, "applying");
    const signal = stage.applied[0]!.signal!;
    const lease = { name: "deploy/local/hello", owner: "", expiresAt: 0, token: 1 };
    await state.leases.release(lease);
    await eventually(() => signal.aborted);
    assert.equal((await state.jobs.find(id))!.isOver, false);
  }, { ...idle, leaseTtl: 60 }));

Deno.test("a commit that was made before the process died is found, whoever committed since", () =>
  withHouse(async (house) => {
    const { jobs, store, clock, stage, state } = house;
    // It dies between its commit and the word of it.
    const deaf: State["jobs"] = {
      ...state.jobs,
      update: (id, change) =>
        state.jobs.update(id, (job) => {
          const next = change(job);
          return next.deployment.commit === undefined ? next : job;
        }),
    };
    const dying = { ...state, jobs: deaf, leases: silent(state.leases) };
    const id = await silentProcess(house, { state: dying });
    assert.equal((await state.jobs.find(id))!.deployment.commit, undefined);
    const mine = await store.head("deploy/local");
    await store.commit({
      branch: "deploy/local",
      base: mine,
      files: [{ path: "blog/report.json", content: "[]\n" }],
      message: "deploy(local): blog",
      author: { name: "Bob", email: "bob@example.com" },
    });
    clock.now += LONG;
    jobs.work();
    await eventually(() => stage.applied.length === 2);
    stage.succeed();
    assert.equal((await house.until(id, "healthy")).commit, mine);
    assert.equal(await commits(store), 2);
  }, idle));

Deno.test("an outcome that Git knows already is taken as it is", () =>
  withHouse(async (house) => {
    const { jobs, store, clock, stage, state } = house;
    const id = await silentProcess(house);
    await house.until(id, "applying");
    const { deployment } = (await state.jobs.find(id))!;
    const outcome = { ...deployment, state: "healthy" };
    const bob = { name: "Bob", email: "bob@example.com" };
    await store.writeNote(deployment.commit!, JSON.stringify(outcome), bob);
    clock.now += LONG;
    jobs.work();
    assert.deepEqual(await house.until(id, "healthy"), outcome);
    await eventually(async () => (await state.jobs.open()).length === 0);
    assert.equal(stage.applied.length, 1);
  }, idle));

Deno.test("a job that brings every process down is given up after three attempts", () =>
  withHouse(async (house) => {
    const { jobs, store, clock, stage, counted, state, process } = house;
    const id = await silentProcess(house);
    for (let attempt = 2; attempt <= 3; attempt++) {
      clock.now += LONG;
      const began = clock.now;
      process({ state: { ...state, leases: silent(state.leases) }, now: () => began }).work();
      await eventually(() => stage.applied.length === attempt);
    }
    await house.until(id, "applying");
    clock.now += LONG;
    jobs.work();
    const done = await house.until(id, "failed");
    assert.equal(done.reason, "gave_up");
    assert.deepEqual(await note(store, done.commit!), done);
    assert.equal(stage.applied.length, 3);
    assert.equal(counted.filter((name) => name === "job_dead_letters").length, 1);
  }, idle));

Deno.test("a wish to cancel outlives the process that worked", () =>
  withHouse(async (house) => {
    const { jobs, store, clock, stage } = house;
    const id = await silentProcess(house, { pollInterval: 100_000 });
    await house.until(id, "applying");
    stage.say("web", "applying");
    await eventually(async () =>
      (await jobs.find(id)).nodes.some((one) => one.state !== "waiting")
    );
    await jobs.cancel(id, ada);
    clock.now += LONG;
    jobs.work();
    const done = await house.until(id, "cancelled");
    assert.deepEqual(await note(store, done.commit!), done);
    assert.deepEqual(done.nodes.map(({ node, state }) => [node, state]), [
      ["proxy", "waiting"],
      ["web", "unknown"],
    ]);
    assert.equal(stage.applied.length, 1);
  }, idle));

Deno.test("a branch that is busy is tried again, up to three times", async () => {
  for (const [faults, end] of [[2, "committed"], [9, "failed"]] as const) {
    await withHouse(async ({ process, store, until }) => {
      let left: number = faults;
      const busy: Store = {
        ...store,
        commit: (change) =>
          left-- > 0
            ? Promise.reject(new AppError("store_busy", "Somebody holds the branch"))
            : store.commit(change),
      };
      const jobs = process({ store: busy });
      jobs.work();
      const { id } = await jobs.start({ workflow: "hello", environment: "branch" }, ada);
      const done = await until(id, end);
      assert.equal(done.reason, end === "failed" ? "gave_up" : undefined);
    }, idle);
  }
});

Deno.test("close() lets what runs come to its end", () =>
  withHouse(async ({ jobs, stage, until, state }) => {
    jobs.work();
    const { id } = await jobs.start(HELLO, ada);
    await until(id, "applying");
    const closed = jobs.close();
    stage.succeed();
    await closed;
    assert.equal((await state.jobs.find(id))!.deployment.state, "healthy");
    assert.deepEqual(await state.jobs.open(), []);
  }, { ...idle, grace: 2_000 }));

/** A test after which no timer may be left. */
const STRICT = { sanitizeOps: true, sanitizeResources: true };

Deno.test(
  "a process that has closed leaves no timer behind",
  STRICT,
  () =>
    withHouse(async ({ jobs, stage, until }) => {
      jobs.work();
      const { id } = await jobs.start(HELLO, ada);
      await until(id, "applying");
      stage.say("web", "applying");
      await jobs.close();
    }, idle),
);

Deno.test("close() hands over what takes longer, and another process goes on at once", () =>
  withHouse(async ({ jobs, stage, until, state, store, process, published }) => {
    jobs.work();
    const { id } = await jobs.start(HELLO, ada);
    const { commit } = await until(id, "applying");
    const start = performance.now();
    await jobs.close();
    assert.ok(performance.now() - start < 1_000);
    const left = (await state.jobs.find(id))!;
    assert.deepEqual([left.isOver, left.attempts, left.deployment.state], [false, 0, "applying"]);
    assert.equal(await store.readNote(commit!), undefined);
    const told = published.length;
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.equal(published.length, told);
    // The clock stands still: the lease was let go, and did not run out.
    process().work();
    await eventually(() => stage.applied.length === 2);
    stage.succeed();
    await until(id, "healthy");
    assert.equal(await commits(store), 1);
  }, idle));

Deno.test("close() takes no more than 2 s, whatever a target does", () =>
  withHouse(async ({ process, state, stage }) => {
    const deaf = {
      ...stage.target,
      // deno-lint-ignore require-yield
      async *apply() {
        stage.applied.push(undefined as never);
        await new Promise(() => {});
      },
    };
    const jobs = process({ targets: () => deaf });
    jobs.work();
    const { id } = await jobs.start(HELLO, ada);
    await eventually(() => stage.applied.length === 1);
    const start = performance.now();
    await jobs.close();
    assert.ok(performance.now() - start < 2_000);
    assert.equal((await state.jobs.find(id))!.isOver, false);
  }, { ...idle, grace: 1_500 }));

Deno.test("close() begins nothing that is queued, and the next process does", () =>
  withHouse(async ({ jobs, stage, state, process }) => {
    jobs.work();
    await jobs.close();
    await jobs.start(HELLO, ada);
    jobs.work();
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal((await state.jobs.open())[0]!.attempts, 0);
    process().work();
    await eventually(() => stage.applied.length === 1);
  }, idle));

Deno.test("close() while a lease is being taken leaves the job to others", () =>
  withHouse(async ({ process, state, stage }) => {
    const asked = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const acquire: Leases["acquire"] = async (...asking) => {
      asked.resolve();
      await go.promise;
      return await state.leases.acquire(...asking);
    };
    const jobs = process({ state: { ...state, leases: { ...state.leases, acquire } } });
    const { id } = await jobs.start(HELLO, ada);
    jobs.work();
    await asked.promise;
    const closed = jobs.close();
    go.resolve();
    await closed;
    assert.equal(stage.applied.length, 0);
    assert.equal((await state.jobs.find(id))!.isOver, false);
    process().work();
    await eventually(() => stage.applied.length === 1);
  }, { ...idle, grace: 2_000 }));

Deno.test("two processes share the work, and each job is done once", () =>
  withHouse(async ({ jobs, stage, process, until, store, counted }) => {
    const other = process();
    const ids: string[] = [];
    for (const environment of ["local", "other", "branch"]) {
      for (const workflow of ["hello", "blog"]) {
        ids.push((await jobs.start({ workflow, environment }, ada)).id);
      }
    }
    stage.target.apply = async function* ({ nodes }) {
      for (const node of nodes) {
        yield { node, state: "healthy", at: "2026-01-01T00:00:00.000Z" };
      }
    };
    jobs.work();
    other.work();
    for (const id of ids) {
      const { environment } = await jobs.find(id);
      await until(id, environment === "branch" ? "committed" : "healthy");
    }
    assert.equal(counted.filter((name) => name === "job_attempts").length, ids.length);
    for (const environment of ["local", "other", "branch"]) {
      const head = await store.head(`deploy/${environment}`);
      assert.equal((await store.history(head!, 10)).length, 2);
    }
  }, idle));

async function note(store: Store, commit: string): Promise<unknown> {
  return JSON.parse(await store.readNote(commit) ?? "null");
}
