import assert from "node:assert/strict";
import type { EventData } from "../../lib/model/event.ts";
import { openApp, type TestApp } from "../helpers/app.ts";
import { things } from "./cases.ts";
import { FakeTime } from "./fake_time.ts";

const PATH = "/api/v1/events";

Deno.test("the stream tells what happens, with headers that no proxy may buffer by", async () => {
  await using test = await openApp();
  const response = await test.ask(PATH, { as: "viewer" });
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  assert.equal(response.headers.get("cache-control"), "no-cache, no-transform");
  assert.equal(response.headers.get("x-accel-buffering"), "no");
  const events = readerOf(response);
  const { workflow } = await things(test);
  const text = await events.until(/event: workflow_update\r?\n/);
  assert.match(text, new RegExp(`"workflow":"${workflow}"`));
  await events.cancel();
});

Deno.test("a stream goes on from the last id, by header or by query, and takes filters", async () => {
  await using test = await openApp();
  const { workflow } = await things(test);
  await things(test);
  const asked = async (query: string, headers: Record<string, string> = {}) => {
    const events = readerOf(await test.ask(`${PATH}${query}`, { as: "viewer", headers }));
    const text = await events.until(/event: workflow_update[^]*\n\n/);
    await events.cancel();
    return text;
  };
  assert.match(await asked("?after=1"), /id: 2\r?\n/);
  assert.doesNotMatch(await asked("?after=1"), /id: 1\r?\n/);
  assert.match(await asked("?after=1", { "last-event-id": "2" }), /id: 3\r?\n/);
  const filtered = await asked(`?after=0&workflow=${workflow}&type=workflow_update,log`);
  const names = [...filtered.matchAll(/"workflow":"(\w+)"/g)].map(([, name]) => name);
  assert.deepEqual(new Set(names), new Set([workflow]));
  const query = (text: string) => test.ask(`${PATH}?${text}`, { as: "viewer" });
  for (const bad of ["type=nonsense", "type=log,", "after=x", "after=-1", "workflow=UP", "x=1"]) {
    const response = await query(bad);
    assert.equal(response.status, 400, bad);
    await response.body?.cancel();
  }
  const bad = await test.ask(PATH, { as: "viewer", headers: { "last-event-id": "x\u00e4" } });
  assert.equal(bad.status, 400);
  await bad.body?.cancel();
});

Deno.test("whoever is cut off 500 times and comes back by the last id misses nothing", async () => {
  await using test = await openApp();
  const { publish } = test.services.events;
  const seen: number[] = [];
  const published: Promise<void>[] = [];
  const tell = () => {
    for (let left = Math.random() * 4; left > 0; left--) {
      published.push(publish("log", about("shop", { text: "x".repeat(Math.random() * 300) })));
    }
  };
  tell();
  for (let cut = 0; cut < 500; cut++) {
    tell();
    const last = String(seen.at(-1) ?? 0);
    const headers = { "last-event-id": last };
    const response = await test.ask(PATH, { as: "viewer", headers });
    queueMicrotask(tell);
    seen.push(...await idsWithin(response, 60 + Math.random() * 2000));
  }
  await Promise.all(published);
  const headers = { "last-event-id": String(seen.at(-1)) };
  const rest = readerOf(await test.ask(PATH, { as: "viewer", headers }));
  if (seen.at(-1)! < published.length) {
    const text = await rest.until(new RegExp(`id: ${published.length}\nevent.*\n.*\n\n`));
    seen.push(...idsOf(text));
  }
  await rest.cancel();
  assert.ok(published.length > 500);
  assert.deepEqual(seen, Array.from(published, (_, at) => at + 1));
});

Deno.test("an id that is too old, or of a log that is gone, is told reset", async () => {
  await using test = await openApp();
  const { publish } = test.services.events;
  const last = 5_100;
  await Promise.all(Array.from({ length: last }, () => publish("log", about("shop"))));
  for (const after of ["1", "90000"]) {
    const headers = { "last-event-id": after };
    const events = readerOf(await test.ask(PATH, { as: "viewer", headers }));
    const text = await events.until(/event: reset\n.*\n\n/);
    assert.ok(text.endsWith(`id: ${last}\nevent: reset\ndata: {"last":${last}}\n\n`), text);
    await events.cancel();
  }
});

Deno.test("a comment comes every fifteen seconds", async () => {
  await using test = await openApp();
  await test.token("viewer");
  using time = new FakeTime();
  const response = await test.ask(PATH, { as: "viewer" });
  const chunks: string[] = [];
  const reading = response.body!.pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write: (chunk) => void chunks.push(chunk) }));
  const comments = () => chunks.join("").split(": keep-alive\n\n").length - 1;
  for (const count of [0, 1, 2]) {
    await time.pass(14_000);
    assert.equal(comments(), count);
    await time.pass(1_000);
    assert.equal(comments(), count + 1);
  }
  await test.services.events.close();
  await reading;
});

Deno.test("nothing in an event makes a field or another event", async () => {
  await using test = await openApp();
  const events = readerOf(await test.ask(PATH, { as: "viewer" }));
  const forged = "\n\nid: 99\nevent: alert\r\ndata: {}\r\r\u2028\u0085";
  const { publish } = test.services.events;
  await publish("log", about(`shop${forged}`, { text: forged, actor: forged }));
  await publish("log", about("end"));
  const text = await events.until(/"end".*\n\n/);
  await events.cancel();
  const fields = text.split("\n").map((line) => /^(\w*):/.exec(line)?.[1] ?? line);
  const one = ["id", "event", "data", ""];
  assert.deepEqual(fields, ["retry", "", "", "", ...one, ...one, ""]);
  assert.doesNotMatch(text, /\r/);
});

