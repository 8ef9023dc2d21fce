import assert from "node:assert/strict";
import { openApp, type TestApp } from "../helpers/app.ts";
import { wholeAnswer } from "../helpers/whole_answer.ts";
import { FakeTime } from "./fake_time.ts";
import { textOf } from "./cases.ts";

const MIB = 1024 * 1024;

/** A workflow route, a JSON route and one that anybody may ask, each with its cap. */
const CAPS = [
  ["PUT", "/api/v1/workflows/big", "application/yaml", 256 * 1024],
  ["POST", "/api/v1/validate", "application/json", MIB],
  ["POST", "/api/v1/auth/login", "application/json", 16 * 1024],
] as const;

Deno.test("a body over its cap is refused before it is parsed, sized or in chunks", async () => {
  await using test = await openApp();
  await using server = serve(test);
  const { port } = server;
  for (const [method, path, type, cap] of CAPS) {
    for (const size of [cap + 1, 10 * MIB]) {
      for (const isChunked of [false, true]) {
        const body = isChunked ? chunks(size) : "x".repeat(size);
        const response = await fetch(`http://127.0.0.1:${port}${path}`, {
          method,
          headers: await headersOf(test, type),
          body,
        });
        const { error } = await response.json();
        const place = `${path} ${size} ${isChunked}`;
        assert.deepEqual([response.status, error.code], [413, "too_large"], place);
      }
    }
  }
});

Deno.test("a body at its cap is read", async () => {
  await using test = await openApp();
  const text = textOf("big");
  const body = `${text}#${"x".repeat(256 * 1024 - text.length - 2)}\n`;
  assert.equal(body.length, 256 * 1024);
  const headers = { "if-none-match": "*", "content-type": "application/yaml" };
  const path = "/api/v1/workflows/big";
  const response = await test.ask(path, { as: "editor", method: "PUT", headers, body });
  assert.equal(response.status, 201, await response.text());
});

Deno.test("a text over 256 KiB inside JSON is 422, counted in bytes", async () => {
  await using test = await openApp();
  for (const text of ["x".repeat(256 * 1024 + 1), "é".repeat(128 * 1024 + 1)]) {
    const response = await test.ask("/api/v1/validate", {
      as: "viewer",
      method: "POST",
      json: { text },
    });
    assert.equal(response.status, 422);
    assert.deepEqual((await response.json()).error.details.problems[0].path, ["text"]);
  }
});

Deno.test("a body that is packed is refused, and so is one of another type", async () => {
  await using test = await openApp();
  const body = JSON.stringify({ text: textOf("a") });
  for (const encoding of ["gzip", "br", "deflate", "zstd", "gzip, gzip", "Identity, gzip"]) {
    await refused(test, { "content-type": "application/json", "content-encoding": encoding }, body);
  }
  for (
    const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/json; charset=utf-16",
      "application/json+evil",
      "application/jsonp",
      "application/yaml",
      "text/json, application/json",
      "",
    ]
  ) await refused(test, { "content-type": type }, body);
  for (
    const type of ["Application/JSON", 'application/json; charset="UTF-8"', "application/json;"]
  ) {
    const headers = { "content-type": type, "content-encoding": "identity" };
    const response = await test.ask("/api/v1/validate", {
      as: "viewer",
      method: "POST",
      headers,
      body,
    });
    assert.equal(response.status, 200, type);
    await response.body?.cancel();
  }
});

Deno.test("what cannot be parsed is 422, and the answer quotes nothing of it", async () => {
  await using test = await openApp();
  const bodies = [
    "{",
    '{"password": "hunter2",}',
    "hunter2",
    '{"text": "\xff"}',
    "[".repeat(100_000),
    `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
    `{"text": ${"[".repeat(200)}${"]".repeat(200)}}`,
    "null",
    "[]",
    '"text"',
    "1e999",
  ];
  for (const text of bodies) {
    const body = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const headers = { "content-type": "application/json" };
    const asking = { as: "viewer", method: "POST", headers, body } as const;
    const response = await test.ask("/api/v1/validate", asking);
    const answer = await response.text();
    assert.equal(response.status, 422, text.slice(0, 40));
    assert.doesNotMatch(answer, /hunter2|\.ts/);
  }
  const yaml = { "content-type": "application/yaml", "if-none-match": "*" };
  for (const body of [Uint8Array.of(0xff, 0xfe, 0x61, 0), Uint8Array.of(0x61, 0xc3, 0x28)]) {
    const asking = { as: "editor", method: "PUT", headers: yaml, body } as const;
    const response = await test.ask("/api/v1/workflows/odd", asking);
    assert.equal(response.status, 422);
    await response.body?.cancel();
  }
});

Deno.test("a body that does not come in time is cut, and the server goes on", async () => {
  await using test = await openApp({ settings: { bodyPatience: 300 } });
  await using server = serve(test);
  const { port } = server;
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await send(connection, [
    "POST /api/v1/auth/login HTTP/1.1",
    "host: celestra.test",
    "content-type: application/json",
    "content-length: 100",
    "",
    "{",
  ]);
  const dripping = drip(connection);
  const answer = await wholeAnswer(connection);
  await dripping.stop();
  assert.match(answer, /^HTTP\/1\.1 408 [^]*connection: close/i);
  assert.match(answer, /"code":"request_timeout"/);
  const alive = await fetch(`http://127.0.0.1:${port}/healthz`);
  assert.equal((await alive.json()).status, "ok");
});

Deno.test("a body has ten seconds unless told, however many bytes come meanwhile", async () => {
  await using test = await openApp();
  using time = new FakeTime();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const timer = setInterval(() => controller.enqueue(Uint8Array.of(0x20)), 1000);
      stop = () => clearInterval(timer);
    },
  });
  const asking = { method: "POST", headers: { "content-type": "application/json" }, body };
  const answer = test.ask("/api/v1/auth/login", asking);
  let isOver = false;
  void answer.then(() => isOver = true);
  await time.pass(9_900);
  assert.equal(isOver, false);
  await time.pass(200);
  stop();
  assert.equal((await answer).status, 408);
});

