import assert from "node:assert/strict";
import { openApp, ORIGIN, PASSWORD } from "../helpers/app.ts";
import { textOf } from "./cases.ts";

const OTHERS = [
  "https://evil.example",
  "null",
  "",
  ORIGIN.replace("http:", "https:"),
  `${ORIGIN}.evil.example`,
  `${ORIGIN}:8080`,
  `${ORIGIN}/`,
  ORIGIN.replace("celestra", "evil-celestra"),
  ORIGIN.toUpperCase(),
  `${ORIGIN}, https://evil.example`,
  ORIGIN.replace("celestra", "evil.celestra"),
  ORIGIN.replace("celestra.", "celestra-"),
  ORIGIN.replace("//", "//user@"),
  `${ORIGIN}.`,
  `${ORIGIN}%00.evil.example`,
  "file://",
];

/** Bodies that a page of another site can make a browser send, and some that it cannot. */
const TYPES = [
  "application/json",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/yaml",
];

Deno.test("what another site sends is refused, whatever its type and its sender's cookie", async () => {
  await using test = await openApp();
  const cookie = `celestra_access=${await test.token("admin")}`;
  const before = await test.store.head("main");
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    for (const origin of [...OTHERS, undefined]) {
      for (const type of TYPES) {
        const response = await test.ask(PATHS[method]!, {
          method,
          headers: {
            cookie,
            "content-type": type,
            "if-match": "*",
            ...(origin !== undefined && { origin }),
          },
          body: JSON.stringify({ name: "csrf", text: textOf("csrf") }),
        });
        const { error } = await response.json();
        const place = `${method} ${type} from ${origin}`;
        assert.deepEqual([response.status, error.code], [403, "permission_denied"], place);
      }
    }
  }
  assert.equal(await test.store.head("main"), before);
});

Deno.test("a page of ours may change something with its cookie", async () => {
  await using test = await openApp();
  const headers = { cookie: `celestra_access=${await test.token("editor")}`, origin: ORIGIN };
  const json = { name: "mine", text: textOf("mine") };
  const post = (more = {}) =>
    test.ask("/api/v1/workflows", { method: "POST", headers: { ...headers, ...more }, json });
  assert.equal((await post({ "sec-fetch-site": "cross-site" })).status, 403);
  assert.equal((await post({ "sec-fetch-site": "same-site" })).status, 403);
  assert.equal((await post({ "sec-fetch-site": "same-origin" })).status, 201);
});

Deno.test("an Origin that is not ours is refused with a token, too", async () => {
  await using test = await openApp();
  const response = await test.ask("/api/v1/workflows", {
    as: "editor",
    method: "POST",
    headers: { origin: "https://evil.example" },
    json: { name: "mine", text: textOf("mine") },
  });
  assert.equal(response.status, 403);
  await response.body?.cancel();
});

Deno.test("a program needs neither an Origin nor a cookie", async () => {
  await using test = await openApp();
  const response = await test.ask("/api/v1/workflows", {
    as: "editor",
    method: "POST",
    json: { name: "mine", text: textOf("mine") },
  });
  assert.equal(response.status, 201);
  await response.body?.cancel();
});

Deno.test("nobody can be signed in from another site", async () => {
  await using test = await openApp();
  await test.token("admin");
  const json = { username: "admin", password: PASSWORD };
  for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
    const response = await test.ask("/api/v1/auth/login", { method: "POST", headers, json });
    assert.equal(response.status, 403);
    assert.equal(response.headers.get("set-cookie"), null);
    await response.body?.cancel();
  }
});

Deno.test("no GET changes anything", async () => {
  await using test = await openApp();
  const before = [await test.store.head("main"), await test.state.audit.count()];
  for (const route of test.app.routes.filter(({ method }) => method === "GET")) {
    const path = route.path.replace(/\{\w+\*?\}/g, "shop");
    const response = await test.ask(path, { as: "admin" });
    await response.body?.cancel();
  }
  assert.deepEqual([await test.store.head("main"), await test.state.audit.count()], before);
});

/** A change of each sort. */
const PATHS: Readonly<Record<string, string>> = {
  POST: "/api/v1/workflows",
  PUT: "/api/v1/workflows/shop",
  PATCH: "/api/v1/workflows/shop",
  DELETE: "/api/v1/workflows/shop",
};
