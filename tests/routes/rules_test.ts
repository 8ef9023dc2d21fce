import assert from "node:assert/strict";
import { rules } from "../../lib/model/rules/registry.ts";
import { openApp } from "../helpers/app.ts";
import { textOf } from "../lib/services/content/house.ts";

const SETTINGS = `apiVersion: celestra/v1
kind: Repository
spec:
  rules: { image-tag: warning, ingress-tls: evaluate }
`;

async function withSettings() {
  const test = await openApp();
  await test.store.commit({
    branch: "main",
    base: await test.store.head("main"),
    files: [{ path: "celestra.yaml", content: SETTINGS }],
    message: "By hand",
    author: { name: "Grace", email: "grace@example.com" },
  });
  test.pass(1000);
  return test;
}

Deno.test("GET rules lists every rule, as the repository sets it", async () => {
  await using test = await withSettings();
  const { items, total } = await (await test.ask("/api/v1/rules", { as: "viewer" })).json();
  assert.equal(total, rules.size);
  const found = new Map(items.map((rule: { id: string }) => [rule.id, rule]));
  assert.deepEqual([...found.keys()], [...rules.keys()]);
  const severities = ["image-tag", "ingress-tls", "privileged"].map((id) => {
    const { severity, set } = found.get(id) as { severity: string; set: string };
    return [severity, set];
  });
  assert.deepEqual(severities, [["error", "warning"], ["warning", "evaluate"], ["error", "error"]]);
});

Deno.test("POST validate tells broken rules, as the repository sets them, with what mends them", async () => {
  await using test = await withSettings();
  const text = textOf(
    "any",
    "{ a: { component: app, config: { image: nginx, replicas: 2 } } }",
  );
  const response = await test.ask("/api/v1/validate", {
    as: "viewer",
    method: "POST",
    json: { text },
  });
  const { ok, problems } = await response.json();
  assert.equal(ok, true, "celestra.yaml says that no tag is a warning");
  const { severity, mend } = problems.find(({ code }: { code: string }) =>
    code === "rule/replica-spread"
  );
  assert.equal(severity, "warning");
  assert.deepEqual(mend, [{ op: "set", node: "a", path: ["placement", "spread"], value: "host" }]);
  assert.ok(problems.some(({ code }: { code: string }) => code === "rule/image-tag"));
});

Deno.test("a workflow that breaks a rule is saved and rendered all the same", async () => {
  await using test = await openApp();
  const text = textOf("any", "{ a: { component: app, config: { image: nginx } } }");
  const saved = await test.ask("/api/v1/workflows/any", {
    as: "editor",
    method: "PUT",
    headers: { "if-none-match": "*" },
    json: { text, message: "New" },
  });
  assert.equal(saved.status, 201);
  const made = await test.ask("/api/v1/generate/kubernetes", {
    as: "viewer",
    method: "POST",
    json: { name: "any" },
  });
  assert.equal(made.status, 200);
});

Deno.test("the page of the editor carries the settings of rules and the day", async () => {
  await using test = await withSettings();
  const rules = await test.services.generation.rules();
  assert.deepEqual(rules.settings.severities, {
    "image-tag": "warning",
    "ingress-tls": "evaluate",
  });
  assert.match(rules.today, /^\d{4}-\d\d-\d\d$/);
});