Deno.test("a filter lets through nothing of another workflow, type or deployment", async () => {
  await using test = await openApp();
  const { publish } = test.services.events;
  const [mine, other] = [DEPLOYMENT, DEPLOYMENT.replace("ab", "cd")];
  const streams = await Promise.all(
    ["workflow=shop", "type=alert", `deployment=${mine}`, "workflow=shop&type=alert"]
      .map(async (query) => readerOf(await test.ask(`${PATH}?${query}`, { as: "viewer" }))),
  );
  await publish("log", about("shop"));
  await publish("log", about("shopping", { note: "shop" }));
  await publish("alert", about("shopping"));
  await publish("deployment_status", about("shopping", { id: mine }));
  await publish("deployment_status", about("shop", { id: other }));
  await publish("log", about("shopping", { id: mine }));
  await publish("alert", about("shop", { id: mine }));
  await test.services.events.close();
  const told = await Promise.all(streams.map(async ({ rest }) => idsOf(await rest())));
  assert.deepEqual(told, [[1, 5, 7], [3, 7], [4], [7]]);
});

for (
  const [what, revoke] of [
    ["the session ends", async ({ services, token }) => {
      await services.authentication.logout(await token("viewer"));
    }],
    ["the account is disabled", async ({ services }) => {
      await services.accounts.update("viewer", { isDisabled: true });
    }],
    ["the account is removed", async ({ services }) => {
      await services.accounts.remove("viewer");
    }],
    ["the token expires", (test) => Promise.resolve(test.pass(20 * 60_000))],
  ] as readonly (readonly [string, (test: TestApp) => Promise<void>])[]
) {
  Deno.test(`a stream ends within 5 s after ${what}`, async () => {
    await using test = await openApp();
    await test.token("admin");
    const events = readerOf(await test.ask(PATH, { as: "viewer" }));
    const others = readerOf(await test.ask(PATH, { as: "admin" }));
    await revoke(test);
    const from = performance.now();
    await events.end();
    assert.ok(performance.now() - from < 5000);
    if (what !== "the token expires") assert.equal(test.services.events.readers, 1);
    await others.cancel();
  });
}

Deno.test("a reader that goes away is forgotten", async () => {
  await using test = await openApp();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, test.app.fetch);
  const gone = new AbortController();
  const headers = { authorization: `Bearer ${await test.token("viewer")}` };
  const address = `http://127.0.0.1:${server.addr.port}${PATH}`;
  const response = await fetch(address, { headers, signal: gone.signal });
  assert.equal(test.services.events.readers, 1);
  gone.abort();
  await response.body?.cancel().catch(() => {});
  for (let left = 50; left > 0 && test.services.events.readers > 0; left--) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal(test.services.events.readers, 0);
  await server.shutdown();
});

Deno.test("a server with open streams shuts down once the services say bye", async () => {
  await using test = await openApp();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, test.app.fetch);
  const headers = { authorization: `Bearer ${await test.token("viewer")}` };
  const address = `http://127.0.0.1:${server.addr.port}${PATH}`;
  const responses = await Promise.all(
    Array.from({ length: 20 }, () => fetch(address, { headers })),
  );
  const from = performance.now();
  test.services.health.close();
  const unready = await test.ask("/readyz");
  assert.equal(unready.status, 503);
  await unready.body?.cancel();
  const texts = Promise.all(responses.map((response) => response.text()));
  await Promise.all([test.services.events.close(), server.shutdown()]);
  for (const text of await texts) assert.match(text, /event: bye/);
  assert.ok(performance.now() - from < 2000);
});

const DEPLOYMENT = "0199f2c4-8a00-7abc-8def-0123456789ab";

/** What an event says of a workflow. */
function about(workflow: string, more: object = {}): EventData {
  return { at: "2026-01-01T00:00:00.000Z", actor: "ada", workflow, ...more };
}

/** The ids of the events that came whole. */
function idsOf(text: string): number[] {
  return [...text.matchAll(/^id: (\d+)\nevent: \w+\ndata: .*\n\n/gm)].map(([, id]) => Number(id));
}

/** The ids of the events that come whole before the connection is cut after some bytes. */
async function idsWithin({ body }: Response, budget: number): Promise<number[]> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of body!) {
    text += decoder.decode(bytes.subarray(0, budget), { stream: true });
    budget -= bytes.length;
    if (budget <= 0 || idsOf(text).length > 0) break;
  }
  assert.doesNotMatch(text, /event: reset/);
  return idsOf(text);
}

/** Reads a stream piece by piece. */
function readerOf(response: Response): {
  until(pattern: RegExp): Promise<string>;
  /** All of it, once it has ended. */
  rest(): Promise<string>;
  end(): Promise<void>;
  cancel(): Promise<void>;
} {
  assert.equal(response.status, 200);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async until(pattern) {
      while (!pattern.test(text)) {
        const { done, value } = await reader.read();
        assert.ok(!done, `the stream ended after ${text}`);
        text += value;
      }
      return text;
    },
    async rest() {
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        text += read.value;
      }
      return text;
    },
    async end() {
      while (!(await reader.read()).done);
    },
    cancel: () => reader.cancel(),
  };
}
