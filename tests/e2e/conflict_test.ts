/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { inspectorOf, nodeOf, openEditor, saveBy, saveStateOf } from "../helpers/person.ts";
import { expectCalm, testInhabited } from "./world.ts";

const FILE = "workflows/hello.yaml";

testInhabited("two people who edit one workflow lose nothing", async (world, step) => {
  const { repository, person } = world;
  await using ada = await person();
  await using eve = await person({ as: "editor" });
  const { page } = ada;
  const dialog = page.getByRole("dialog", { name: "editor saved this workflow" });
  const offer = page.getByText("editor saved this workflow while you edit it.");

  /** Ada edits, Eve saves, and Ada saves, too. */
  const meet = async (mine: string, theirs: string) => {
    await setTitle(page, "greeting", mine);
    await setTitle(eve.page, "token", theirs);
    await saveBy(eve.page);
    await offer.waitFor();
    await page.keyboard.press("Control+s");
    await dialog.waitFor();
    assert.equal(await saveStateOf(page).innerText(), "Not saved");
  };

  await step("the second save asks what to do, and changes nothing", async () => {
    await openEditor(page, "hello");
    await openEditor(eve.page, "hello");
    await meet("Mine", "Theirs");
    const saved = await repository.read(FILE);
    assert.ok(saved.includes("title: Theirs") && !saved.includes("title: Mine"));
    assert.match(await dialog.getByLabel("My text").inputValue(), /title: Mine/);
  });

  await step("it can be put off, and is asked again", async () => {
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await offer.waitFor();
    await nodeOf(page, "greeting").getByText("Mine").waitFor();
    await page.getByRole("button", { name: "Look" }).click();
    await dialog.waitFor();
  });

  await step("edits are put on top of those of others", async () => {
    await dialog.getByRole("button", { name: "Put my edits on top" }).click();
    await nodeOf(page, "token").getByText("Theirs").waitFor();
    await nodeOf(page, "greeting").getByText("Mine").waitFor();
    await saveBy(page);
    const saved = await repository.read(FILE);
    assert.ok(saved.includes("title: Theirs") && saved.includes("title: Mine"));
    await nodeOf(eve.page, "greeting").getByText("Mine").waitFor();
  });

  await step("edits are dropped", async () => {
    await meet("Mine again", "Theirs again");
    const [head] = await repository.commits();
    await dialog.getByRole("button", { name: "Drop my edits" }).click();
    await nodeOf(page, "token").getByText("Theirs again").waitFor();
    await nodeOf(page, "greeting").getByText("Mine", { exact: true }).waitFor();
    assert.equal(await saveStateOf(page).innerText(), "Saved");
    assert.equal((await repository.commits())[0], head);
  });

  await step("a page with edits that are not saved is not left by mistake", async () => {
    const asked: string[] = [];
    let isLeaving = false;
    page.on("dialog", async (question) => {
      asked.push(question.type());
      await (isLeaving ? question.accept() : question.dismiss());
    });
    await setTitle(page, "greeting", "Not saved");
    await page.getByRole("link", { name: "Deployments", exact: true }).click();
    assert.deepEqual(asked, ["confirm"]);
    const isAsked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    await isAsked;
    assert.deepEqual(asked, ["confirm", "beforeunload"]);
    await nodeOf(page, "greeting").getByText("Not saved").waitFor();
    isLeaving = true;
    await page.getByRole("link", { name: "Deployments", exact: true }).click();
    await page.waitForURL("**/deployments");
    assert.deepEqual(asked, ["confirm", "beforeunload", "confirm"]);
  });

  // A browser notes each refusal, which is what this is about.
  const refusals = ada.complaints.splice(0);
  assert.equal(refusals.length, 2);
  for (const text of refusals) assert.match(text, /status of 412/);
  expectCalm(ada);
  expectCalm(eve);
});

async function setTitle(page: Page, node: string, title: string): Promise<void> {
  await nodeOf(page, node).click();
  await inspectorOf(page).getByLabel("Title", { exact: true }).fill(title);
  await nodeOf(page, node).getByText(title, { exact: true }).waitFor();
}
