import assert from "node:assert/strict";
import type { EventType } from "../../../lib/model/event.ts";
import { createEvents, type Events } from "../../../lib/services/events.ts";
import type { EventLog, State } from "../../../lib/state/state.ts";
import { about, follower, openEvents } from "./events/following.ts";

const ALL = { filter: {} };

/** A signal that nobody aborts. */
const { signal } = new AbortController();

function follow(events: Events, after?: number) {
  return follower(events.follow({ ...ALL, signal, ...(after !== undefined && { after }) }));
}

/** A state whose log has forgotten what came before an id. */
function forgetful(state: State, first: () => number): Pick<State, "events" | "versions"> {
  const log: EventLog = {
    ...state.events,
    after: (id, limit) => state.events.after(Math.max(id, first() - 1), limit),
    range: async () => ({ ...await state.events.range(), first: first() }),
  };
  return { events: log, versions: state.versions };
}

Deno.test("follow() answers at once, so that proxies pass the answer on", async () => {
  const { events } = openEvents();
  const bytes = await follow(events).bytes();
  assert.match(new TextDecoder().decode(bytes), /^retry: 2000\n\n: .+\n\n$/);
  await events.close();
});

Deno.test("follow() tells what is published from then on, with its id and type", async () => {
  const { events } = openEvents();
  await events.publish("log", about("before"));
  const reader = follow(events);
  await events.publish("log", about("shop"));
  await events.publish("alert", about("blog", { text: "ä" }));
  assert.deepEqual(await reader.take(2), [
    { id: 2, event: "log", data: about("shop") },
    { id: 3, event: "alert", data: about("blog", { text: "ä" }) },
  ]);
  await events.close();
});

Deno.test("follow() misses nothing that is published right after it", async () => {
  const { events } = openEvents();
  const readers = [];
  for (let round = 0; round < 20; round++) {
    readers.push([follow(events), round] as const);
    void events.publish("log", about(`w${round}`));
  }
  for (const [reader, round] of readers) {
    assert.deepEqual((await reader.next())?.data, about(`w${round}`));
  }
  await events.close();
});

Deno.test("follow() tells only what the reader asked for", async () => {
  const { events } = openEvents();
  const filters = [
    { workflow: "shop" },
    { types: ["log", "alert"] as const },
    { deployment: "d1" },
    {},
  ];
  const readers = filters.map((filter) => follower(events.follow({ filter, signal })));
  await events.publish("workflow_update", about("shop"));
  await events.publish("log", about("blog"));
  await events.publish("deployment_status", about("blog", { id: "d1" }));
  await events.publish("alert", about("shop", { id: "d1" }));
  await events.close();
  const ids = await Promise.all(readers.map(async (reader) => {
    return (await reader.take(9)).map(({ id }) => id);
  }));
  assert.deepEqual(ids, [[1, 4, undefined], [2, 4, undefined], [3, undefined], [
    1,
    2,
    3,
    4,
    undefined,
  ]]);
});

Deno.test("an event is encoded once, and everybody gets the same bytes", async () => {
  const { events } = openEvents();
  const readers = Array.from({ length: 50 }, () => follow(events));
  const late = follow(events, 0);
  for (const reader of [...readers, late]) await reader.bytes();
  for (let count = 0; count < 10; count++) await events.publish("log", about("shop"));
  const first = await readers[0]!.bytes();
  for (const reader of [...readers.slice(1), late]) {
    assert.equal(await reader.bytes(), first);
  }
  const again = follow(events, 0);
  assert.equal((await again.take(10)).length, 10);
  assert.equal(events.encoded, 10);
  await events.close();
});

Deno.test("follow() with an id gives what came after it, then what comes", async () => {
  const { events } = openEvents();
  for (let count = 0; count < 250; count++) void events.publish("log", about("shop"));
  await events.publish("log", about("shop"));
  const reader = follow(events, 3);
  for (let count = 0; count < 50; count++) void events.publish("log", about("shop"));
  const ids = (await reader.take(298)).map(({ id }) => id);
  assert.deepEqual(ids, Array.from({ length: 298 }, (_, at) => at + 4));
  await events.close();
});

Deno.test("follow() with an id that is too old says reset, then what comes", async () => {
  const { state, events } = openEvents();
  for (let count = 0; count < 9; count++) await events.publish("log", about("shop"));
  await events.close();
  const late = createEvents({ state: forgetful(state, () => 5) });
  const known = follow(late, 4);
  const tooOld = follow(late, 3);
  assert.deepEqual(await tooOld.next(), { id: 9, event: "reset", data: { last: 9 } });
  await late.publish("log", about("new"));
  assert.equal((await tooOld.next())?.id, 10);
  assert.deepEqual((await known.take(6)).map(({ id }) => id), [5, 6, 7, 8, 9, 10]);
  await late.close();
});

