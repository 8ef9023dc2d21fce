import assert from "node:assert/strict";
import type { Deployment } from "../lib/model/deployment.ts";
import { ADA, begin, type Client, clientOf, signIn } from "./helpers/client.ts";
import { freePort } from "./helpers/free_port.ts";
import { inFolder } from "./helpers/host.ts";
import { eventually } from "./helpers/processes.ts";
import { serve, type Served } from "./helpers/served.ts";
import { wholeAnswer } from "./helpers/whole_answer.ts";

/** Runs a test on the service as a process, with a data folder of its own. */
function testServed(
  name: string,
  test: (served: Served, data: string) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): void {
  Deno.test(name, () =>
    inFolder(async (folder) => {
      const data = `${folder}/data`;
      await using served = await serve({ data, env: { ...NO_ENGINE, ...env } });
      await test(served, data);
    }));
}

const encoder = new TextEncoder();

const portOf = (url: string) => Number(new URL(url).port);

/** An engine that is not there, so that deployments end the same everywhere. */
const NO_ENGINE = { DOCKER_HOST: "unix:///nowhere/docker.sock" };

/** Deploys hello and waits for its end. */
async function deployed(client: Client): Promise<Deployment> {
  const { id } = await client.json<Deployment>("POST", "/api/v1/deployments", {
    workflow: "hello",
    environment: "local",
  });
  const text = await eventually(
    () => client.ask("GET", `/api/v1/deployments/${id}`).then((found) => found.text()),
    (text) => JSON.parse(text).message !== undefined,
  );
  return JSON.parse(text);
}

testServed("the first start prints one link, and no account works before it", async (served) => {
  assert.match(served.link ?? "", /\/start\/[\w-]{43}$/);
  const nobody = clientOf(served.url);
  for (const name of ["admin", "ada", "root", "celestra"]) {
    const body = { username: name, password: name === "admin" ? "admin" : "celestra-admin" };
    assert.equal((await nobody.ask("POST", "/api/v1/auth/login", { body })).status, 401);
  }
  await begin(served.url, served.link!);
  const body = { token: served.link!.slice(-43), name: "eve", password: "another lantern" };
  assert.equal((await nobody.ask("POST", "/api/v1/auth/setup", { body })).status, 404);
});

testServed("the data folder is entered by its owner only", async (_, data) => {
  assert.equal((await Deno.stat(data)).mode! & 0o777, 0o700);
  assert.equal((await Deno.stat(`${data}/state.db`)).mode! & 0o077, 0);
});

Deno.test("without its state the service has its workflows, deployments and history", () =>
  inFolder(async (data) => {
    const first = await serve({ data, env: NO_ENGINE });
    const ada = await begin(first.url, first.link!);
    const ended = await deployed(ada);
    const before = await ada.json("GET", "/api/v1/workflows");
    await first.stop();
    for (const end of ["", "-shm", "-wal"]) {
      await Deno.remove(`${data}/state.db${end}`).catch(() => {});
    }

    await using second = await serve({ data, env: NO_ENGINE });
    assert.ok(second.link, "the link is printed again");
    const again = await begin(second.url, second.link);
    assert.deepEqual(await again.json("GET", "/api/v1/workflows"), before);
    const { items } = await again.json<{ items: Deployment[] }>("GET", "/api/v1/deployments");
    assert.deepEqual(items, [ended]);
    const { state, commit, actor } = items[0]!;
    assert.deepEqual([state, actor], ["committed", "ada"]);
    assert.match(commit!, /^[0-9a-f]{40}$/);
  }));

Deno.test("a second start knows its people and prints no link", () =>
  inFolder(async (data) => {
    const first = await serve({ data });
    await begin(first.url, first.link!);
    await first.stop();
    await using second = await serve({ data });
    assert.equal(second.link, undefined);
    await signIn(second.url, ADA).catch((error) => assert.match(String(error), /401/));
    assert.equal((await clientOf(second.url).ask("GET", "/readyz")).status, 200);
  }));

Deno.test("two processes on one data folder see each other's changes", () =>
  inFolder(async (data) => {
    await using one = await serve({ data, env: NO_ENGINE });
    const ada = await begin(one.url, one.link!);
    const env = { ...NO_ENGINE, CELESTRA_PUBLIC_URL: one.url };
    await using two = await serve({ data, port: freePort(), env });
    assert.notEqual(two.url, one.url);
    const there = await signIn(two.url, ADA);
    const news = there.events("/api/v1/events?workflow=shop", (text) => text.includes("data:"));
    await ada.json("POST", "/api/v1/workflows/hello/duplicate", { name: "other" });
    const etag = (await ada.ask("GET", "/api/v1/workflows/shop")).headers.get("etag")!;
    const path = [{ op: "set-title", node: "api", value: "The API" }];
    const changed = await ada.ask("PATCH", "/api/v1/workflows/shop", {
      body: { operations: path },
      headers: { "if-match": etag },
    });
    assert.equal(changed.status, 200, await changed.text());
    assert.match(await news, /event: workflow_update\ndata: .*"workflow":"shop"/);
    const read = await there.ask("GET", "/api/v1/workflows/shop");
    assert.equal(read.headers.get("etag"), changed.headers.get("etag"));
    await read.body?.cancel();
  }));

