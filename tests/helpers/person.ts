/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";

/** Who signs in. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** Where something is on the screen. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Signs in by the form. */
export async function signInAt(page: Page, { name, password }: Credentials): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/workflows");
}

/** Makes the first administrator by the form behind the link, and lands on the list. */
export async function startAt(
  page: Page,
  link: string,
  { name, password }: Credentials,
): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await page.waitForURL("**/workflows");
}

/** Opens a workflow and waits until its canvas can be worked with. */
export async function openEditor(page: Page, name: string): Promise<void> {
  await page.goto(`/workflows/${name}`);
  await canvasOf(page).waitFor();
  await page.locator('.editor[aria-busy="false"]').waitFor();
}

/** The canvas, once it is drawn. */
export function canvasOf(page: Page): Locator {
  return page.locator(".react-flow__pane");
}

/** A node on the canvas. */
export function nodeOf(page: Page, id: string): Locator {
  return page.locator(`.react-flow__node[data-id="${id}"]`);
}

/** A connection on the canvas, by its ends: `db.endpoint`, `api.requires`. */
export function wireOf(page: Page, from: string, to: string): Locator {
  return page.getByRole("group", { name: `Connection from ${from} to ${to}` });
}

/** A port of a node on the canvas: `db.endpoint`. */
export function portOf(page: Page, end: string): Locator {
  const [node, port] = end.split(".");
  return nodeOf(page, node!).locator(`.react-flow__handle[data-handleid="${port}"]`);
}

/** Drags a component from the palette to a place on the canvas. */
export async function dropComponent(page: Page, title: string, at: Spot): Promise<void> {
  await page.locator(".palette-item").filter({
    has: page.locator(".palette-title", { hasText: new RegExp(`^${title}$`) }),
  }).dragTo(canvasOf(page), { targetPosition: at });
}

/** Drags with the mouse from the middle of one thing to the middle of another. */
export async function dragTo(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await middleOf(from), await middleOf(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await page.mouse.up();
}

/** The middle of something on the screen. */
export async function middleOf(thing: Locator): Promise<Spot> {
  const box = await thing.boundingBox();
  if (!box) throw new Error(`it is not on the screen: ${thing}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Where the view of the canvas stands, as the style sheet has it. */
export function viewOf(page: Page): Promise<string> {
  return page.locator(".react-flow__viewport").evaluate((view) =>
    (view as HTMLElement).style.transform
  );
}

/** The form and the facts beside the canvas. */
export function inspectorOf(page: Page): Locator {
  return page.getByRole("complementary", { name: "Inspector" });
}

/** How saving stands: `Saved`, `Edited`, `Draft saved 12:03`, ... */
export function saveStateOf(page: Page): Locator {
  return page.locator(".save-state");
}

/** Opens a tab under the canvas. */
export async function openTab(
  page: Page,
  name: "Problems" | "Source" | "Files",
): Promise<Locator> {
  const tab = page.getByRole("tab", { name });
  if (await tab.getAttribute("aria-selected") !== "true") await tab.click();
  return page.getByRole("tabpanel", { name });
}

/** Presses Save and waits until everything is saved. */
export async function saveBy(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await saveStateOf(page).filter({ hasText: /^Saved$/ }).waitFor();
}

/** The text of the workflow as it is edited, as far as it is drawn. */
export function sourceOf(page: Page): Locator {
  return page.getByRole("textbox", { name: "Source of the workflow" });
}

/** A line of the text that is edited. */
export function sourceLine(page: Page, text: string | RegExp): Locator {
  return sourceOf(page).locator(".cm-line").filter({ hasText: text });
}

/** Types at the end of a line of the text. */
export async function typeAtLine(page: Page, line: string | RegExp, text: string): Promise<void> {
  await sourceLine(page, line).first().click();
  await page.keyboard.press("End");
  await page.keyboard.type(text);
}

/** More stops than any page has. */
const MOST_STOPS = 200;

/** Presses a key until something has the focus; wherever the focus comes by, it is seen. */
export async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press(key);
    await expectFocusSeen(page);
    if (await hasFocus(target)) return;
  }
  throw new Error(`the keyboard does not come to ${target}`);
}

/** Whether something has the focus. */
export function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

/** Asserts that something has the focus and looks other than without it. */
export async function expectFocusSeen(page: Page): Promise<void> {
  const fault = await page.evaluate(async () => {
    const element = document.activeElement as HTMLElement | null;
    if (!element || element === document.body) return "nothing has the focus";
    const text = element.outerHTML.slice(0, 300);
    // A link that stands above the page slides in.
    await Promise.allSettled(element.getAnimations().map(({ finished }) => finished));
    const { bottom, right, top, left } = element.getBoundingClientRect();
    const isSeen = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    if (!isSeen) return `what has the focus is off the screen: ${text}`;
    const around = [element, element.parentElement!, element.closest(".cm-editor") ?? element];
    const look = () =>
      [...around, ...element.querySelectorAll("*")].map((one) => {
        const { outline, boxShadow, borderColor, stroke, strokeWidth } = getComputedStyle(one);
        return [outline, boxShadow, borderColor, stroke, strokeWidth].join();
      }).join();
    const focused = look();
    element.blur();
    const without = look();
    element.focus({ preventScroll: true });
    return focused === without ? `nothing shows the focus of ${text}` : "";
  });
  assert.equal(fault, "");
}
