import assert from "node:assert/strict";
import { openApp, type TestApp } from "../helpers/app.ts";
import { things } from "./cases.ts";

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

/** Reads a stream piece by piece. */
function readerOf(response: Response): {
  until(pattern: RegExp): Promise<string>;
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
    async end() {
      while (!(await reader.read()).done);
    },
    cancel: () => reader.cancel(),
  };
}
