/// <reference lib="dom" />
import assert from "node:assert/strict";
import { expectAccessible } from "../helpers/browser.ts";
import { nodeOf, openEditor, saveBy, saveStateOf, tabTo } from "../helpers/person.ts";
import { setTitle, shot } from "./looking.ts";
import { eventually } from "../helpers/processes.ts";
import { expectCalm, SCREENS, testInhabited } from "./world.ts";

const FILE = "workflows/hello.yaml";

testInhabited("what two people made differently is decided on the page", async (world, step) => {
  const { repository, person } = world;
  await using ada = await person();
  await using eve = await person({ as: "editor" });
  const { page } = ada;
  const panel = page.getByRole("complementary", { name: "Conflicts" });
  const banner = page.getByText("editor saved this workflow while you edit it.");

  /** Both give one node a title; Eve saves first. */
  const collide = async (mine: string, theirs: string) => {
    await setTitle(page, "greeting", mine);
    await setTitle(eve.page, "greeting", theirs);
    await saveBy(eve.page);
    await banner.waitFor();
  };

  await step("who edits is told, and keeps what is drawn", async () => {
    await openEditor(page, "hello");
    await openEditor(eve.page, "hello");
    await collide("Mine", "Theirs");
    await page.getByText("Both of you changed one thing differently.").waitFor();
    await nodeOf(page, "greeting").getByText("Mine").waitFor();
  });

  await step("a save saves nothing, and asks on the node and beside it", async () => {
    const [head] = await repository.commits();
    await page.keyboard.press("Control+s");
    await panel.getByRole("heading", { name: "One thing collides" }).waitFor();
    assert.equal((await repository.commits())[0], head);
    await nodeOf(page, "greeting").locator(".node.is-conflict .mark.is-conflict").waitFor();
    await panel.getByRole("button", { name: "Mine: Title" }).waitFor();
    await panel.getByRole("radio", { name: "Saved by others Theirs" }).waitFor();
    await panel.getByRole("radio", { name: "As it was Nothing" }).waitFor();
    assert.equal(await saveStateOf(page).innerText(), "Not saved");
    await expectAccessible(page);
    await shot(page, "conflict");
  });

  await step("it is decided by keys alone, and saved as one commit", async () => {
    const commits = await repository.commits();
    await tabTo(page, panel.getByRole("radio", { name: /^Mine/ }));
    await page.keyboard.press("Space");
    await panel.getByText("Everything is decided.").waitFor();
    await page.keyboard.press("Enter");
    await panel.waitFor({ state: "detached" });
    assert.equal((await repository.commits()).length, commits.length + 1);
    assert.match(await repository.read(FILE), /title: Mine\n/);
    await saveStateOf(page).filter({ hasText: /^Saved$/ }).waitFor();
    await nodeOf(eve.page, "greeting").getByText("Mine").waitFor();
  });

  await step("a third value is neither's", async () => {
    await collide("Mine again", "Theirs again");
    await page.getByRole("button", { name: "Decide" }).click();
    await panel.getByLabel("Value of one's own").fill("Ours");
    await panel.getByRole("button", { name: "Save" }).click();
    await panel.waitFor({ state: "detached" });
    assert.match(await repository.read(FILE), /title: Ours\n/);
    await nodeOf(page, "greeting").getByText("Ours").waitFor();
  });

  await step("a draft is discarded, and comes back when it was a mistake", async () => {
    await collide("Not wanted", "Wanted");
    await page.getByRole("button", { name: "Decide" }).click();
    await panel.getByRole("button", { name: "Discard my draft" }).click();
    await nodeOf(page, "greeting").getByText("Wanted", { exact: true }).waitFor();
    await saveStateOf(page).filter({ hasText: /^Saved$/ }).waitFor();
    await page.getByRole("button", { name: "Bring it back" }).click();
    await nodeOf(page, "greeting").getByText("Not wanted").waitFor();
  });

  // A browser notes each refusal, which is what this is about.
  const refusals = ada.complaints.splice(0);
  assert.ok(refusals.length >= 3);
  for (const text of refusals) assert.match(text, /status of 409/);
  expectCalm(ada);
  expectCalm(eve);
});

testInhabited("edits that nobody could keep are not left by mistake", async (world, step) => {
  await using ada = await world.person();
  const { page, context } = ada;
  await step("a link keeps them first, and asks nothing", async () => {
    await openEditor(page, "hello");
    await setTitle(page, "greeting", "Quick");
    await page.getByRole("link", { name: "Deployments", exact: true }).click();
    await page.waitForURL("**/deployments");
    await openEditor(page, "hello");
    await nodeOf(page, "greeting").getByText("Quick").waitFor();
  });

  await step("without an answer it says so, asks, and goes on trying", async () => {
    await context.setOffline(true);
    await setTitle(page, "greeting", "Offline");
    await page.getByText("Not saved: Celestra does not answer.").waitFor();
    await expectAccessible(page);
    await page.screenshot({ path: `${SCREENS}not-saved.png` });
    const asked: string[] = [];
    page.on("dialog", async (question) => {
      asked.push(question.type());
      await question.dismiss();
    });
    await page.getByRole("link", { name: "Deployments", exact: true }).click();
    await page.getByText("Not saved: Celestra does not answer.").waitFor();
    await eventually(() => Promise.resolve(asked.join()), (kinds) => kinds === "confirm");
    await context.setOffline(false);
    await saveStateOf(page).filter({ hasText: /^Draft saved/ }).waitFor();
  });

  for (const text of ada.complaints.splice(0)) assert.match(text, /ERR_INTERNET_DISCONNECTED/);
  expectCalm(ada);
});