/** How many follow the events while the process is told to stop. */
const STREAMS = 200;

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`${signal} under load: unready at once, bye to ${STREAMS} streams, no answered write lost`, () =>
    inFolder(async (data) => {
      await using served = await serve({ data, env: NO_ENGINE });
      const ada = await begin(served.url, served.link!);
      const streams = await followers(served.url, ada);
      const ready = await connected(served.url);
      const upload = await slowUpload(ada);
      const saves = Array.from({ length: 30 }, async (_, index) => {
        const body = { name: `copy-${index}` };
        const answer = await ada.ask("POST", "/api/v1/workflows/hello/duplicate", { body })
          .catch(() => undefined);
        await answer?.body?.cancel();
        return answer?.status === 201 ? body.name : undefined;
      });
      await saves[0];

      const ended = served.stop(signal);
      const first = await ready.until503();
      assert.ok(first.took < 500, `it was ready for ${first.took} ms after ${signal}`);
      assert.match(first.text, /shutting down/);
      const uploaded = await upload.finish();
      const { code, took } = await ended;
      assert.equal(code, 0);
      assert.ok(took < 4_000, `it took ${took} ms`);
      for (const text of await Promise.all(streams)) assert.match(text, /event: bye\n/);
      const answered = (await Promise.all(saves)).filter((name) => name !== undefined);
      if (uploaded === 201) answered.push("uploaded");

      await using again = await serve({ data });
      const { items } = await (await signIn(again.url, ADA))
        .json<{ items: { name: string }[] }>("GET", "/api/v1/workflows?per_page=100");
      const names = items.map(({ name }) => name);
      assert.deepEqual(answered.filter((name) => !names.includes(name)), []);
    }));
}

/** Streams that are open: each has heard something. Answers what they hear to their end. */
async function followers(url: string, ada: Client): Promise<Promise<string>[]> {
  const bye = (text: string) => text.includes("event: bye\n");
  const streams = Array.from({ length: STREAMS }, () => ada.events("/api/v1/events", bye));
  const readers = async () => await (await fetch(`${url}/metrics`)).text();
  await eventually(readers, (text) => text.includes(`celestra_event_readers ${STREAMS}\n`));
  return streams;
}

/** A connection on which `/readyz` is asked again and again; nobody new is let in by then. */
async function connected(url: string) {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: portOf(url) });
  const ask = async () => {
    await connection.write(encoder.encode("GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n"));
    return await wholeAnswer(connection);
  };
  assert.match(await ask(), /^HTTP\/1.1 200 /);
  return {
    async until503() {
      const from = performance.now();
      using _connection = connection;
      for (;;) {
        const text = await ask();
        const took = performance.now() - from;
        if (!text.startsWith("HTTP/1.1 200 ")) return { text, took };
      }
    },
  };
}

/** A workflow on its way to us, of which half has come. */
async function slowUpload(ada: Client) {
  const hello = await (await ada.ask("GET", "/api/v1/workflows/hello", {
    headers: { accept: "application/yaml" },
  })).text();
  const text = hello.replace("name: hello", "name: uploaded");
  const half = Promise.withResolvers<void>();
  const rest = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(encoder.encode(text.slice(0, 500)));
      half.resolve();
      await rest.promise;
      controller.enqueue(encoder.encode(text.slice(500)));
      controller.close();
    },
  });
  const answer = ada.send("PUT", "/api/v1/workflows/uploaded", body, {
    "content-type": "application/yaml",
    "if-none-match": "*",
  });
  const status = answer.then(async (answer) => {
    await answer.body?.cancel();
    return answer.status;
  }, () => undefined);
  await half.promise;
  return {
    finish() {
      rest.resolve();
      return status;
    },
  };
}

Deno.test("a port that is taken and a variable that is wrong end with a sentence", () =>
  inFolder(async (data) => {
    await using served = await serve({ data });
    const port = new URL(served.url).port;
    await assert.rejects(
      serve({ data: `${data}/other`, env: { CELESTRA_PORT: port } }),
      /The port is taken by another program; set CELESTRA_PORT/,
    );
    await assert.rejects(
      serve({ data, env: { CELESTRA_PUBLIC_URL: "nowhere" } }),
      (error: Error) =>
        /CELESTRA_PUBLIC_URL must be/.test(error.message) && !/ at /.test(error.message),
    );
  }));
