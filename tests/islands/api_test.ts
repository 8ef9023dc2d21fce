import assert from "node:assert/strict";
import { ApiError, createApi } from "../../islands/api.ts";

Deno.test("get() answers the value, the ETag and the status", async () => {
  const { api } = apiWith([json(200, { name: "shop" }, { etag: '"a1"' })]);
  assert.deepEqual(await api.get("/api/v1/workflows/shop"), {
    value: { name: "shop" },
    etag: '"a1"',
    status: 200,
  });
});

Deno.test("send() quotes the ETag of If-Match once", async () => {
  const { api, asked } = apiWith([json(200, {}), json(200, {})]);
  await api.send("PUT", "/p", { text: "a: 1\n", ifMatch: "a1" });
  await api.send("PUT", "/p", { body: { a: 1 }, ifMatch: '"a1"' });
  assert.deepEqual(asked.map(({ headers }) => headers.get("if-match")), ['"a1"', '"a1"']);
  assert.deepEqual(asked.map(({ headers }) => headers.get("content-type")), [
    "application/yaml",
    "application/json",
  ]);
});

Deno.test("an error carries status, code, message, details and the id of the request", async () => {
  const error = { code: "conflict", message: "No.", details: { a: 1 }, requestId: "r1" };
  const { api } = apiWith([json(409, { error })]);
  await assert.rejects(() => api.get("/p"), (thrown: ApiError) => {
    const { status, code, message, details, requestId } = thrown;
    assert.deepEqual({ status, ...error }, { status: 409, code, message, details, requestId });
    return thrown instanceof ApiError;
  });
});

Deno.test("an error that is no JSON of ours still says something", async () => {
  const { api } = apiWith([new Response("<html>", { status: 502 })]);
  await assert.rejects(() => api.get("/p"), /answered with status 502/);
});

Deno.test("a network that fails is an error with a sentence", async () => {
  using _ = stub(globalThis, "fetch", () => Promise.reject(new TypeError("failed")));
  await assert.rejects(
    () => createApi({ signIn: () => assert.fail() }).get("/p"),
    (error: ApiError) => error.code === "network" && /does not answer/.test(error.message),
  );
});

Deno.test("a session that has run out is renewed, and the request is made again", async () => {
  const { api, asked, signedIn } = apiWith([json(401, {}), json(200, { a: 1 })], [true]);
  assert.deepEqual((await api.get("/p")).value, { a: 1 });
  assert.equal(asked.length, 2);
  assert.equal(signedIn(), 0);
});

Deno.test("a session that cannot be renewed leads to the sign-in page", async () => {
  const { api, asked, signedIn } = apiWith([json(401, {})], [false]);
  await assert.rejects(() => api.get("/p"), ApiError);
  assert.equal(asked.length, 1);
  assert.equal(signedIn(), 1);
});

Deno.test("a request that carries a password takes 401 as its answer", async () => {
  const { api, signedIn } = apiWith([json(401, { error: { message: "Wrong" } })]);
  await assert.rejects(() => api.send("POST", "/p", { isSignIn: true }), /Wrong/);
  assert.equal(signedIn(), 0);
});

Deno.test("requests that run out together renew the session once", async () => {
  const renewals: string[] = [];
  let isRenewed = false;
  const api = createApi({
    signIn: () => assert.fail(),
    fetch: (path) => {
      if (path === "/api/v1/auth/refresh") {
        renewals.push(path);
        isRenewed = true;
      }
      return Promise.resolve(isRenewed ? json(200, {}) : json(401, {}));
    },
  });
  await Promise.all([api.get("/a"), api.get("/b"), api.get("/c")]);
  assert.equal(renewals.length, 1);
});

Deno.test("a server that is busy while the session is renewed signs nobody out", async () => {
  const api = createApi({
    signIn: () => assert.fail(),
    fetch: (path) => Promise.resolve(json(path.endsWith("refresh") ? 503 : 401, {})),
  });
  await assert.rejects(() => api.get("/p"), ApiError);
});

function apiWith(answers: Response[], renewals: boolean[] = []) {
  const asked: { path: string; headers: Headers }[] = [];
  let signedIn = 0;
  const api = createApi({
    fetch: (path, { headers }) => {
      asked.push({ path, headers: headers as Headers });
      return Promise.resolve(answers.shift()!);
    },
    refresh: () => Promise.resolve(renewals.shift() ?? assert.fail("nothing to renew")),
    signIn: () => signedIn++,
  });
  return { api, asked, signedIn: () => signedIn };
}

function json(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(value, { status, headers });
}

/** Puts something in another's place until the end of the block. */
function stub<T extends object, K extends keyof T>(on: T, name: K, value: T[K]): Disposable {
  const kept = on[name];
  on[name] = value;
  return { [Symbol.dispose]: () => void (on[name] = kept) };
}
