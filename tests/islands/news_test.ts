import assert from "node:assert/strict";
import type { Leadership } from "../../islands/leadership.ts";
import { createNews, type News } from "../../islands/news.ts";
import type { Tidings } from "../../islands/tidings.ts";
import type { EventType, LoggedEvent } from "../../lib/model/event.ts";

const WORKFLOWS = { types: ["workflow_update" as EventType] };

Deno.test("follow() passes on what its filter lets through, until it is stopped", () => {
  using tabs = createTabs();
  const { news } = tabs.open();
  const heard: number[] = [];
  const stop = news.follow(WORKFLOWS, ({ id }) => heard.push(id));
  tabs.stream.tell({ kind: "event", event: event(1, "workflow_update") });
  tabs.stream.tell({ kind: "event", event: event(2, "health") });
  stop();
  tabs.stream.tell({ kind: "event", event: event(3, "workflow_update") });
  assert.deepEqual(heard, [1]);
});

Deno.test("one tab holds the stream, and all hear of it", async () => {
  using tabs = createTabs();
  const all = [tabs.open(), tabs.open(), tabs.open()];
  const heard = all.map(({ news }) => {
    const ids: number[] = [];
    news.follow({}, ({ id }) => ids.push(id));
    return ids;
  });
  tabs.stream.tell({ kind: "event", event: event(1, "log") });
  await delivered();
  assert.deepEqual(heard, [[1], [1], [1]]);
  assert.equal(tabs.opened.length, 1);
});

Deno.test("when the tab that holds the stream closes, another goes on from the last id", async () => {
  using tabs = createTabs();
  const [first, second] = [tabs.open(), tabs.open()];
  const heard: number[] = [];
  second.news.follow({}, ({ id }) => heard.push(id));
  tabs.stream.tell({ kind: "event", event: event(7, "log") });
  await delivered();
  first.news.close();
  assert.deepEqual(tabs.opened, [undefined, 7]);
  tabs.stream.tell({ kind: "event", event: event(7, "log") });
  tabs.stream.tell({ kind: "event", event: event(8, "log") });
  assert.deepEqual(heard, [7, 8]);
});

Deno.test("a page is older than its stream, so it hears that it may have missed something", () => {
  using tabs = createTabs();
  const { news } = tabs.open();
  const missed = missesOf(news);
  tabs.stream.tell({ kind: "missed" });
  tabs.stream.tell({ kind: "state", state: "connected", last: undefined });
  assert.equal(missed(), 1);
});

Deno.test("a tab that opens later learns how the stream stands, and that it may have missed something", async () => {
  using tabs = createTabs();
  tabs.open();
  tabs.stream.tell({ kind: "state", state: "connected", last: 4 });
  const { news } = tabs.open();
  const missed = missesOf(news);
  await delivered();
  assert.equal(news.state.value, "connected");
  assert.equal(missed(), 1);
});

Deno.test("who follows only after the stream is there may have missed something, too", () => {
  using tabs = createTabs();
  const { news } = tabs.open();
  tabs.stream.tell({ kind: "state", state: "connected", last: 4 });
  assert.equal(missesOf(news)(), 1);
});

Deno.test("a reset lets ids begin anew", () => {
  using tabs = createTabs();
  const { news } = tabs.open();
  const heard: number[] = [];
  news.follow({}, ({ id }) => heard.push(id));
  tabs.stream.tell({ kind: "state", state: "connected", last: undefined });
  tabs.stream.tell({ kind: "event", event: event(900, "log") });
  tabs.stream.tell({ kind: "missed" });
  tabs.stream.tell({ kind: "event", event: event(1, "log") });
  assert.deepEqual(heard, [900, 1]);
});

function event(id: number, type: EventType): LoggedEvent {
  return { id, type, data: { at: "2026-11-21T10:00:00.000Z", actor: "ada", workflow: "shop" } };
}

function missesOf(news: News): () => number {
  let count = 0;
  news.follow({}, () => {}, () => count++);
  return () => count;
}

/** Messages between tabs take a turn. */
function delivered(): Promise<void> {
  return new Promise((done) => setTimeout(done, 20));
}

/** Tabs of one browser, of which one leads, and its stream. */
function createTabs() {
  const name = crypto.randomUUID();
  const waiting: { lead: () => void; id: number }[] = [];
  const opened: (number | undefined)[] = [];
  const news: News[] = [];
  const streams: ((tidings: Tidings) => void)[] = [];
  let next = 0;

  function leadership(): Leadership {
    const id = next++;
    return {
      take(lead) {
        waiting.push({ lead, id });
        if (waiting[0]!.id === id) lead();
      },
      leave() {
        const wasLeader = waiting[0]?.id === id;
        waiting.splice(waiting.findIndex((one) => one.id === id), 1);
        if (wasLeader) waiting[0]?.lead();
      },
    };
  }

  return {
    opened,
    open() {
      const tab = createNews({
        leadership: leadership(),
        channel: new BroadcastChannel(name),
        open(last, tell) {
          opened.push(last);
          streams.push(tell);
          return { close() {} };
        },
      });
      news.push(tab);
      return { news: tab };
    },
    stream: { tell: (tidings: Tidings) => streams.at(-1)!(tidings) },
    [Symbol.dispose]() {
      for (const one of news) one.close();
    },
  };
}
