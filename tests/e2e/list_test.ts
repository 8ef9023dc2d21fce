/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { nodeOf, openTab, saveBy, sourceLine, sourceOf } from "../helpers/person.ts";
import { expectCalm, testInhabited } from "./world.ts";

testInhabited("the list is searched, filtered and changed", async (world, step) => {
  const { repository, person, admin } = world;
  await using ada = await person();
  const { page } = ada;

  await step("it is searched, and the address keeps what is searched", async () => {
    await page.goto("/workflows");
    await rowOf(page, "Blog").waitFor();
    await page.getByLabel("Search workflows").fill("ghost");
    await expectRows(page, ["Blog"]);
    assert.equal(new URL(page.url()).search, "?search=ghost");
    await page.reload();
    await expectRows(page, ["Blog"]);
    assert.equal(await page.getByLabel("Search workflows").inputValue(), "ghost");
    await page.getByLabel("Search workflows").fill("nothing is called so");
    await page.getByRole("heading", { name: "Nothing fits" }).waitFor();
    await page.getByRole("link", { name: "Show all workflows" }).click();
    await expectRows(page, EXAMPLES);
  });

  await step("it is filtered and sorted, and the address keeps that, too", async () => {
    await page.getByLabel("Sort by").selectOption("Name, Z to A");
    await expectRows(page, EXAMPLES.toReversed());
    await page.getByText("With errors").click();
    await page.getByRole("heading", { name: "Nothing fits" }).waitFor();
    await page.getByText("Valid", { exact: true }).first().click();
    await expectRows(page, EXAMPLES.toReversed());
    assert.deepEqual(Object.fromEntries(new URL(page.url()).searchParams), {
      sort: "-name",
      state: "valid",
    });
    await page.reload();
    await expectRows(page, EXAMPLES.toReversed());
    assert.equal(await page.getByLabel("Sort by").inputValue(), "-name");
  });

  await step("a workflow is made, blank or as an example", async () => {
    await create(page, "empty", "Blank");
    await page.getByText("Nothing is drawn yet").waitFor();
    await create(page, "greeter", "Hello");
    await nodeOf(page, "greeting").waitFor();
    assert.match(await repository.read("workflows/greeter.yaml"), /^ {2}name: greeter$/m);
  });

  await step("a name that is taken is refused where it was typed", async () => {
    await page.goto("/workflows");
    await openNew(page);
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("greeter");
    await dialog.getByRole("button", { name: "Create" }).click();
    await dialog.getByText("greeter").and(dialog.locator(".notice *, .notice")).first().waitFor();
    await page.keyboard.press("Escape");
    // The refusal is noted by the browser, which is what is looked at here.
    ada.complaints.splice(0).forEach((text) => assert.match(text, /status of 409/));
  });

  await step("a workflow is duplicated", async () => {
    await rowOf(page, "empty").getByRole("button", { name: "Duplicate empty" }).click();
    const dialog = page.getByRole("dialog");
    assert.equal(await dialog.getByLabel("Name of the copy").inputValue(), "empty-copy");
    await dialog.getByLabel("Name of the copy").fill("empty-too");
    await dialog.getByRole("button", { name: "Duplicate" }).click();
    await page.waitForURL("**/workflows/empty-too");
    await page.getByText("Nothing is drawn yet").waitFor();
  });

  await step("a workflow is deleted, and that is undone byte for byte", async () => {
    const before = await repository.read("workflows/blog.yaml");
    const layout = await repository.read("workflows/blog.layout.yaml");
    await page.goto("/workflows");
    await rowOf(page, "Blog").getByRole("button", { name: "Delete Blog" }).click();
    await rowOf(page, "Blog").waitFor({ state: "detached" });
    const { status } = await admin.ask("GET", "/api/v1/workflows/blog");
    assert.equal(status, 404);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("blog is back").waitFor();
    await rowOf(page, "Blog").waitFor();
    assert.equal(await repository.read("workflows/blog.yaml"), before);
    assert.equal(await repository.read("workflows/blog.layout.yaml"), layout);
  });

  expectCalm(ada);
});