Deno.test("what is refused for its body reaches no service", async () => {
  const asked: string[] = [];
  await using test = await openApp({
    services: (services) => ({
      ...services,
      generation: { ...services.generation, validate: (text) => Promise.reject(asked.push(text)) },
    }),
  });
  await using server = serve(test);
  const authorization = `Bearer ${await test.token("viewer")}`;
  const ask = async (body: BodyInit, headers: Record<string, string>) => {
    const response = await fetch(`http://127.0.0.1:${server.port}/api/v1/validate`, {
      method: "POST",
      headers: { authorization, ...headers },
      body,
    });
    await response.body?.cancel();
    return response.status;
  };
  const json = { "content-type": "application/json" };
  const packed = await new Response(chunks(8 * MIB).pipeThrough(new CompressionStream("gzip")))
    .bytes();
  assert.equal(await ask(packed, { ...json, "content-encoding": "gzip" }), 415);
  assert.equal(await ask(packed, json), 422);
  assert.equal(await ask(chunks(10 * MIB), json), 413);
  assert.equal(await ask("{", json), 422);
  assert.deepEqual(asked, []);
  assert.equal(await ask(JSON.stringify({ text: "a" }), json), 500);
  assert.deepEqual(asked, ["a"]);
});

Deno.test("a body that is empty needs no type", async () => {
  await using test = await openApp();
  await using server = serve(test);
  const response = await fetch(`http://127.0.0.1:${server.port}/api/v1/auth/logout`, {
    method: "POST",
  });
  assert.equal(response.status, 204);
});

Deno.test("a request with a thousand headers is refused before it reaches us", async () => {
  await using test = await openApp();
  await using server = serve(test);
  const { port } = server;
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const many = Array.from({ length: 1000 }, (_, index) => `x-${index}: 1`);
  await send(connection, ["GET /healthz HTTP/1.1", "host: celestra.test", ...many, "", ""]);
  // The server of Deno says 400 to more than 127, before anything of ours is asked.
  assert.match(await wholeAnswer(connection), /^HTTP\/1\.1 4(00|31) /);
});

async function refused(
  test: TestApp,
  headers: Record<string, string>,
  body: string,
): Promise<void> {
  const asking = { as: "viewer", method: "POST", headers, body } as const;
  const response = await test.ask("/api/v1/validate", asking);
  assert.equal(response.status, 415, JSON.stringify(headers));
  assert.equal((await response.json()).error.code, "unsupported_media_type");
}

async function headersOf({ token }: TestApp, type: string): Promise<Record<string, string>> {
  const authorization = `Bearer ${await token("editor")}`;
  return { authorization, "content-type": type, "if-none-match": "*" };
}

/** A body without a length, in chunks of 64 KiB. */
function chunks(size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunk = new Uint8Array(64 * 1024).fill(0x78);
  let left = size;
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(chunk.slice(0, Math.min(left, chunk.length)));
      left -= chunk.length;
    },
  });
}

function serve({ app }: TestApp): { port: number } & AsyncDisposable {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
  return { port: server.addr.port, [Symbol.asyncDispose]: () => server.shutdown() };
}

async function send(connection: Deno.Conn, lines: readonly string[]): Promise<void> {
  await connection.write(new TextEncoder().encode(lines.join("\r\n")));
}

/** Sends a byte now and then, until told to stop. */
function drip(connection: Deno.Conn): { stop(): Promise<void> } {
  let isOver = false;
  const done = (async () => {
    while (!isOver) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (!isOver) await connection.write(Uint8Array.of(0x20)).catch(() => isOver = true);
    }
  })();
  return {
    stop() {
      isOver = true;
      return done;
    },
  };
}
