/// <reference lib="dom" />
import assert from "node:assert/strict";
import { createNewsStream, type NewsStreamOptions } from "../../islands/news_stream.ts";
import type { Tidings } from "../../islands/tidings.ts";

Deno.test("the stream begins behind the last id", () => {
  assert.equal(openStream(7).path(), "/api/v1/events?after=7");
  assert.equal(openStream(undefined).path(), "/api/v1/events");
});

Deno.test("an event carries its id, its type and its data", () => {
  const { source, told } = openStream(1);
  source().say("workflow_update", '{"workflow":"shop"}', "2");
  assert.deepEqual(told, [
    { kind: "event", event: { id: 2, type: "workflow_update", data: { workflow: "shop" } } },
  ]);
});

Deno.test("without an id something may have been missed, with one the server knows", () => {
  const [fresh, resumed] = [openStream(undefined), openStream(7)];
  fresh.source().onopen();
  resumed.source().onopen();
  assert.deepEqual(kinds(fresh.told), ["missed", "state"]);
  assert.deepEqual(kinds(resumed.told), ["state"]);
});

Deno.test("reset says that something was missed, and forgets the id", async () => {
  const { source, told, path, wait } = openStream(7);
  source().say("reset", "{}", "");
  assert.deepEqual(kinds(told), ["missed"]);
  source().fail(2);
  await wait();
  assert.equal(path(), "/api/v1/events");
});

Deno.test("bye ends the stream; it is opened again behind the last id", async () => {
  const { source, path, wait } = openStream(1);
  source().say("log", "{}", "5");
  source().say("bye", "{}", "");
  assert.ok(source().isClosed);
  await wait();
  assert.equal(path(), "/api/v1/events?after=5");
});

Deno.test("a lost connection is left to the browser, which opens it again by itself", () => {
  const { source, told, waits } = openStream(1);
  source().fail(0);
  assert.deepEqual(told, [{ kind: "state", state: "reconnecting", last: 1 }]);
  assert.deepEqual(waits, []);
});

Deno.test("a refused connection is tried again with longer and longer waits", async () => {
  const { source, waits, wait } = openStream(1);
  for (let index = 0; index < 8; index++) {
    source().fail(2);
    await wait();
  }
  const most = [1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1000);
  assert.ok(waits.every((time, index) => time > most[index]! / 2 - 1 && time <= most[index]!));
});

Deno.test("a session that is over leads to the sign-in page", async () => {
  let signedIn = 0;
  const { source, wait } = openStream(1, {
    refresh: () => Promise.resolve(false),
    signIn: () => signedIn++,
  });
  source().fail(2);
  await wait();
  assert.equal(signedIn, 1);
});

Deno.test("a closed stream is not opened again", async () => {
  const { source, stream, wait, opened } = openStream(1);
  source().fail(2);
  stream.close();
  await wait();
  assert.equal(opened(), 1);
});

function kinds(told: readonly Tidings[]): string[] {
  return told.map(({ kind }) => kind);
}

/** A source of events that a test speaks for. */
class FakeSource {
  readonly listeners = new Map<string, (event: unknown) => void>();
  readyState = 1;
  isClosed = false;
  onopen = () => {};
  onerror = () => {};

  addEventListener(type: string, listener: (event: unknown) => void): void {
    this.listeners.set(type, listener);
  }
  say(type: string, data: string, lastEventId: string): void {
    this.listeners.get(type)!({ data, lastEventId });
  }
  fail(readyState: number): void {
    this.readyState = readyState;
    this.onerror();
  }
  close(): void {
    this.isClosed = true;
    this.readyState = 2;
  }
}

function openStream(last: number | undefined, options: Partial<NewsStreamOptions> = {}) {
  const told: Tidings[] = [];
  const paths: string[] = [];
  const sources: FakeSource[] = [];
  const waits: number[] = [];
  let work: () => unknown = () => {};
  const stream = createNewsStream(last, (tidings) => told.push(tidings), {
    refresh: () => Promise.resolve(true),
    signIn: () => assert.fail(),
    connect(path) {
      paths.push(path);
      sources.push(new FakeSource());
      return sources.at(-1) as unknown as EventSource;
    },
    later(later, milliseconds) {
      work = later;
      waits.push(milliseconds);
    },
    ...options,
  });
  return {
    stream,
    told,
    waits,
    path: () => paths.at(-1),
    opened: () => paths.length,
    source: () => sources.at(-1)!,
    wait: async () => void await work(),
  };
}