Deno.test("whoever hears live is sent away when events were forgotten before they were seen", async () => {
  const { state } = openEvents();
  let first = 1;
  const events = createEvents({ state: forgetful(state, () => first), pollInterval: 2 });
  const reader = follow(events);
  await events.publish("log", about("shop"));
  assert.equal((await reader.next())?.id, 1);
  first = 5;
  await state.events.append(Array.from({ length: 9 }, () => ({ type: "log", data: about("x") })));
  assert.equal(await reader.next(), undefined);
  assert.equal((await follow(events, 1).next())?.event, "reset");
  await events.close();
});

Deno.test("an event between the last look at the log and the first one live is not missed", async () => {
  const { state } = openEvents();
  let between = () => Promise.resolve();
  const after: EventLog["after"] = async (id, limit) => {
    const page = await state.events.after(id, limit);
    await between();
    return page;
  };
  const events = createEvents({ state: { ...state, events: { ...state.events, after } } });
  const live = follow(events);
  await events.publish("log", about("first"));
  assert.equal((await live.next())?.id, 1);
  between = () => {
    between = () => Promise.resolve();
    return events.publish("log", about("between"));
  };
  assert.deepEqual((await follow(events, 0).take(2)).map(({ id }) => id), [1, 2]);
  await events.close();
});

Deno.test("a reader that has read ahead of the others hears nothing twice", async () => {
  const { state, events } = openEvents({ pollInterval: 100_000 });
  const live = follow(events);
  await events.publish("log", about("first"));
  assert.equal((await live.next())?.id, 1);
  await state.events.append([{ type: "log", data: about("theirs") }]);
  const ahead = follow(events, 0);
  assert.deepEqual((await ahead.take(2)).map(({ id }) => id), [1, 2]);
  // It joins after the others were told of 1, and before they are of 2.
  await new Promise((resolve) => setTimeout(resolve, 5));
  await events.publish("log", about("ours"));
  assert.deepEqual((await live.take(2)).map(({ id }) => id), [2, 3]);
  assert.equal((await ahead.next())?.id, 3);
  await events.close();
});

Deno.test("old events are read no faster than the reader takes them", async () => {
  const { state } = openEvents();
  const text = "x".repeat(4000);
  const data = about("shop", { text });
  await state.events.append(Array.from({ length: 1000 }, () => ({ type: "log", data })));
  let pages = 0;
  const after: EventLog["after"] = (id, limit) => {
    pages++;
    return state.events.after(id, limit);
  };
  const events = createEvents({ state: { ...state, events: { ...state.events, after } } });
  const reader = follow(events, 0);
  await reader.bytes();
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(pages, 1);
  assert.equal((await reader.take(1000)).length, 1000);
  await events.close();
});

Deno.test("follow() with an id of a log that is gone says reset", async () => {
  const { events } = openEvents();
  await events.publish("log", about("shop"));
  const reader = follow(events, 7);
  assert.deepEqual(await reader.next(), { id: 1, event: "reset", data: { last: 1 } });
  await events.publish("log", about("shop"));
  assert.equal((await reader.next())?.id, 2);
  await events.close();
});

Deno.test("events of another process come too, each once and in order", async () => {
  const { state, events } = openEvents({ pollInterval: 5 });
  const other = createEvents({ state, pollInterval: 5 });
  const readers = [follow(events), follow(other), follow(events, 0)];
  for (const reader of readers) await reader.bytes();
  await other.publish("log", about("theirs"));
  for (const reader of readers) assert.equal((await reader.next())?.id, 1);
  const published = [];
  for (let count = 0; count < 100; count++) {
    published.push((count % 3 ? events : other).publish("log", about("shop")));
  }
  await Promise.all(published);
  for (const reader of readers) {
    const ids = (await reader.take(100)).map(({ id }) => id);
    assert.deepEqual(ids, Array.from({ length: 100 }, (_, at) => at + 2));
  }
  await Promise.all([events.close(), other.close()]);
});

Deno.test("an own event waits for those of another process that come before it", async () => {
  const { state, events } = openEvents({ pollInterval: 100_000 });
  const reader = follow(events);
  await events.publish("log", about("first"));
  await state.events.append([{ type: "log", data: about("theirs") }]);
  await events.publish("log", about("ours"));
  assert.deepEqual((await reader.take(3)).map(({ id }) => id), [1, 2, 3]);
  await events.close();
});

