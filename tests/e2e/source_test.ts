/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import {
  inspectorOf,
  nodeOf,
  openEditor,
  openTab,
  saveBy,
  saveStateOf,
  sourceLine,
  sourceOf,
  typeAtLine,
} from "../helpers/person.ts";
import { expectCalm, testInhabited } from "./world.ts";

const FILE = "workflows/hello.yaml";

testInhabited("canvas and text follow each other", async (world, step) => {
  const { repository, person } = world;
  await using ada = await person();
  const { page } = ada;
  const loaded: string[] = [];
  page.on("response", (response) => loaded.push(response.url()));
  const before = await repository.read(FILE);

  await step("the text editor is loaded when its tab is opened, and not before", async () => {
    await openEditor(page, "hello");
    await nodeOf(page, "entry").waitFor();
    await openTab(page, "Problems");
    assert.equal(await codeIn(page, loaded), 0, "the text editor is loaded without need");
    await openTab(page, "Source");
    await sourceLine(page, "kind: Application").waitFor();
    assert.ok(await codeIn(page, loaded) > 0, "the text editor came from elsewhere");
  });

  await step("what is typed changes the canvas", async () => {
    await typeAtLine(page, "title: Hello", " there");
    await page.getByRole("heading", { level: 1, name: "Hello there" }).waitFor();
    await typeAtLine(page, /^ {4}greeting:/, "\n  title: Greeting");
    await nodeOf(page, "greeting").getByText("Greeting", { exact: true }).waitFor();
    assert.match(await saveStateOf(page).innerText(), /^(Edited|Draft saved .*)$/);
  });

  await step("an edit on the canvas changes the text, and comments stay", async () => {
    await nodeOf(page, "token").click();
    await inspectorOf(page).getByLabel("Title", { exact: true }).fill("Key");
    await sourceLine(page, "title: Key").waitFor();
    await sourceLine(page, "# Only the name stands here.").waitFor();
    await saveBy(page);
    const lines = (await repository.read(FILE)).split("\n");
    const added = lines.filter((line) => !before.split("\n").includes(line));
    assert.deepEqual(added, [
      "  title: Hello there",
      "      title: Greeting",
      "      title: Key",
    ]);
    assert.equal(lines.length, before.split("\n").length + 2);
  });

  await step("a fault is marked at its line", async () => {
    await nodeOf(page, "web").click();
    await typeAtLine(page, "user: 101", "x");
    const marked = page.locator(".cm-line:has(.cm-lintRange-error)");
    await marked.filter({ hasText: "user: 101x" }).waitFor();
    await page.locator(".cm-gutter-lint .cm-lint-marker-error").waitFor();
    await nodeOf(page, "web").locator(".node-badge").waitFor();
    await page.locator("#tab-problems .tab-count").filter({ hasText: /^1$/ }).waitFor();
    await page.keyboard.press("Control+z");
    await marked.waitFor({ state: "detached" });
    assert.equal(await saveStateOf(page).innerText(), "Saved");
  });

  await step("text that cannot be read is said so, and nothing is lost", async () => {
    const banner = page.locator(".editor-banner").getByText("The source cannot be read");
    const broken = "paths: [{ backend: proxy, path: /, hostPort: 8080 }]";
    await nodeOf(page, "entry").click();
    await typeAtLine(page, broken, " ]");
    await banner.waitFor();
    assert.equal(await page.locator(".react-flow__node-component").count(), 7);
    await nodeOf(page, "proxy").click();
    await page.keyboard.press("Delete");
    await page.locator(".toast").getByText("Correct it in the Source tab first.").waitFor();
    assert.equal(await page.locator(".react-flow__node-component").count(), 7);
    await nodeOf(page, "entry").click();
    assert.equal(await sourceLine(page, `${broken} ]`).count(), 1, "the text is lost");
    await typeAtLine(page, `${broken} ]`, "");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    await banner.waitFor({ state: "detached" });
    assert.equal(await saveStateOf(page).innerText(), "Saved");
  });

  await step("undo and redo go through both, in the text and on the canvas", async () => {
    await nodeOf(page, "web").click();
    await inspectorOf(page).getByLabel("Title", { exact: true }).fill("Site");
    await sourceLine(page, "title: Site").waitFor();
    await typeAtLine(page, "title: Site", " 2");
    await nodeOf(page, "web").getByText("Site 2").waitFor();
    await sourceOf(page).focus();
    await page.keyboard.press("Control+z");
    await nodeOf(page, "web").getByText("Site", { exact: true }).waitFor();
    await page.keyboard.press("Control+z");
    await sourceLine(page, "title: Web").waitFor();
    await nodeOf(page, "web").getByText("Web", { exact: true }).waitFor();
    await nodeOf(page, "web").focus();
    await page.keyboard.press("Control+y");
    await sourceLine(page, /title: Site$/).waitFor();
    await page.keyboard.press("Control+y");
    await sourceLine(page, "title: Site 2").waitFor();
  });

  expectCalm(ada);
});

/** How many of the scripts that a page loaded hold the text editor. */
async function codeIn(page: Page, loaded: readonly string[]): Promise<number> {
  const scripts = [...new Set(loaded)].filter((url) => url.endsWith(".js"));
  const texts = await Promise.all(
    scripts.map((url) => page.context().request.get(url).then((answer) => answer.text())),
  );
  return texts.filter((text) => text.includes("cm-content")).length;
}
