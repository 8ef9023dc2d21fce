/// <reference lib="dom" />
import assert from "node:assert/strict";
import { expectAccessible } from "../helpers/browser.ts";
import { hasFocus, inspectorOf, nodeOf, openEditor, saveBy } from "../helpers/person.ts";
import { setTitle, shot } from "./looking.ts";
import { expectCalm, testInhabited } from "./world.ts";

const FILE = "workflows/hello.yaml";

testInhabited("the past is read, compared on the canvas, and brought back", async (world, step) => {
  const { repository, person } = world;
  await using ada = await person();
  const { page } = ada;
  const panel = page.getByRole("complementary", { name: "History" });
  const comparison = page.getByRole("region", { name: "Comparison" });
  let begin = "";

  await step("each save is an entry that says who, when and what, in words", async () => {
    await openEditor(page, "hello");
    begin = await repository.read(FILE);
    await setTitle(page, "greeting", "First");
    await saveBy(page);
    await setTitle(page, "greeting", "Second");
    await nodeOf(page, "token").click();
    await page.keyboard.press("Delete");
    await saveBy(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("h");
    const newest = panel.locator("li.history-entry").first();
    await newest.getByText("ada").waitFor();
    await newest.getByText(/greeting.*Second/).first().waitFor();
    await newest.getByText(/[Rr]emoved token/).first().waitFor();
    await expectAccessible(page);
    await shot(page, "history");
  });

  await step("what a commit did is drawn on the canvas, with what went as a ghost", async () => {
    await panel.getByRole("button", { name: "Changes" }).first().click();
    const ghost = comparison.locator('.react-flow__node[data-id="token"] .node.is-removed');
    await ghost.waitFor();
    await comparison.locator('.react-flow__node[data-id="greeting"] .node.is-changed').waitFor();
    await comparison.getByRole("list", { name: "What the marks mean" }).getByText("Removed")
      .waitFor();
    await panel.locator("del", { hasText: "First" }).waitFor();
    await panel.locator("ins", { hasText: "Second" }).waitFor();
    await expectAccessible(page);
    await shot(page, "comparison");
  });

  await step("any two states are compared, by keys alone", async () => {
    await panel.getByLabel("From", { exact: true }).selectOption({ index: 3 });
    await panel.getByLabel("To", { exact: true }).selectOption({ label: "Now, with your edits" });
    await comparison.locator(".is-changed").first().waitFor();
    await page.keyboard.press("Escape");
    await comparison.waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await nodeOf(page, "web").focus();
    await page.keyboard.press("h");
    await panel.waitFor();
    assert.equal(await hasFocus(panel), true);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    assert.equal(await hasFocus(nodeOf(page, "web")), true);
    await page.keyboard.press("h");
  });

  await step("what was edited again since stays, and it is said why", async () => {
    await panel.getByRole("button", { name: "Close history" }).click();
    await nodeOf(page, "greeting").click();
    await inspectorOf(page).getByRole("button", { name: "History of this node" }).click();
    await panel.locator("li.history-entry").last().getByRole("button", { name: "Restore" }).click();
    const stays = panel.getByRole("heading", { name: "What stays as it is" });
    await stays.waitFor();
    await panel.getByText(/^Title: .*ada/).waitFor();
    await shot(page, "restore-skipped");
    await panel.getByLabel("Take these later edits back, too").check();
    await panel.getByText(/title of greeting/).waitFor();
    await panel.getByRole("button", { name: "Cancel" }).click();
  });

  await step("a node is brought back, after a look at what that does", async () => {
    await panel.locator("li.history-entry").nth(1).getByRole("button", { name: "Restore" }).click();
    await panel.getByRole("heading", { name: "Restore greeting" }).waitFor();
    await comparison.locator('.react-flow__node[data-id="greeting"] .node.is-changed').waitFor();
    await expectAccessible(page);
    await shot(page, "restore");
    await panel.getByRole("button", { name: "Restore", exact: true }).click();
    await comparison.waitFor({ state: "detached" });
    await nodeOf(page, "greeting").getByText("First").waitFor();
    assert.doesNotMatch(await repository.read(FILE), /\n {4}token:/);
  });

  await step("the workflow is brought back byte for byte", async () => {
    await panel.getByRole("radio", { name: "Workflow" }).check();
    await panel.locator("li.history-entry").last().getByRole("button", { name: "Restore" }).click();
    await panel.getByText("What would change").waitFor();
    await comparison.locator('.react-flow__node[data-id="token"] .node.is-added').waitFor();
    await shot(page, "restore-all");
    await panel.getByRole("button", { name: "Restore", exact: true }).click();
    await comparison.waitFor({ state: "detached" });
    await nodeOf(page, "token").waitFor();
    assert.equal(await repository.read(FILE), begin);
  });

  expectCalm(ada);
});
