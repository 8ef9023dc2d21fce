/// <reference lib="dom" />
import { buildIslands } from "../lib/build/islands.ts";
import { openBrowser, openPerson } from "./helpers/browser.ts";
import { ADA, begin } from "./helpers/client.ts";
import { inFolder } from "./helpers/host.ts";
import { ROOT } from "./helpers/house.ts";
import { inspectorOf, nodeOf, openEditor, openTab, signInAt } from "./helpers/person.ts";
import { serve } from "./helpers/served.ts";

// Writes the picture of the README: deno run -A tests/screenshots.ts
if (import.meta.main) await inFolder(drawEditor);

/** Draws the editor with an example open and one of its nodes selected. */
async function drawEditor(folder: string): Promise<void> {
  await buildIslands();
  await using served = await serve({ data: `${folder}/data` });
  await begin(served.url, served.link!);
  const browser = await openBrowser();
  try {
    await using person = await openPerson(browser, { url: served.url, width: 1440, height: 900 });
    const { page } = person;
    await page.emulateMedia({ reducedMotion: "reduce" });
    await signInAt(page, ADA);
    await openEditor(page, "shop");
    const files = await openTab(page, "Files");
    await nodeOf(page, "front").click();
    await inspectorOf(page).getByLabel("Title", { exact: true }).waitFor();
    await files.locator(".line.is-marked").first().waitFor();
    await page.getByRole("button", { name: "Show everything" }).click();
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${ROOT}docs/editor.png` });
  } finally {
    await browser.close();
  }
}
