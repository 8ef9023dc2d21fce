import assert from "node:assert/strict";
import { createState } from "../../../lib/state/create_state.ts";
import { denoKv } from "../../../lib/state/deno_kv.ts";
import type { KeyValue } from "../../../lib/state/key_value.ts";
import type { Lease, State } from "../../../lib/state/state.ts";
import { inFolder } from "../../helpers/host.ts";
import { sampleAccount } from "../../helpers/state_samples.ts";

const SCRIPT = new URL("./worker.ts", import.meta.url).pathname;
const FOUR = ["one", "two", "three", "four"];

test("four processes count to 400", async (path) => {
  await work(path, "count", FOUR);
  const keyValue = await denoKv.open({ path });
  const { value } = (await keyValue.get(["count"]))!;
  keyValue.close();
  assert.equal(value, 400);
});

test("four processes append events without holes", async (path) => {
  const ids = await work(path, "events", FOUR) as number[][];
  for (const own of ids) assert.deepEqual(own, [...own].sort((a, b) => a - b));
  assert.deepEqual(
    ids.flat().sort((a, b) => a - b),
    Array.from({ length: 400 }, (_, at) => at + 1),
  );
  await inState(path, async ({ events }) => {
    const logged = await events.after(0, 1_000);
    assert.deepEqual(logged.map(({ id }) => id), Array.from({ length: 400 }, (_, at) => at + 1));
    for (const [at, name] of FOUR.entries()) {
      const own = logged.filter(({ data }) => data.says === name).map(({ id }) => id);
      assert.deepEqual(own, ids[at]);
    }
  });
});

test("four processes append audit records to one chain", async (path) => {
  await work(path, "audit", FOUR);
  await inState(path, async ({ audit }) => {
    assert.deepEqual([await audit.count(), await audit.verify()], [200, undefined]);
  });
});

test("of four processes that start at once, one makes the first key", async (path) => {
  const added = await work(path, "addKey", FOUR);
  assert.equal(added.filter(Boolean).length, 1);
  await inState(path, async ({ keys }) => {
    assert.deepEqual((await keys.list()).map(({ id }) => id), [FOUR[added.indexOf(true)]]);
  });
});

test("of two administrators who demote each other in two processes, one stays", async (path) => {
  await inState(path, async ({ accounts }) => {
    for (const name of ["ada", "bob"]) await accounts.create(sampleAccount(name));
  });
  const done = await work(path, "demoteOther", ["ada", "bob"]);
  assert.deepEqual(done.sort(), ["conflict", "done"]);
});

test("of four processes, one at a time holds a lease", async (path) => {
  const tokens = await work(path, "takeTurns", FOUR) as number[][];
  const all = tokens.flat();
  assert.deepEqual([all.length, new Set(all).size], [60, 60]);
  for (const own of tokens) assert.deepEqual(own, [...own].sort((a, b) => a - b));
});

test("the lease of a process that was killed is taken over after its time", async (path) => {
  const worker = spawn(path, "hold", "one");
  const held = await worker.next() as Lease;
  await worker.kill();
  await inState(path, async ({ leases }) => {
    assert.equal(await leases.acquire("work", "two", 500, held.expiresAt - 1), undefined);
    const taken = await leases.acquire("work", "two", 500, held.expiresAt);
    assert.ok(taken && taken.token > held.token);
    assert.equal(await leases.renew(held, 500, held.expiresAt - 1), undefined);
  });
});

test("a process that is killed while it appends leaves whole events", async (path) => {
  for (let round = 1; round <= 4; round++) {
    const worker = spawn(path, "endless", "one");
    const first = await worker.next() as number;
    let acknowledged = first;
    while (acknowledged < first + 7 * round) acknowledged = await worker.next() as number;
    await worker.kill();
    await inState(path, async ({ events }) => {
      const { first, last } = await events.range();
      assert.ok(first === 1 && last >= acknowledged, `${first} ${last} ${acknowledged}`);
      const ids = (await events.after(0, 1_000)).map(({ id }) => id);
      assert.deepEqual(ids, Array.from({ length: last }, (_, at) => at + 1));
    });
  }
});

function test(promise: string, fn: (path: string) => Promise<void>): void {
  Deno.test(`[deno-kv] ${promise}`, () => inFolder((folder) => fn(`${folder}/state.db`)));
}

/** Lets workers of these names begin together; answers what each came to. */
async function work(path: string, task: string, names: readonly string[]): Promise<unknown[]> {
  const workers = names.map((name) => spawn(path, task, name, false));
  await Promise.all(workers.map((worker) => worker.ready));
  await Promise.all(workers.map((worker) => worker.begin()));
  return await Promise.all(workers.map((worker) => worker.end()));
}

/** A process that works, and the lines of JSON that it prints. */
interface Worker {
  readonly ready: Promise<unknown>;
  begin(): Promise<void>;
  next(): Promise<unknown>;
  /** What it came to; it must succeed. */
  end(): Promise<unknown>;
  kill(): Promise<void>;
}

function spawn(path: string, task: string, name: string, isAlone = true): Worker {
  const args = ["run", "--quiet", "--unstable-kv", "--no-check", "-A", SCRIPT, path, task, name];
  const command = new Deno.Command(Deno.execPath(), { args, stdin: "piped", stdout: "piped" });
  const child = command.spawn();
  const lines = linesOf(child.stdout);
  const next = async () => JSON.parse((await lines.next()).value ?? "null");
  const stdin = child.stdin.getWriter();
  const begin = async () => {
    await stdin.write(new Uint8Array(1));
    await stdin.close();
  };
  const ready = next().then(() => isAlone ? begin() : undefined);
  return {
    ready,
    begin,
    next: () => ready.then(next),
    async end() {
      const answer = await next();
      assert.equal((await lines.next()).done, true);
      assert.equal((await child.status).code, 0);
      return answer;
    },
    async kill() {
      child.kill("SIGKILL");
      await child.status;
      while (!(await lines.next()).done);
    },
  };
}

async function* linesOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, undefined> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
}

async function inState(
  path: string,
  fn: (state: State, keyValue: KeyValue) => Promise<void>,
): Promise<void> {
  const keyValue = await denoKv.open({ path });
  try {
    await fn(createState(keyValue), keyValue);
  } finally {
    keyValue.close();
  }
}
