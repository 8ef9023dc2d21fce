import assert from "node:assert/strict";
import type { Deployment } from "../../../lib/model/deployment.ts";
import { AppError } from "../../../lib/model/error.ts";
import { createState } from "../../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../../lib/state/memory.ts";
import { ada, commit, environment, eventually, HELLO, withHouse } from "./jobs/opening.ts";

/** The states of a deployment that were told, each once. */
function states(published: readonly { data: Record<string, unknown> }[], id: string): unknown[] {
  const all = published.filter(({ data }) => data.id === id).map(({ data }) => data.state);
  return all.filter((state, at) => state !== all[at - 1]);
}

async function note(store: { readNote(commit: string): Promise<string | undefined> }, id: string) {
  return JSON.parse(await store.readNote(id) ?? "null");
}

Deno.test("a deployment goes from queued to healthy, and tells of every state in order", () =>
  withHouse(async ({ jobs, stage, store, published, until }) => {
    const queued = await jobs.start(HELLO, ada);
    assert.equal(queued.state, "queued");
    assert.equal(queued.source, await store.head("main"));
    assert.equal(queued.actor, "ada");
    assert.deepEqual(queued.nodes.map(({ node, state }) => [node, state]), [
      ["proxy", "waiting"],
      ["web", "waiting"],
    ]);
    await eventually(() => stage.applied.length === 1);
    stage.say("web", "applying");
    stage.succeed();
    const done = await until(queued.id, "healthy");
    assert.deepEqual(done.nodes.map(({ node, state }) => [node, state]), [
      ["proxy", "healthy"],
      ["web", "healthy"],
    ]);
    assert.deepEqual([done.id, done.createdAt], [queued.id, queued.createdAt]);
    assert.deepEqual(states(published, queued.id), [
      "queued",
      "rendering",
      "committed",
      "applying",
      "healthy",
    ]);
    assert.equal(done.commit, await store.head("deploy/local"));
    assert.deepEqual(await note(store, done.commit!), done);
    const [entry] = await store.history(done.commit!, 1);
    assert.deepEqual(entry!.author, { name: "ada", email: "ada@users.celestra.invalid" });
  }));

Deno.test("an event of a deployment is the deployment, and says when", () =>
  withHouse(async ({ jobs, published }) => {
    const deployment = await jobs.start(HELLO, ada);
    const { type, data } = published[0]!;
    assert.equal(type, "deployment_status");
    const { at, ...rest } = data;
    assert.deepEqual(rest, { ...deployment });
    assert.equal(at, new Date(at as string).toISOString());
  }, { isIdle: true }));

Deno.test("a deployment ends at committed where nothing can be applied, and says why", () =>
  withHouse(async ({ jobs, store, state, stage, until, published }) => {
    const { id } = await jobs.start({ ...HELLO, environment: "branch" }, ada);
    const done = await until(id, "committed");
    assert.equal(done.message, "Nothing was applied: the branch is the destination");
    await eventually(async () => (await state.jobs.find(id))!.isOver);
    assert.deepEqual(await state.jobs.open(), []);
    assert.deepEqual(await note(store, done.commit!), done);
    assert.equal(stage.applied.length, 0);
    assert.equal(published.at(-1)!.data.message, done.message);
  }));

Deno.test("a missing secret ends it as failed, naming the key and no value", () =>
  withHouse(async ({ jobs, stage, until, store }) => {
    const { id } = await jobs.start(HELLO, ada);
    await eventually(() => stage.applied.length === 1);
    assert.deepEqual(stage.applied[0]!.secrets, { token: ["API_TOKEN"] });
    const message = "The secret token.API_TOKEN has no value in local";
    stage.fail(new AppError("secret_missing", message));
    const done = await until(id, "failed");
    assert.deepEqual([done.reason, done.message], ["secret_missing", message]);
    assert.deepEqual(await note(store, done.commit!), done);
  }));

Deno.test("a node that fails keeps its reason and its last lines", () =>
  withHouse(async ({ jobs, stage, until }) => {
    const { id } = await jobs.start(HELLO, ada);
    await eventually(() => stage.applied.length === 1);
    const why = { reason: "exited", message: "It ended with code 1", log: ["boom", "bye"] };
    stage.say("web", "failed", why);
    stage.say("proxy", "unknown");
    stage.fail(new AppError("engine_lost", "The engine stopped answering"));
    const done = await until(id, "failed");
    const { at: _, ...web } = done.nodes.find(({ node }) => node === "web")!;
    assert.deepEqual(web, { node: "web", state: "failed", ...why });
    assert.equal(done.reason, "engine_lost");
  }));

