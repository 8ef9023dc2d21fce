import assert from "node:assert/strict";
import { openApp, type TestApp } from "../helpers/app.ts";
import { textOf, things } from "./cases.ts";

const VALUE = `gh${"p_"}${"Zq7Lw2Xk9Rt4".repeat(3)}`;

Deno.test("PUT and PATCH answer 422 with where a secret is, and keep it nowhere", async () => {
  await using test = await openApp();
  const { workflow, etag, layoutTag } = await things(test);
  const path = `/api/v1/workflows/${workflow}`;
  const file = `workflows/${workflow}.yaml`;
  const text = textOf(workflow);
  const [before, headers] = [await test.store.head("main"), { "if-match": etag }];
  const operations = [
    { op: "add-node", node: "cache", component: "app", config: { image: "a", env: { A: VALUE } } },
  ];
  const layout = await (await test.ask(`${path}/layout`, { as: "viewer" })).json();
  const named = `${text}# ${VALUE}\n`;
  for (
    const [method, at, where, json, tag] of [
      ["PUT", path, `${file}:${named.split("\n").length - 1}`, { text: named }, etag],
      ["PATCH", path, `${file}:`, { operations }, etag],
      ["PATCH", path, "the commit message:1", { operations: RENAMED, message: VALUE }, etag],
      ["PUT", `${path}/layout`, ".layout.yaml:", { text: `${layout.text}# ${VALUE}\n` }, layoutTag],
    ] as const
  ) {
    const asking = {
      as: "editor",
      method,
      headers: { ...headers, "if-match": tag },
      json,
    } as const;
    const response = await test.ask(at, asking);
    const body = await response.text();
    assert.equal(response.status, 422, body);
    const { code, details: { findings: [finding] } } = JSON.parse(body).error;
    assert.equal(code, "secret_found");
    assert.equal(finding.rule, "github-token");
    assert.ok(`${finding.file}:${finding.line}`.includes(where), body);
    assert.ok(!body.includes(VALUE.slice(4)), body);
  }
  assert.equal(await test.store.head("main"), before);
  await assertUntold(test);
});

Deno.test("PUT of an allowed secret is told by the commit that the audit log names", async () => {
  await using test = await openApp();
  const { workflow, etag } = await things(test);
  const comment = "# celestra:allow-secret github-token because it is revoked";
  const text = `${textOf(workflow)}# was: ${VALUE} ${comment}\n`;
  const headers = { "if-match": etag };
  const asking = { as: "editor", method: "PUT", headers, json: { text } } as const;
  const response = await test.ask(`/api/v1/workflows/${workflow}`, asking);
  assert.equal(response.status, 200, await response.text());
  const { items: [record] } = await test.services.audit.list({ page: 1, perPage: 1 });
  const [commit] = await test.store.history(record!.after!, 1);
  const line = text.split("\n").length - 1;
  assert.match(
    commit!.message,
    new RegExp(`^Allowed-Secret: github-token workflows/${workflow}.yaml:${line}$`, "m"),
  );
  await assertUntold(test);
});

const RENAMED = [{ op: "add-node", node: "other", component: "app", config: { image: "a" } }];

/** Neither the log nor the audit log has the value. */
async function assertUntold({ lines, logged, services }: TestApp): Promise<void> {
  const { items } = await services.audit.list({ page: 1, perPage: 50 });
  assert.ok(items.length > 0);
  const written = Deno.inspect([lines, logged, items], { depth: 99, strAbbreviateSize: 1e6 });
  assert.ok(!written.includes(VALUE.slice(4)));
}
