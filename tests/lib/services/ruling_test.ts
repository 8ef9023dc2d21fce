import assert from "node:assert/strict";
import { ruling } from "../../../lib/cli/tools.ts";
import type { Contents } from "../../../lib/services/contents.ts";
import { APP, textOf } from "./content/house.ts";

/** A repository that lies in memory. */
function contentsOf(files: Readonly<Record<string, string>>): Contents {
  return {
    list: (folder) =>
      Promise.resolve(Object.keys(files).filter((path) => path.startsWith(`${folder}/`)).sort()),
    read: (path) => Promise.resolve(files[path]),
  };
}

const HEAD = "apiVersion: celestra/v1\nkind:";
const SHOP = textOf("shop", `{ api: ${APP} }`);

function settings(spec: string): string {
  return `${HEAD} Repository\nspec:\n${spec}`;
}

/** What is told of a file among others. */
async function told(
  path: string,
  files: Readonly<Record<string, string>>,
  today = "2026-07-01",
): Promise<string[]> {
  const found = await ruling({ today }).file(files[path]!, path, contentsOf(files));
  return found.map(({ severity, code, line, message, suggestion }) =>
    `${line} ${severity} ${code}: ${message}${suggestion === undefined ? "" : ` (${suggestion}?)`}`
  );
}

const exception = (fields: string, until = "2026-07-01") =>
  settings(`  exceptions:\n    - { ${fields}, reason: It is small, until: ${until} }\n`);

Deno.test("a workflow is asked what its repository wants to know", async () => {
  const only = settings("  rules: { image-digest: error }\n");
  const files = { "workflows/shop.yaml": SHOP, "celestra.yaml": only };
  const found = await told("workflows/shop.yaml", files);
  assert.equal(found.filter((one) => one.includes(" error rule/image-digest: ")).length, 1);
  const plain = await told("workflows/shop.yaml", { "workflows/shop.yaml": SHOP });
  assert.equal(plain.filter((one) => one.includes(" warning rule/image-digest: ")).length, 1);
});

Deno.test("a workflow with errors is told these first", async () => {
  const broken = SHOP.replace("8080", "http");
  const found = await told("workflows/shop.yaml", { "workflows/shop.yaml": broken });
  assert.equal(found.length, 1);
  assert.match(found[0]!, /wrong_type/);
});

Deno.test("an exception in celestra.yaml silences its node until the day is over", async () => {
  const files = {
    "workflows/shop.yaml": SHOP,
    "celestra.yaml": exception("rule: image-digest, workflow: shop, node: api"),
  };
  const isTold = async (today: string) =>
    (await told("workflows/shop.yaml", files, today)).some((one) => one.includes("image-digest"));
  assert.equal(await isTold("2026-07-01"), false);
  assert.equal(await isTold("2026-07-02"), true);
  assert.deepEqual(await told("celestra.yaml", files), []);
  assert.deepEqual(await told("celestra.yaml", files, "2026-07-02"), [
    "5 warning exception_expired: The exception of shop.api from image-digest ended on " +
    "2026-07-01; expected a mended node, or a later day",
  ]);
});

for (
  const [fields, expected] of [
    [
      "rule: image-tag, workflow: shop, node: api",
      "shop.api does not break image-tag, so this exception allows nothing; remove it",
    ],
    [
      "rule: image-digest, workflow: shoop, node: api",
      'There is no workflow "shoop", so this exception allows nothing; remove it (shop?)',
    ],
    [
      "rule: image-digest, workflow: shop, node: apy",
      'There is no node "apy" in shop, so this exception allows nothing; remove it (api?)',
    ],
  ] as const
) {
  Deno.test(`an exception that matches nothing is told: ${fields}`, async () => {
    const files = { "workflows/shop.yaml": SHOP, "celestra.yaml": exception(fields) };
    const found = await told("celestra.yaml", files);
    assert.deepEqual(found, [`5 warning exception_unused: ${expected}`]);
  });
}

Deno.test("an environment is told what only its overrides break, at their lines", async () => {
  const environment = `${HEAD} Environment
metadata: { name: live }
spec:
  target: git
  overrides:
    shop:
      api:
        replicas: 3
        image: nginx
`;
  const files = { "workflows/shop.yaml": SHOP, "environments/live.yaml": environment };
  const found = await told("environments/live.yaml", files);
  assert.deepEqual(found.map((one) => one.split(":")[0]), [
    "7 warning rule/disruption-budget",
    "10 warning rule/image-digest",
    "10 error rule/image-tag",
    "7 warning rule/replica-spread",
  ]);
  const same = environment.replace(/ {8}replicas: 3\n/, "").replace("image: nginx", "replicas: 1");
  assert.deepEqual(
    await told("environments/live.yaml", { ...files, "environments/live.yaml": same }),
    [],
  );
});

Deno.test("an override that makes a workflow wrong breaks no rule yet", async () => {
  const spec = "spec: { target: git, overrides: { shop: { api: { image: not an image } } } }\n";
  const environment = `${HEAD} Environment\nmetadata: { name: live }\n${spec}`;
  const files = { "workflows/shop.yaml": SHOP, "environments/live.yaml": environment };
  const found = await told("environments/live.yaml", files);
  assert.deepEqual(found.filter((one) => one.includes("rule/")), []);
});