testInhabited("files that somebody broke by Git are shown and mended", async (world, step) => {
  const { repository, person } = world;
  await using ada = await person();
  const { page } = ada;
  const broken = Object.fromEntries(
    FAULTS.map((text, index) => [nameOf(index), text]),
  );

  await step("the list shows each with its line and column", async () => {
    await page.goto("/workflows");
    await repository.commit(
      Object.fromEntries(
        Object.entries(broken).map(([name, text]) => [`workflows/${name}.yaml`, text]),
      ),
    );
    await page.goto("/workflows?state=invalid");
    const rows = page.locator(".row");
    await page.getByText(`${FAULTS.length} workflows`, { exact: true }).waitFor();
    const seen = await rows.evaluateAll(withFaults);
    const [first] = seen;
    await page.getByRole("link", { name: "Next page" }).click();
    await rowOf(page, first!).waitFor({ state: "detached" });
    seen.push(...await rows.evaluateAll(withFaults));
    assert.deepEqual(seen.sort(), Object.keys(broken).sort());
  });

  await step("workflows beside them work as before", async () => {
    await page.goto("/workflows?state=valid");
    await expectRows(page, EXAMPLES);
    await rowOf(page, "Hello").getByRole("link", { name: "Hello" }).click();
    await nodeOf(page, "entry").waitFor();
  });

  await step("one opens at its line, and a save mends it", async () => {
    await page.goto("/workflows?search=broken-a");
    await rowOf(page, "broken-a").getByRole("link", { name: /^\d+:\d+$/ }).click();
    await sourceLine(page, "kind: [").waitFor();
    await sourceOf(page).focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(`${WHOLE}  name: broken-a\nspec:\n  nodes: {}\n`);
    await page.locator("#tab-problems .tab-count").waitFor({ state: "detached" });
    await saveBy(page);
    await page.goto("/workflows?search=broken-a");
    await rowOf(page, "broken-a").getByText("Valid").waitFor();
  });

  await step("one that names what is not there opens with its problems", async () => {
    await page.goto(`/workflows/${nameOf(FAULTS.length - 1)}`);
    await (await openTab(page, "Problems")).getByRole("button").first().waitFor();
  });

  expectCalm(ada);
});

/** The examples by title, as the list sorts them by name. */
const EXAMPLES = [
  "API and workers",
  "Blog",
  "Git service",
  "Hello",
  "Monitoring",
  "Web shop",
  "Ticket desk",
];

const WHOLE = "apiVersion: celestra/v1\nkind: Application\nmetadata:\n";

/** What people break by hand, thirty times. */
const FAULTS: readonly string[] = [
  "apiVersion: celestra/v1\nkind: [\n",
  "",
  "\n\n",
  "# nothing but a comment\n",
  "just words\n",
  "- a\n- list\n",
  "42\n",
  "null\n",
  "{}\n",
  "a: b: c\n",
  "a:\n\tb: 1\n",
  'a: "never closed\n',
  "a: 'never closed\n",
  "a: &anchor\nb: *unknown\n",
  "a: 1\na: 2\n",
  "? [a, b]\n: c\n",
  "---\na: 1\n---\nb: 2\n",
  "<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n",
  "%YAML 9.9\n%%\n",
  "!!binary 🙂\n",
  `a: ${"[".repeat(200)}\n`,
  "a: !!js/function 'function () {}'\n",
  "__proto__: { polluted: true }\n",
  "apiVersion: celestra/v2\nkind: Application\nmetadata: { name: x }\nspec: { nodes: {} }\n",
  `${WHOLE}  name: another\nspec:\n  nodes: {}\n`,
  `${WHOLE}  name: same\nspec: 7\n`,
  `${WHOLE}  name: same\nspec:\n  nodes: [a, b]\n`,
  `${WHOLE}  name: same\nspec:\n  nodes:\n    a: { component: nothing-like-it }\n`,
  "\u0000\u0001\u0002\n",
  `${WHOLE}  name: same\nspec:\n  nodes: {}\n  connections: [{ from: a.b, to: c.d }]\n`,
];

function nameOf(index: number): string {
  return `broken-${index < 26 ? "" : "z"}${String.fromCharCode(97 + index % 26)}`;
}

/** The names of the rows that say where a fault is, and what it is. */
function withFaults(rows: readonly Element[]): string[] {
  return rows
    .filter((row) => /^\d+:\d+\S/.test(row.querySelector(".row-fault")?.textContent ?? ""))
    .map((row) => row.querySelector(".row-title a")!.textContent!);
}

function rowOf(page: Page, title: string): Locator {
  return page.locator(".row").filter({ has: page.getByRole("link", { name: title, exact: true }) });
}

/** Waits until the list shows these workflows and no others. */
async function expectRows(page: Page, titles: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      wanted ===
        [...document.querySelectorAll(".row-title a")].map((link) => link.textContent).join(),
    titles.join(),
  );
}

async function openNew(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New workflow" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").waitFor();
}

async function create(page: Page, name: string, example: string): Promise<void> {
  await page.goto("/workflows");
  await openNew(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("radio", { name: new RegExp(`^${example}`) }).check();
  await dialog.getByRole("button", { name: "Create" }).click();
  await page.waitForURL(`**/workflows/${name}`);
}
