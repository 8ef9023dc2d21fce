import assert from "node:assert/strict";
import { openApp, type TestApp } from "../helpers/app.ts";
import { textOf } from "./cases.ts";

/** Routes that ask for a role, and what may be written in their place. */
const TARGETS = ["/api/v1/workflows", "/api/v1/workflows/shop", "/api/v1/admin/users"];

const SPELLINGS: readonly ((path: string) => string)[] = [
  (path) => `/${path}`,
  (path) => path.replace("/api", "/api/"),
  (path) => path.replace("/v1/", "/v1//"),
  (path) => path.replace("/v1/", "/v1/./"),
  (path) => path.replace("/v1/", "/v1/x/../"),
  (path) => path.replace("/v1/", "/v1/%2e/"),
  (path) => path.replace("/v1/", "/v1/x/%2e%2e/"),
  (path) => path.replace("/v1/", "/v1%2f"),
  (path) => path.replace("/v1/", "/v1%2F"),
  (path) => path.replace("/v1/", "/v1%252f"),
  (path) => path.replace("/v1/", "/v1\\"),
  (path) => path.replace("/v1/", "/v1%5c"),
  (path) => path.replace("/api", "/%61pi"),
  (path) => path.replace("/api", "/%2561pi"),
  (path) => path.replace("/api", "/API"),
  (path) => path.replace("/v1", "/V1"),
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => `${path}/.`,
  (path) => `${path}/healthz`,
  (path) => `${path}/..%2fhealthz`,
  (path) => `${path};x`,
  (path) => `${path};jsessionid=1`,
  (path) => `${path}%3b`,
  (path) => `${path}%00`,
  (path) => `${path}%20`,
  (path) => `${path}%0a`,
  (path) => `${path}.json`,
  (path) => `${path}?x=/healthz`,
  (path) => `${path}?/healthz`,
  (path) => `${path}#/healthz`,
  (path) => `${path}%23`,
  (path) => `${path}%3f`,
  (path) => `/healthz/..${path}`,
  (path) => `/healthz/%2e%2e${path}`,
  (path) => `/healthz%2f..${path}`,
  (path) => `/docs;${path}`,
  (path) => `/assets/..${path}`,
];

const HEADERS: readonly Record<string, string>[] = [
  { "x-original-url": "/healthz" },
  { "x-rewrite-url": "/healthz" },
  { "x-http-method-override": "GET" },
  { "x-method-override": "OPTIONS" },
  { "x-forwarded-prefix": "/healthz" },
  { "x-forwarded-for": "127.0.0.1" },
  { "x-real-ip": "127.0.0.1" },
  { "forwarded": "for=127.0.0.1" },
  { "host": "127.0.0.1" },
  { "x-forwarded-host": "127.0.0.1" },
  { "x-user": "admin" },
  { "remote-user": "admin" },
];

Deno.test("no spelling of an address opens a route to who may not", async () => {
  await using test = await openApp();
  await using server = serve(test);
  for (const target of TARGETS) {
    for (const spell of SPELLINGS) {
      for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "GeT", "PROPFIND"]) {
        const status = await statusOf(server.port, method, spell(target), {});
        assert.ok([400, 401, 404, 405].includes(status), `${method} ${spell(target)}: ${status}`);
      }
    }
  }
});

Deno.test("no header opens a route to who may not", async () => {
  await using test = await openApp();
  await using server = serve(test);
  for (const target of TARGETS) {
    for (const headers of HEADERS) {
      for (const method of ["GET", "POST"]) {
        const status = await statusOf(server.port, method, target, headers);
        assert.ok([401, 405].includes(status), `${method} ${JSON.stringify(headers)}: ${status}`);
      }
    }
  }
  const metrics = await statusOf(server.port, "GET", "/metrics", {
    "x-forwarded-for": "127.0.0.1",
  });
  assert.equal(metrics, 403);
});

