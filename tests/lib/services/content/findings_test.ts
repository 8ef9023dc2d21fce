import assert from "node:assert/strict";
import { createWorkflows, type WorkflowQuery } from "../../../../lib/services/workflows.ts";
import { APP, type House, houseOn, textOf } from "./house.ts";

const ALL: WorkflowQuery = { page: 1, perPage: 100 };

/** What a repository says about rules. */
function settings(spec: string) {
  const content = `apiVersion: celestra/v1\nkind: Repository\nspec:\n${spec}`;
  return { path: "celestra.yaml", content };
}

async function findingsOf({ workflows }: House, name: string) {
  const { items } = await workflows.list(ALL);
  return items.find((item) => item.name === name)!.findings;
}

Deno.test("a list counts what rules find, as the repository wants", async () => {
  const house = await houseOn();
  const { errors, total } = await findingsOf(house, "hello");
  assert.ok(errors === 0 && total > 0, `${errors} of ${total}`);
  await house.push(settings("  rules: { single-replica: error }\n"));
  house.clock.time += 1000;
  const strict = await findingsOf(house, "hello");
  assert.ok(strict.errors > 0);
  assert.equal(strict.total, total);
});

Deno.test("a list counts an exception until its last day", async () => {
  const house = await houseOn();
  const day = "{ rule: image-digest, workflow: one, node: a, reason: A try, until: 2026-01-01 }";
  await house.push(
    { path: "workflows/one.yaml", content: textOf("one", `{ a: ${APP} }`) },
    settings(`  exceptions:\n    - ${day}\n`),
  );
  const { total } = await findingsOf(house, "one");
  house.clock.time += 86_400_000;
  assert.equal((await findingsOf(house, "one")).total, total + 1);
});

Deno.test("nothing is found in a workflow with errors of its own", async () => {
  const house = await houseOn();
  await house.push({ path: "workflows/odd.yaml", content: textOf("odd", "{ a: {} }") });
  assert.deepEqual(await findingsOf(house, "odd"), { errors: 0, total: 0 });
});

Deno.test("a workflow is read with what rules find, one object for all on one day", async () => {
  const { workflows, clock } = await houseOn();
  const read = await workflows.read("hello");
  assert.ok(read.problems.some(({ code }) => code === "rule/single-replica"), codesOf(read));
  assert.equal(await workflows.read("hello"), read);
  clock.time += 86_400_000;
  assert.notEqual(await workflows.read("hello"), read);
});

Deno.test("rules are asked once about a text, and only about what is on the page", async () => {
  const house = await houseOn();
  const asked: string[] = [];
  const ruling: House["ruling"] = {
    ...house.ruling,
    workflow(checked, contents) {
      asked.push(checked.document.file);
      return house.ruling.workflow(checked, contents);
    },
  };
  const events = { publish: () => Promise.resolve() };
  const workflows = createWorkflows({ ...house, ruling, events, now: Date.now });
  await workflows.list({ page: 2, perPage: 3 });
  await house.push({ path: "workflows/zoo.yaml", content: textOf("zoo") });
  house.clock.time += 1000;
  await workflows.list({ page: 2, perPage: 3 });
  assert.deepEqual(asked, ["hello", "monitoring", "shop"].map((name) => `workflows/${name}.yaml`));
});

function codesOf({ problems }: { readonly problems: readonly { readonly code: string }[] }) {
  return problems.map(({ code }) => code).join();
}
