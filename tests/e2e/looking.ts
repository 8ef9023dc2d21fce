import type { Page } from "playwright-core";
import { expectAccessible } from "../helpers/browser.ts";
import { inspectorOf, nodeOf } from "../helpers/person.ts";
import { SCREENS } from "./world.ts";

/** Looks at a page in light and dark. */
export async function shot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectAccessible(page, ["color-contrast"]);
    await page.screenshot({ path: `${SCREENS}${name}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** Gives a node a title, as a person does. */
export async function setTitle(page: Page, node: string, title: string): Promise<void> {
  await nodeOf(page, node).click();
  await inspectorOf(page).getByLabel("Title", { exact: true }).fill(title);
  await nodeOf(page, node).getByText(title, { exact: true }).waitFor();
}