Deno.test("a method that a header names is not the method", async () => {
  await using test = await openApp();
  for (const name of ["x-http-method-override", "x-http-method", "x-method-override"]) {
    const response = await test.ask("/api/v1/workflows/shop?_method=DELETE", {
      as: "admin",
      headers: { [name]: "DELETE", "if-match": "*" },
    });
    assert.equal(response.status, 400);
    await response.body?.cancel();
    const get = await test.ask("/api/v1/workflows/shop", {
      as: "admin",
      headers: { [name]: "DELETE" },
    });
    assert.equal(get.status, 200);
    await get.body?.cancel();
  }
});

Deno.test("workflows may be named as our routes are, and stay as closed as others", async () => {
  await using test = await openApp();
  const names = [
    ...["health", "healthz", "login", "auth", "configs", "webhook", "hooks", "static", "assets"],
    ...["docs", "metrics", "api", "admin", "layout", "nodes", "duplicate", "validate", "public"],
  ];
  for (const name of names) {
    const path = `/api/v1/workflows/${name}`;
    const created = await test.ask("/api/v1/workflows", {
      as: "editor",
      method: "POST",
      json: { name, text: textOf(name) },
    });
    assert.equal(created.status, 201, name);
    const statuses = await Promise.all([
      test.ask(path),
      test.ask(`${path}/layout`),
      test.ask(path, { method: "DELETE", headers: { "if-match": '"x"' } }),
      test.ask(path, { as: "viewer", method: "DELETE", headers: { "if-match": '"x"' } }),
      test.ask(path, { as: "viewer" }),
    ]);
    assert.deepEqual(statuses.map(({ status }) => status), [401, 401, 401, 403, 200], name);
  }
});

Deno.test("a method that a path does not take answers 405 and names those that it takes", async () => {
  await using test = await openApp();
  for (
    const [method, path, allow] of [
      ["DELETE", "/api/v1/workflows", "GET, HEAD, POST"],
      ["POST", "/api/v1/workflows/shop", "DELETE, GET, HEAD, PATCH, PUT"],
      ["OPTIONS", "/api/v1/workflows", "GET, HEAD, POST"],
      ["GET", "/api/v1/auth/login", "POST"],
      ["PUT", "/healthz", "GET, HEAD"],
    ] as const
  ) {
    const response = await test.ask(path, { as: "admin", method });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("allow"), allow);
    const text = await response.text();
    if (path.startsWith("/api/")) assert.equal(JSON.parse(text).error.code, "method_not_allowed");
  }
});

Deno.test("HEAD answers as GET does, without the body", async () => {
  await using test = await openApp();
  for (const path of ["/healthz", "/api/v1/workflows/shop", "/api/v1/events"]) {
    const [get, head] = await Promise.all(
      ["GET", "HEAD"].map((method) => test.ask(path, { as: "viewer", method })),
    );
    assert.equal(head!.status, get!.status);
    assert.equal(head!.headers.get("etag"), get!.headers.get("etag"));
    assert.equal(await head!.text(), "");
    await get!.body?.cancel();
  }
});

function serve({ app }: TestApp): { port: number } & AsyncDisposable {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
  return { port: server.addr.port, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** Asks over a bare connection: nobody tidies the address up on the way. */
async function statusOf(
  port: number,
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const { host = "celestra.test", ...rest } = headers;
  const lines = Object.entries({ host, ...rest, "content-length": "0", connection: "close" })
    .map(([name, value]) => `${name}: ${value}`);
  const text = [`${method} ${target} HTTP/1.1`, ...lines, "", ""].join("\r\n");
  await connection.write(new TextEncoder().encode(text));
  const buffer = new Uint8Array(64 * 1024);
  const size = await connection.read(buffer);
  return Number(/^HTTP\/1.1 (\d+)/.exec(new TextDecoder().decode(buffer.subarray(0, size!)))?.[1]);
}
