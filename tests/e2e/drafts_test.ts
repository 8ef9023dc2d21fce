/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { expectAccessible } from "../helpers/browser.ts";
import { inspectorOf, nodeOf, openEditor, saveBy, saveStateOf } from "../helpers/person.ts";
import { expectCalm, testInhabited } from "./world.ts";

const FILE = "workflows/hello.yaml";

testInhabited(
  "edits are kept without being saved, and two people lose nothing",
  async (world, step) => {
    const { repository, person } = world;
    await using ada = await person();
    await using eve = await person({ as: "editor" });
    const { page, context } = ada;
    const [first] = await repository.commits();

    await step("an edit is kept, and no commit is made", async () => {
      await openEditor(page, "hello");
      await setTitle(page, "greeting", "Kept");
      await draftSaved(page);
      assert.equal((await repository.commits())[0], first);
      await expectAccessible(page);
    });

    await step("it is there after a reload, and leaving asks nothing", async () => {
      await page.reload();
      await nodeOf(page, "greeting").getByText("Kept").waitFor();
      await draftSaved(page);
    });

    await step(
      "it is there in a second tab, and what is edited there comes back to the first",
      async () => {
        const tab = await context.newPage();
        await openEditor(tab, "hello");
        await nodeOf(tab, "greeting").getByText("Kept").waitFor();
        await setTitle(tab, "token", "Second tab");
        await draftSaved(tab);
        await page.bringToFront();
        await page.evaluate(() => dispatchEvent(new Event("focus")));
        await nodeOf(page, "token").getByText("Second tab").waitFor();
        await page.getByText("Your draft was edited in another tab").waitFor();
        await tab.close();
      },
    );

    await step("nobody else sees it", async () => {
      await openEditor(eve.page, "hello");
      await nodeOf(eve.page, "greeting").waitFor();
      assert.equal(await nodeOf(eve.page, "greeting").getByText("Kept").count(), 0);
      assert.equal(await saveStateOf(eve.page).innerText(), "Saved");
    });

    await step("two people edit different fields, and both saves land", async () => {
      await setTitle(eve.page, "web", "Shop front");
      await saveBy(eve.page);
      await page.getByText("editor saved this workflow. Your edits lie on top of it.").waitFor();
      await nodeOf(page, "web").getByText("Shop front").waitFor();
      await nodeOf(page, "greeting").getByText("Kept").waitFor();
      await saveBy(page);
      const saved = await repository.read(FILE);
      for (const title of ["Shop front", "Kept", "Second tab"]) {
        assert.ok(saved.includes(title), title);
      }
      const commits = await repository.commits();
      assert.equal(commits.indexOf(first!), 2, "each save is one commit");
      await nodeOf(eve.page, "greeting").getByText("Kept").waitFor();
    });

    expectCalm(ada);
    expectCalm(eve);
  },
);

async function draftSaved(page: Page): Promise<void> {
  await saveStateOf(page).filter({ hasText: /^Draft saved \d\d:\d\d$/ }).waitFor();
}

async function setTitle(page: Page, node: string, title: string): Promise<void> {
  await nodeOf(page, node).click();
  await inspectorOf(page).getByLabel("Title", { exact: true }).fill(title);
  await nodeOf(page, node).getByText(title, { exact: true }).waitFor();
}
