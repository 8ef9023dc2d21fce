/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { ADA } from "../helpers/client.ts";
import {
  canvasOf,
  expectFocusSeen,
  hasFocus,
  inspectorOf,
  nodeOf,
  saveStateOf,
  tabTo,
  wireOf,
} from "../helpers/person.ts";
import { expectCalm, testInhabited } from "./world.ts";

testInhabited("everything is done by keyboard alone", async (world, step) => {
  const { repository, stranger } = world;
  await using ada = await stranger();
  const { page } = ada;
  const { keyboard } = page;
  await page.emulateMedia({ reducedMotion: "reduce" });
  const app = nodeOf(page, "app");

  await step("somebody signs in and opens a workflow", async () => {
    await page.goto("/sign-in");
    if (!await hasFocus(page.getByLabel("Name"))) await tabTo(page, page.getByLabel("Name"));
    await keyboard.type(ADA.name);
    await tabTo(page, page.getByLabel("Password"));
    await keyboard.type(ADA.password);
    await keyboard.press("Enter");
    const link = page.getByRole("link", { name: "Hello" });
    await link.waitFor();
    await tabTo(page, link);
    await keyboard.press("Enter");
    await nodeOf(page, "entry").waitFor();
    await canvasOf(page).waitFor();
    await page.locator('.editor[aria-busy="false"]').waitFor();
  });

  await step("the palette is searched, and what was added has the focus", async () => {
    await keyboard.press("/");
    await expectFocus(page.getByLabel("Search components"));
    await keyboard.type("app");
    await keyboard.press("Enter");
    await expectFocus(app);
    await expectFocusSeen(page);
  });

  await step("it is connected from a list, and keeps the focus", async () => {
    await keyboard.press("c");
    await expectFocus(page.getByLabel("Search ports"));
    await keyboard.type("token");
    await keyboard.press("Enter");
    await wireOf(page, "token.data", "app.settings").waitFor();
    await expectFocus(app);
  });

  await step("a field is filled", async () => {
    const image = inspectorOf(page).getByLabel("Image", { exact: true });
    await tabTo(page, image);
    await keyboard.type("Custom");
    await tabTo(page, inspectorOf(page).getByLabel("Image, custom"));
    await keyboard.type("ghcr.io/acme/api:1.4.2");
    await inspectorOf(page).locator(".fault").waitFor({ state: "detached" });
  });

  await step("a node is moved, and that is undone and redone", async () => {
    await tabTo(page, app, "Shift+Tab");
    const before = await placeOf(app);
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowDown");
    await expectPlace(app, (place) => place !== before);
    const after = await placeOf(app);
    await keyboard.press("Control+z");
    await expectPlace(app, (place) => place === before);
    await keyboard.press("Control+y");
    await expectPlace(app, (place) => place === after);
    await expectFocus(app);
  });

  await step("nodes are copied, pasted and deleted", async () => {
    await keyboard.press("Control+c");
    await keyboard.press("Control+v");
    await nodeOf(page, "app-2").waitFor();
    await tabTo(page, nodeOf(page, "app-2"));
    await keyboard.press("Enter");
    await keyboard.press("Delete");
    await nodeOf(page, "app-2").waitFor({ state: "detached" });
    assert.equal(await app.count(), 1);
  });

  await step("it is laid out anew and saved", async () => {
    const before = await placeOf(app);
    await keyboard.press("l");
    await expectPlace(app, (place) => place !== before);
    const [head] = await repository.commits();
    await keyboard.press("Control+s");
    await saveStateOf(page).filter({ hasText: /^Saved$/ }).waitFor();
    assert.equal((await repository.commits())[1], head, "it is not one commit");
    const saved = await repository.read("workflows/hello.yaml");
    assert.ok(saved.includes("image: ghcr.io/acme/api:1.4.2"));
    assert.ok(saved.includes("{ from: token.data, to: app.settings }"));
  });

  await step("the list of keys opens and closes, and the focus comes back", async () => {
    const help = page.getByRole("button", { name: "Keyboard shortcuts" });
    await tabTo(page, help, "Shift+Tab");
    for (const open of ["?", "Enter"]) {
      await keyboard.press(open);
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
      await expectFocusSeen(page);
      await keyboard.press(open === "?" ? "Escape" : "Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await expectFocus(help);
    }
  });

  await step("it is deployed", async () => {
    const deploy = page.getByRole("button", { name: "Deploy", exact: true });
    await tabTo(page, deploy);
    await keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Deploy" });
    await dialog.getByLabel("token API_TOKEN").waitFor();
    await tabTo(page, dialog.getByRole("button", { name: "Deploy", exact: true }));
    await keyboard.press("Enter");
    await page.getByRole("region", { name: "Deployment" }).getByText("Nothing was applied")
      .waitFor();
    await expectFocus(deploy);
  });

  expectCalm(ada);
});

/** Waits until something has the focus. */
async function expectFocus(target: Locator): Promise<void> {
  const element = await target.elementHandle();
  await target.page().waitForFunction((one) => one === document.activeElement, element);
}

/** Where a node stands on the canvas, whatever of it is seen. */
function placeOf(node: Locator): Promise<string> {
  return node.evaluate((element) => (element as HTMLElement).style.transform);
}

async function expectPlace(node: Locator, isGood: (place: string) => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!isGood(await placeOf(node))) {
    if (Date.now() > end) throw new Error(`it stands at ${await placeOf(node)}`);
    await node.page().evaluate(() => new Promise(requestAnimationFrame));
  }
}