Deno.test("an error that nobody expected is reported, and told to nobody else", async () => {
  const reported: unknown[] = [];
  await withHouse(async ({ jobs, stage, store, published, until }) => {
    const { id } = await jobs.start(HELLO, ada);
    await eventually(() => stage.applied.length === 1);
    const error = new Error("/root/secret");
    stage.fail(error);
    const done = await until(id, "failed");
    assert.equal(done.reason, "unexpected");
    assert.deepEqual(reported, [error]);
    const told = JSON.stringify([published, done, await note(store, done.commit!)]);
    assert.ok(!told.includes("/root/secret"));
  }, { report: (error) => reported.push(error) });
});

Deno.test("a storm of news floods nobody, and its end is told", () =>
  withHouse(async ({ jobs, stage, until, published }) => {
    const { id } = await jobs.start(HELLO, ada);
    await eventually(() => stage.applied.length === 1);
    for (let count = 0; count < 500; count++) {
      stage.say("web", "applying", { message: `${count}` });
      if (count % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    }
    stage.succeed();
    const done = await until(id, "healthy");
    assert.ok(published.length < 20, `${published.length} events`);
    assert.deepEqual(published.at(-1)!.data.nodes, done.nodes);
  }));

Deno.test("start() answers at once and refuses what cannot be deployed", () =>
  withHouse(async ({ jobs, store, published }) => {
    const refused: [Parameters<typeof jobs.start>[0], string][] = [
      [{ ...HELLO, workflow: "hell" }, "not_found"],
      [{ ...HELLO, environment: "locl" }, "not_found"],
      [{ ...HELLO, commit: "f".repeat(40) }, "not_found"],
      [{ ...HELLO, workflow: "../hello" }, "invalid_input"],
      [{ ...HELLO, environment: "../local" }, "invalid_input"],
    ];
    for (const [request, code] of refused) {
      await assert.rejects(jobs.start(request, ada), { name: "AppError", code });
    }
    const hello = await Deno.readTextFile("workflows/hello.yaml");
    await commit(store, {
      "workflows/hello.yaml": hello.replace("component: ingress", "component: ingres"),
      ...environment("odd", "moon"),
    });
    for (const place of [HELLO, { workflow: "blog", environment: "odd" }]) {
      await assert.rejects(jobs.start(place, ada), (error: AppError) => {
        assert.equal(error.code, "unprocessable");
        const [problem] = error.details.problems as { file: string; line: number }[];
        assert.ok(problem!.line > 1 || problem!.file.startsWith("environments/"));
        return true;
      });
    }
    assert.deepEqual(published, []);
  }));

Deno.test("start() deploys the commit that it is asked for", () =>
  withHouse(async ({ jobs, store, until }) => {
    const old = (await store.head("main"))!;
    await commit(store, { "workflows/hello.yaml": "broken" });
    const place = { workflow: "hello", environment: "branch" };
    const { id, source } = await jobs.start({ ...place, commit: old.slice(0, 12) }, ada);
    assert.equal(source, old);
    await until(id, "committed");
  }));

Deno.test("redeploy() begins anew with the same source", () =>
  withHouse(async ({ jobs, store, until }) => {
    const place = { workflow: "hello", environment: "branch" };
    const first = await jobs.start(place, ada);
    await until(first.id, "committed");
    await commit(store, { "workflows/hello.yaml": "broken" });
    const again = await jobs.redeploy(first.id, { ...ada, name: "bob" });
    assert.notEqual(again.id, first.id);
    assert.deepEqual([again.source, again.actor], [first.source, "bob"]);
    const { commit: made } = await until(again.id, "committed");
    assert.equal((await store.history(made!, 9)).length, 2);
    await assert.rejects(jobs.redeploy("nothing", ada), { code: "not_found" });
  }));

Deno.test("of three that are queued while one runs only the last is done", () =>
  withHouse(async ({ jobs, stage, published, until }) => {
    const running = await jobs.start(HELLO, ada);
    await eventually(() => stage.applied.length === 1);
    const queued: Deployment[] = [];
    for (let count = 0; count < 3; count++) queued.push(await jobs.start(HELLO, ada));
    const [first, second, third] = queued.map(({ id }) => id) as [string, string, string];
    assert.equal((await jobs.find(first)).state, "superseded");
    assert.match((await jobs.find(second)).message!, new RegExp(third));
    assert.equal((await jobs.find(third)).state, "queued");
    await until(running.id, "applying");
    stage.succeed();
    await until(running.id, "healthy");
    await eventually(() => stage.applied.length === 2);
    stage.succeed();
    await until(third, "healthy");
    assert.deepEqual(states(published, first), ["queued", "superseded"]);
    assert.deepEqual(states(published, second), ["queued", "superseded"]);
    await assert.rejects(jobs.cancel(first, ada), { code: "conflict" });
  }));

Deno.test("two places are deployed to at once, and a third waits", () =>
  withHouse(async ({ jobs, stage, state }) => {
    for (
      const place of [
        HELLO,
        { ...HELLO, environment: "other" },
        { ...HELLO, workflow: "blog" },
      ]
    ) await jobs.start(place, ada);
    await eventually(() => stage.applied.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const open = (await state.jobs.open()).map(({ deployment }) => deployment.state);
    assert.deepEqual(open, ["applying", "applying", "queued"]);
    assert.equal(jobs.open, 3);
    assert.ok(jobs.oldestAge > 0);
  }));

Deno.test("cancel() ends what is queued at once", () =>
  withHouse(async ({ jobs, published, state }) => {
    const { id } = await jobs.start(HELLO, ada);
    assert.equal((await jobs.cancel(id, ada)).state, "cancelled");
    assert.deepEqual(states(published, id), ["queued", "cancelled"]);
    assert.deepEqual(await state.jobs.open(), []);
    await assert.rejects(jobs.cancel(id, ada), { code: "conflict" });
    await assert.rejects(jobs.cancel("nothing", ada), { code: "not_found" });
  }, { isIdle: true }));

Deno.test("cancel() stops what runs, and the note says so", () =>
  withHouse(async ({ jobs, stage, store, until }) => {
    const { id } = await jobs.start(HELLO, ada);
    await eventually(() => stage.applied.length === 1);
    await jobs.cancel(id, ada);
    const done = await until(id, "cancelled");
    assert.deepEqual(done.nodes.map(({ reason }) => reason), ["cancelled", "cancelled"]);
    assert.deepEqual(await note(store, done.commit!), done);
  }));

Deno.test("cancel() stops what another process works on", () =>
  withHouse(async ({ jobs, stage, until, process }) => {
    const { id } = await jobs.start(HELLO, ada);
    await eventually(() => stage.applied.length === 1);
    await process().cancel(id, ada);
    await until(id, "cancelled");
  }));

Deno.test("cancel() before the commit leaves the branch alone", async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<undefined>();
  await withHouse(async ({ process, stage, store, until }) => {
    const unavailable = () => {
      asked.resolve();
      return answer.promise;
    };
    const jobs = process({ targets: () => ({ ...stage.target, unavailable }) });
    jobs.work();
    const { id } = await jobs.start(HELLO, ada);
    await asked.promise;
    await jobs.cancel(id, ada);
    answer.resolve(undefined);
    await until(id, "cancelled");
    assert.equal(await store.head("deploy/local"), undefined);
    assert.equal(stage.applied.length, 0);
  }, { isIdle: true });
});

Deno.test("undeploy() is refused while a deployment waits for its turn", () =>
  withHouse(async ({ jobs }) => {
    await jobs.start(HELLO, ada);
    await assert.rejects(jobs.undeploy(HELLO, ada), { code: "conflict" });
  }, { isIdle: true }));

Deno.test("undeploy() takes a workflow away, tells of it, and names the volumes that stay", () =>
  withHouse(async ({ jobs, stage, store, until, published }) => {
    const { id } = await jobs.start(HELLO, ada);
    await eventually(() => stage.applied.length === 1);
    await assert.rejects(jobs.undeploy(HELLO, ada), { code: "conflict" });
    stage.succeed();
    await until(id, "healthy");
    const undeployed = await jobs.undeploy(HELLO, ada);
    assert.deepEqual(undeployed.volumes, ["hello-local_data"]);
    assert.equal(undeployed.commit, await store.head("deploy/local"));
    assert.deepEqual(await store.list(undeployed.commit!, ""), []);
    const { type, data: { at: _, ...data } } = published.at(-1)!;
    assert.equal(type, "log");
    assert.deepEqual(data, {
      actor: "ada",
      ...HELLO,
      action: "undeployed",
      commit: undeployed.commit,
    });
  }));

Deno.test("undeploy() says so where there is nothing to take away", () =>
  withHouse(async ({ jobs, stage, published }) => {
    stage.target.remove = () => Promise.resolve([]);
    for (const environment of ["local", "locl"]) {
      await assert.rejects(jobs.undeploy({ ...HELLO, environment }, ada), { code: "not_found" });
    }
    assert.deepEqual(published, []);
  }));

Deno.test("undeploy() and a deployment of another process keep each other out", () =>
  withHouse(async ({ jobs, state, stage, clock }) => {
    const lease = await state.leases.acquire("deploy/local/hello", "other", 10_000, clock.now);
    await assert.rejects(jobs.undeploy(HELLO, ada), { code: "conflict" });
    await jobs.start(HELLO, ada);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(stage.applied.length, 0);
    await state.leases.release(lease!);
    await eventually(() => stage.applied.length === 1);
  }));

Deno.test("list() shows what is on its way and what Git remembers, the newest first", () =>
  withHouse(async ({ jobs, stage, until }) => {
    const ids: string[] = [];
    for (const environment of ["branch", "branch", "local"]) {
      const { id } = await jobs.start({ workflow: "hello", environment }, ada);
      ids.unshift(id);
      if (environment === "branch") await until(id, "committed");
    }
    await eventually(() => stage.applied.length === 1);
    const all = await jobs.list({ page: 1, perPage: 10 });
    assert.deepEqual(all.items.map(({ id }) => id), ids);
    assert.equal(all.total, 3);
    const page = await jobs.list({ page: 2, perPage: 2 });
    assert.deepEqual([page.items.map(({ id }) => id), page.total], [[ids[2]], 3]);
    const some = await jobs.list({ page: 1, perPage: 10, environment: "local" });
    assert.deepEqual(some.items.map(({ id }) => id), [ids[0]]);
    const committed = await jobs.list({ page: 1, perPage: 1, state: "committed" });
    assert.deepEqual([committed.items.map(({ id }) => id), committed.total], [[ids[1]], 2]);
    const none = await jobs.list({ page: 1, perPage: 10, workflow: "blog" });
    assert.deepEqual([none.items, none.total], [[], 0]);
  }));

Deno.test("every deployment with its outcome outlives the key-value store", () =>
  withHouse(async ({ jobs, stage, until, process }) => {
    const ends: Deployment[] = [];
    for (const end of ["healthy", "failed", "cancelled", "committed"] as const) {
      const environment = end === "committed" ? "branch" : "local";
      const { id } = await jobs.start({ workflow: "hello", environment }, ada);
      const count = ends.length + 1;
      if (end !== "committed") await eventually(() => stage.applied.length === count);
      if (end === "healthy") stage.succeed();
      if (end === "failed") stage.fail(new AppError("engine_lost", "The engine is gone"));
      if (end === "cancelled") await jobs.cancel(id, ada);
      ends.unshift(await until(id, end));
    }
    const later = process({ state: createState(createMemoryKeyValue()) });
    const { items, total } = await later.list({ page: 1, perPage: 10 });
    assert.deepEqual(items, ends);
    assert.equal(total, 4);
    for (const end of ends) assert.deepEqual(await later.find(end.id), end);
    const failed = await later.list({ page: 1, perPage: 10, state: "failed" });
    assert.deepEqual(failed.items.map(({ reason }) => reason), ["engine_lost"]);
    await assert.rejects(later.find("nothing"), { code: "not_found" });
  }));

Deno.test("a deployment whose outcome nobody wrote is shown as committed, and says so", () =>
  withHouse(async ({ jobs, process, until }) => {
    const { id } = await jobs.start(HELLO, ada);
    await until(id, "applying");
    const later = process({ state: createState(createMemoryKeyValue()) });
    const { state, reason, commit } = await later.find(id);
    assert.deepEqual([state, reason], ["committed", "outcome_unknown"]);
    assert.equal(commit, (await jobs.find(id)).commit);
  }));

Deno.test("paging reads no branch again that has not moved", () =>
  withHouse(async ({ jobs, store, until, process }) => {
    const { id } = await jobs.start({ workflow: "hello", environment: "branch" }, ada);
    await until(id, "committed");
    let reads = 0;
    const counting = {
      ...store,
      history: (commit: string, limit: number) => {
        reads++;
        return store.history(commit, limit);
      },
      readNote: (commit: string) => {
        reads++;
        return store.readNote(commit);
      },
    };
    const other = process({ store: counting });
    await other.list({ page: 1, perPage: 10 });
    const before = reads;
    for (let page = 1; page < 5; page++) await other.list({ page, perPage: 1 });
    assert.equal(reads, before);
    const next = await jobs.start({ workflow: "hello", environment: "branch" }, ada);
    await until(next.id, "committed");
    assert.equal((await other.list({ page: 1, perPage: 10 })).total, 2);
  }));
