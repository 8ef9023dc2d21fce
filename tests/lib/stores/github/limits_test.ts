import assert from "node:assert/strict";
import { createOwnText } from "../../../../lib/stores/github/turns.ts";
import type { Store } from "../../../../lib/stores/store.ts";
import { begin, refuses, save } from "../../../contracts/store_changes.ts";
import {
  createFakeGitHub,
  createTestClock,
  type FakeGitHub,
} from "../../../helpers/fake_github.ts";

const PATH = "workflows/a.yaml";
const MINUTE = 60_000;

async function withFile(): Promise<{ fake: FakeGitHub; store: Store; base: string }> {
  const fake = createFakeGitHub();
  const store = fake.store();
  const base = await begin(store, { [PATH]: "1" });
  fake.forget();
  return { fake, store, base };
}

/** Times between requests that write. */
function gaps(fake: FakeGitHub): number[] {
  const times = fake.seen.filter(({ method }) => method !== "GET").map(({ at }) => at);
  return times.slice(1).map((time, index) => time - times[index]!);
}

function retryAfter(error: { details: Readonly<Record<string, unknown>> }): number {
  return Number(error.details["retryAfter"]);
}

const REFUSALS: readonly (readonly [string, number, Record<string, string>, string])[] = [
  ["a 429 with a time", 429, { "retry-after": "7" }, "slow down"],
  ["a 403 with a time", 403, { "retry-after": "7" }, "slow down"],
];

for (const [what, status, headers, message] of REFUSALS) {
  Deno.test(`after ${what} nothing is asked before it`, async () => {
    const { fake, base } = await withFile();
    const store = fake.store();
    fake.fault = () => Response.json({ message }, { status, headers });
    assert.equal(retryAfter(await refuses("store_busy", store.read(base, PATH))), 7);
    fake.fault = undefined;
    await fake.clock.wait(6_999);
    assert.equal(retryAfter(await refuses("store_busy", store.read(base, PATH))), 1);
    await refuses("store_busy", save(store, base, { [PATH]: "2" }));
    assert.equal(fake.seen.length, 1);
    await fake.clock.wait(1);
    assert.ok(await store.read(base, PATH));
  });
}

Deno.test("after the last request of an hour nothing is asked before the next", async () => {
  const { fake, base } = await withFile();
  const reset = Math.ceil(fake.clock.now() / 1000) + 600;
  fake.headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) };
  const store = fake.store();
  await store.defaultBranch();
  fake.headers = {};
  const error = await refuses("store_busy", store.read(base, PATH));
  assert.ok(retryAfter(error) > 590 && retryAfter(error) <= 601);
  assert.equal(fake.seen.length, 1);
  await fake.clock.wait(601_000);
  assert.ok(await store.read(base, PATH));
});

Deno.test("a secondary limit without a time is a minute, and doubles while it goes on", async () => {
  const { fake, base } = await withFile();
  const store = fake.store();
  const message = "You have exceeded a secondary rate limit";
  fake.fault = () => Response.json({ message }, { status: 403 });
  for (const minutes of [1, 2, 4, 8, 16, 16]) {
    const error = await refuses("store_busy", store.read(base, PATH));
    assert.equal(retryAfter(error), minutes * 60);
    await fake.clock.wait(minutes * MINUTE - 1);
    const asked = fake.seen.length;
    await refuses("store_busy", store.read(base, PATH));
    assert.equal(fake.seen.length, asked, "it was asked too early");
    await fake.clock.wait(1);
  }
  fake.fault = undefined;
  assert.ok(await store.read(base, PATH));
  fake.fault = () => Response.json({ message }, { status: 403 });
  assert.equal(
    retryAfter(
      await refuses(
        "store_busy",
        store.list(base, "none").then(() => store.defaultBranch()),
      ),
    ),
    60,
  );
});

Deno.test("a limit that GraphQL tells with 200 is obeyed too", async () => {
  const { fake, store, base } = await withFile();
  const errors = [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }];
  fake.fault = ({ path }) =>
    path === "/graphql"
      ? Response.json({ errors }, { headers: { "retry-after": "30" } })
      : undefined;
  const error = await refuses("store_busy", save(store, base, { [PATH]: "2" }));
  assert.equal(retryAfter(error), 30);
  const asked = fake.seen.length;
  await refuses("store_busy", save(store, base, { [PATH]: "2" }));
  assert.equal(fake.seen.length, asked);
});

