import assert from "node:assert/strict";
import { openApp } from "../helpers/app.ts";

const MIB = 1024 * 1024;
const COMPOSE = "services:\n  web:\n    image: ghcr.io/acme/web:1.4.2\n    ports: ['8080:80']\n";

Deno.test("POST /api/v1/import answers workflow, layout and report, and keeps nothing", async () => {
  await using test = await openApp();
  const json = { name: "kiosk", files: [{ path: "compose.yaml", text: COMPOSE }] };
  const response = await test.ask("/api/v1/import", { as: "editor", method: "POST", json });
  assert.equal(response.status, 200);
  const { from, text, layout, report, problems } = await response.json();
  assert.deepEqual([from, problems], ["compose", []]);
  assert.match(text, /^ {2}name: kiosk$/m);
  assert.match(layout, /^kind: Layout$/m);
  assert.deepEqual(report[2], {
    file: "compose.yaml",
    from: 3,
    to: 3,
    source: "services.web.image",
    class: "taken",
    message: "",
    node: "web",
    at: ["image"],
  });
  assert.equal((await test.ask("/api/v1/workflows/kiosk", { as: "viewer" })).status, 404);
  const created = await test.ask("/api/v1/workflows", {
    as: "editor",
    method: "POST",
    json: { name: "kiosk", text },
  });
  assert.equal(created.status, 201, await created.text());
});

Deno.test("POST /api/v1/import answers faults at their place", async () => {
  await using test = await openApp();
  const files = [{ path: "c.yaml", text: "services:\n  a: {}\n  a: {}\n" }];
  const json = { from: "compose", name: "shop", files };
  const response = await test.ask("/api/v1/import", { as: "editor", method: "POST", json });
  assert.equal(response.status, 200);
  const { text, problems } = await response.json();
  assert.equal(text, undefined);
  assert.deepEqual([problems[0].code, problems[0].line, problems[0].file], [
    "duplicate_key",
    3,
    "c.yaml",
  ]);
});

Deno.test("POST /api/v1/import refuses formats and paths that there are not", async () => {
  await using test = await openApp();
  const ask = (json: unknown) => test.ask("/api/v1/import", { as: "editor", method: "POST", json });
  const file = { path: "a.yaml", text: "hello" };
  assert.equal((await ask({ from: "absent", name: "a", files: [file] })).status, 422);
  assert.equal((await ask({ name: "a", files: [file] })).status, 422);
  for (const path of ["/etc/passwd", "../a", "a/../b", "a\\b", "", "a//b", "./a"]) {
    const response = await ask({ name: "a", files: [{ ...file, path }] });
    assert.equal(response.status, 422, path);
  }
});

Deno.test("POST /api/v1/import takes 5 MB, and no other JSON route does", async () => {
  await using test = await openApp();
  const text = `${COMPOSE}#${"x".repeat(2 * MIB)}\n`;
  const json = { from: "compose", name: "shop", files: [{ path: "compose.yaml", text }] };
  const large = await test.ask("/api/v1/import", { as: "editor", method: "POST", json });
  assert.equal(large.status, 200);
  assert.match((await large.json()).text, /image: ghcr/);
  const body = JSON.stringify({ text: "x".repeat(2 * MIB) });
  const headers = { "content-type": "application/json" };
  const other = { as: "editor", method: "POST", headers, body } as const;
  assert.equal((await test.ask("/api/v1/validate", other)).status, 413);
  const huge = JSON.stringify({ ...json, files: [{ path: "a.yaml", text: "x".repeat(5 * MIB) }] });
  const refused = await test.ask("/api/v1/import", { ...other, body: huge });
  assert.equal(refused.status, 413);
});
