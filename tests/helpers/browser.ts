import assert from "node:assert/strict";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { ROOT } from "./house.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How long somebody waits for something to show up before it is held to be missing. */
const PATIENCE = 10_000;

/** A browser as a person has it, that notes whatever a page complains about. */
export interface Person extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the console, the policy and failed scripts said; empty when all is well. */
  readonly complaints: string[];
  /** Every address that was asked for outside of the service. */
  readonly strangers: readonly string[];
}

/** How a person looks at pages. */
export interface PersonOptions {
  readonly url: string;
  readonly colors?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
}

/** Starts Debian's Chromium. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
}

/** Opens a window with no cookies. */
export async function openPerson(
  browser: Browser,
  { url, colors = "light", width = 1440, height = 900 }: PersonOptions,
): Promise<Person> {
  const context = await browser.newContext({
    baseURL: url,
    colorScheme: colors,
    viewport: { width, height },
  });
  context.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  const strangers: string[] = [];
  context.on("console", (message) => {
    const { url: where } = message.location();
    if (["error", "warning"].includes(message.type())) {
      complaints.push(`${message.text()} ${where}`);
    }
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("request", (request) => {
    const from = request.url();
    if (!from.startsWith(url) && !/^(data|blob):/.test(from)) strangers.push(from);
  });
  const page = await context.newPage();
  return {
    page,
    context,
    complaints,
    strangers,
    [Symbol.asyncDispose]: () => context.close(),
  };
}

let axe: string | undefined;

/** Asserts that a page has no fault that the rules of axe know, or that some of them know. */
export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  axe ??= await Deno.readTextFile(`${ROOT}node_modules/axe-core/axe.min.js`);
  const options = {
    resultTypes: ["violations"],
    ...(rules && { runOnly: { type: "rule", values: rules } }),
  };
  await page.evaluate(`globalThis.axe ?? (() => {${axe}})()`);
  const { violations } = await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)})`,
  ) as Violations;
  const told = violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join("\n")}`
  );
  assert.deepEqual(told, [], `on ${page.url()}`);
}

interface Violations {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}