Deno.test("a commit whose message speaks of limits is no limit", async () => {
  const { fake, store, base } = await withFile();
  const message = "You have exceeded a secondary rate limit";
  const commit = await save(store, base, { [PATH]: "2" }, { message });
  assert.equal((await fake.store().history(commit, 1)).length, 1);
  assert.ok(await store.defaultBranch());
});

Deno.test("a 403 that is no limit is a matter of rights, and stops nobody", async () => {
  const { fake, base } = await withFile();
  const store = fake.store();
  fake.fault = () => Response.json({ message: "Resource not accessible" }, { status: 403 });
  await refuses("permission_denied", store.read(base, PATH));
  fake.fault = undefined;
  assert.ok(await store.read(base, PATH));
});

Deno.test("writes are a second apart, of two processes together", async () => {
  const fake = createFakeGitHub();
  const shared = createOwnText();
  const stores = [fake.store({ shared }), fake.store({ shared, hasGraphql: false })];
  let head = await begin(stores[0]!, { [PATH]: "0" });
  for (let index = 0; index < 6; index++) {
    head = await save(stores[index % 2]!, head, { [PATH]: `${index}` });
  }
  assert.ok(fake.seen.filter(({ method }) => method !== "GET").length > 12);
  assert.ok(gaps(fake).every((gap) => gap >= 1000), gaps(fake).join(" "));
});

Deno.test("writes of processes that do not share their turns come closer: the sharing does it", async () => {
  const fake = createFakeGitHub();
  const head = await begin(fake.store(), { [PATH]: "0" });
  await save(fake.store(), head, { [PATH]: "1" });
  assert.ok(gaps(fake).some((gap) => gap < 1000));
});

Deno.test("writes are at most 80 in a minute and 500 in an hour", async () => {
  const fake = createFakeGitHub();
  const store = fake.store();
  let head = await begin(store, { [PATH]: "0" });
  let refused: number | undefined;
  for (let index = 0; index < 600 && refused === undefined; index++) {
    head = await save(store, head, { [PATH]: `${index}` }).catch((error) => {
      refused = retryAfter(error);
      return head;
    });
  }
  const times = fake.seen.filter(({ method }) => method !== "GET").map(({ at }) => at);
  assert.equal(times.length, 500);
  const inAMinute = times.map((time) => times.filter((at) => at >= time && at < time + MINUTE));
  assert.ok(Math.max(...inAMinute.map(({ length }) => length)) <= 80);
  assert.ok(refused! > 60 && refused! <= 3600);
  await fake.clock.wait(refused! * 1000);
  await save(store, head, { [PATH]: "late" });
  assert.ok(fake.seen.at(-1)!.at - times[0]! >= 60 * MINUTE);
});

Deno.test("a pause that one process was told keeps the writes of another back", async () => {
  const fake = createFakeGitHub();
  const shared = createOwnText();
  const [one, other] = [fake.store({ shared }), fake.store({ shared })];
  const base = await begin(one, { [PATH]: "0" });
  await other.read(base, PATH);
  await other.head("main");
  fake.forget();
  fake.fault = () => Response.json({}, { status: 429, headers: { "retry-after": "300" } });
  await refuses("store_busy", save(one, base, { [PATH]: "1" }));
  fake.fault = undefined;
  assert.ok(retryAfter(await refuses("store_busy", save(other, base, { [PATH]: "1" }))) > 290);
  assert.equal(fake.seen.length, 1);
});

Deno.test("a turn survives a clock that was set back, and a text that is none of ours", async () => {
  const fake = createFakeGitHub();
  const shared = createOwnText();
  const base = await begin(fake.store({ shared }), { [PATH]: "0" });
  const earlier = createTestClock();
  await earlier.wait(-24 * 60 * MINUTE);
  await save(fake.store({ shared, clock: earlier }), base, { [PATH]: "1" });
  await shared.update(() => "{}");
  await save(fake.store({ shared }), fake.git.refs.get("refs/heads/main")!, { [PATH]: "2" });
});