Deno.test("the state is asked for news only while somebody follows, one question at a time", async () => {
  const { state } = openEvents();
  let [asked, asking, most] = [0, 0, 0];
  const versions = {
    async read(name: "events") {
      asked++;
      most = Math.max(most, ++asking);
      await new Promise((resolve) => setTimeout(resolve, 7));
      asking--;
      return await state.versions.read(name);
    },
  } as State["versions"];
  const events = createEvents({ state: { ...state, versions }, pollInterval: 1 });
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(asked, 0);
  const reader = follow(events);
  while (asked < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  await reader.leave();
  const before = asked;
  assert.equal(most, 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(asked, before);
  await events.close();
});

Deno.test("nothing in an event can make a field or another event", async () => {
  const { events } = openEvents();
  const hostile = "x\r\nid: 99\n\nevent: alert\rdata: {}\n\n\u2028\u0085";
  const reader = follow(events);
  await events.publish("log", about(hostile, { [hostile]: hostile }));
  await events.publish("log", about("next"));
  assert.deepEqual(await reader.take(2), [
    { id: 1, event: "log", data: about(hostile, { [hostile]: hostile }) },
    { id: 2, event: "log", data: about("next") },
  ]);
  await assert.rejects(events.publish("log\ndata: {}" as EventType, about("x")), {
    code: "invalid_input",
  });
  await events.close();
});

Deno.test("a comment comes again and again to whoever hears nothing", async () => {
  const { events } = openEvents({ keepAlive: 5 });
  const [one, two] = [follow(events), follow(events)];
  for (const reader of [one, two]) {
    await reader.bytes();
    for (let count = 0; count < 2; count++) {
      assert.equal(new TextDecoder().decode(await reader.bytes()), ": keep-alive\n\n");
    }
  }
  await events.close();
});

Deno.test("close() says bye to everyone, behind what they have not read, and ends the streams", async () => {
  const { events } = openEvents();
  const readers = Array.from({ length: 20 }, () => follow(events));
  const stalled = follow(events);
  await stalled.bytes();
  for (let count = 0; count < 50; count++) await events.publish("log", about("x".repeat(1000)));
  for (const reader of readers) await reader.take(50);
  const start = performance.now();
  await events.close();
  assert.ok(performance.now() - start < 1_000);
  assert.equal((await stalled.take(50)).length, 50);
  for (const reader of [...readers, stalled]) {
    assert.deepEqual(await reader.next(), { event: "bye", data: {} });
    assert.equal(await reader.next(), undefined);
  }
  assert.equal(events.readers, 0);
  const late = follow(events);
  assert.equal((await late.next())?.event, "bye");
  assert.equal(await late.next(), undefined);
});

Deno.test("what is published after close() is kept for the next process", async () => {
  const { state, events } = openEvents();
  await events.close();
  await events.publish("log", about("late"));
  const next = createEvents({ state });
  assert.deepEqual((await follow(next, 0).next())?.data, about("late"));
  await next.close();
});

/** A test after which no timer may be left. */
const STRICT = { sanitizeOps: true, sanitizeResources: true };

Deno.test(
  "a reader is gone when its signal aborts, or it leaves, and with the last the timers",
  STRICT,
  async () => {
    const { events } = openEvents();
    const controller = new AbortController();
    const reader = follower(events.follow({ ...ALL, signal: controller.signal }));
    const other = follow(events);
    assert.equal(events.readers, 2);
    controller.abort();
    assert.equal(await reader.next(), undefined);
    assert.equal(events.readers, 1);
    const never = follower(events.follow({ ...ALL, signal: AbortSignal.abort() }));
    assert.equal(await never.next(), undefined);
    await other.leave();
    assert.equal(events.readers, 0);
  },
);

Deno.test("a log that does not answer ends the stream, and the reader may come back", async () => {
  const { state } = openEvents();
  const log = { ...state.events, after: () => Promise.reject(new Error("locked")) };
  const events = createEvents({ state: { ...state, events: log } });
  assert.equal(await follow(events, 0).next(), undefined);
  assert.equal(events.readers, 0);
});

Deno.test("publish() rejects when the log takes nothing, and goes on when it does again", async () => {
  const { state } = openEvents();
  let isFull = true;
  const append: EventLog["append"] = (some) =>
    isFull ? Promise.reject(new Error("full")) : state.events.append(some);
  const events = createEvents({ state: { ...state, events: { ...state.events, append } } });
  const reader = follow(events);
  await assert.rejects(events.publish("log", about("lost")));
  isFull = false;
  await events.publish("log", about("kept"));
  assert.deepEqual((await reader.next())?.data, about("kept"));
  await events.close();
});
