import assert from "node:assert/strict";
import { openAssets } from "../../routes/assets.ts";
import { createSite } from "../../routes/pages/mod.ts";
import { openApp, ORIGIN, type TestApp } from "../helpers/app.ts";
import { caseOf, things } from "./cases.ts";

Deno.test("every route answers with the headers that keep it safe, whatever the status", async () => {
  const site = createSite(await openAssets(new URL("../../static/", import.meta.url)));
  await using test = await openApp(site);
  const about = await things(test);
  for (const route of test.app.routes) {
    for (const role of [undefined, "viewer", "admin"] as const) {
      const { path, ...asking } = await caseOf(route, about, role);
      await check(await test.ask(path, asking), `${route.name} ${role}`);
    }
    const path = route.path.replace(/\{\w+\*?\}/g, "UPPER");
    await check(
      await test.ask(path, { as: "viewer", method: route.method }),
      `${route.name} refused`,
    );
    await check(await test.ask(path, { method: "PROPFIND" }), `${path} by another method`);
  }
});

Deno.test("files that browsers load carry the same headers, packed or not, new or known", async () => {
  const assets = {
    of: () => undefined,
    font: undefined,
    file: (name: string) => ({
      name,
      type: "text/javascript; charset=utf-8",
      isCompressible: true,
      read: () => Promise.resolve(new TextEncoder().encode("let a")),
    }),
  };
  await using test = await openApp(createSite(assets));
  const statuses: number[] = [];
  for (
    const headers of [{}, { "accept-encoding": "gzip" }, { "if-none-match": '"a.js"' }] as const
  ) {
    for (const method of ["GET", "HEAD"]) {
      const response = await test.ask("/assets/a.js", { method, headers });
      statuses.push(response.status);
      assert.match(response.headers.get("cache-control")!, /immutable/);
      await check(response, "assets.read");
    }
  }
  assert.deepEqual(statuses, [200, 200, 200, 200, 304, 304]);
});

Deno.test("what is refused before any route carries the same headers", async () => {
  await using test = await openApp();
  const answers: readonly [string, Promise<Response>][] = [
    ["nowhere", test.ask("/nothing")],
    ["nowhere in the API", test.ask("/api/v1/nothing")],
    ["unchanged", unchanged(test)],
    [
      "too large",
      test.ask("/api/v1/validate", {
        as: "viewer",
        method: "POST",
        json: { text: "x".repeat(2_000_000) },
      }),
    ],
    [
      "another site",
      test.ask("/api/v1/auth/login", {
        method: "POST",
        headers: { origin: "https://evil.example" },
        json: {},
      }),
    ],
  ];
  for (const [name, response] of answers) await check(await response, name);
});

Deno.test("an error of ours carries the headers, too, and no stack", async () => {
  await using test = await openApp({
    services: (services) => ({
      ...services,
      workflows: { ...services.workflows, read: () => Promise.reject(new Error(SECRET)) },
    }),
  });
  const response = await test.ask("/api/v1/workflows/shop", { as: "viewer" });
  const text = await check(response, "an error of ours");
  assert.equal(response.status, 500);
  const { error } = JSON.parse(text);
  assert.equal(error.code, "internal");
  assert.doesNotMatch(text, /boom|\.ts|at /);
  const [entry] = test.logged;
  assert.equal(entry!.requestId, error.requestId);
  assert.match(String(entry!.error), /boom[^]*headers_test\.ts/);
});

Deno.test("no two pages have the same nonce, and scripts need it", async () => {
  await using test = await openApp();
  const policies = await Promise.all([1, 2, 3].map(async () => {
    const response = await test.ask("/docs");
    const policy = response.headers.get("content-security-policy")!;
    const [, nonce] = /style-src 'self' 'nonce-([^']+)'/.exec(policy)!;
    assert.ok((await response.text()).includes(`<style nonce="${nonce}">`));
    assert.ok(policy.includes(`script-src 'self' 'nonce-${nonce}'`), policy);
    return nonce;
  }));
  assert.equal(new Set(policies).size, 3);
});

Deno.test("no answer has CORS headers, whatever origin asks", async () => {
  await using test = await openApp();
  const origins = [
    "null",
    ORIGIN,
    ORIGIN.replace("http:", "https:"),
    `${ORIGIN}.evil.example`,
    `${ORIGIN}:81`,
    ORIGIN.replace("celestra", "evil-celestra"),
    ORIGIN.replace("celestra", "evil.celestra"),
    ORIGIN.toUpperCase(),
    "https://evil.example",
    "http://localhost",
    "http://127.0.0.1",
    "file://",
    "chrome-extension://abc",
    "*",
    "",
  ];
  for (const origin of origins) {
    for (const method of ["GET", "OPTIONS", "POST"]) {
      const headers = {
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "authorization",
      };
      const response = await test.ask("/api/v1/workflows", { as: "viewer", method, headers });
      await response.body?.cancel();
      const names = [...response.headers.keys()].filter((name) =>
        name.startsWith("access-control")
      );
      assert.deepEqual(names, [], `${method} from ${origin}`);
      if (method === "OPTIONS") assert.equal(response.status, 405);
    }
  }
});

const SECRET = "boom: /srv/celestra/secret.key";

async function unchanged({ ask }: TestApp): Promise<Response> {
  const path = "/api/v1/workflows/shop";
  const etag = (await ask(path, { as: "viewer" })).headers.get("etag")!;
  const response = await ask(path, { as: "viewer", headers: { "if-none-match": etag } });
  assert.equal(response.status, 304);
  return response;
}

/** Checks the headers of an answer; answers its text. A stream is only looked at. */
async function check({ headers, body, status }: Response, name: string): Promise<string> {
  const of = (header: string) => headers.get(header) ?? "";
  const policy = of("content-security-policy");
  const place = `${name} (${status}): ${policy}`;
  assert.match(policy, /^default-src 'none'; /, place);
  for (const part of ["base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'"]) {
    assert.ok(policy.includes(part), place);
  }
  assert.doesNotMatch(policy, /unsafe|\*|http/, place);
  const [, age] = /^max-age=(\d+)/.exec(of("strict-transport-security")) ?? [];
  assert.ok(Number(age) >= 31_536_000, place);
  assert.equal(of("x-content-type-options"), "nosniff", place);
  assert.equal(of("referrer-policy"), "same-origin", place);
  assert.equal(of("cross-origin-opener-policy"), "same-origin", place);
  assert.equal(of("cross-origin-resource-policy"), "same-origin", place);
  const isStatic = /^(assets|pages\.catalogue)/.test(name);
  if (!isStatic) assert.match(of("cache-control"), /^no-(store|cache, no-transform)$/, place);
  if (/^text\/event-stream/.test(of("content-type"))) {
    await body?.cancel();
    return "";
  }
  return await new Response(body).text();
}
