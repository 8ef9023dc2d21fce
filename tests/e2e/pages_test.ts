/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Deployment } from "../../lib/model/deployment.ts";
import { expectAccessible, type Person } from "../helpers/browser.ts";
import { begin, type Client } from "../helpers/client.ts";
import { canvasOf, inspectorOf, nodeOf, openTab } from "../helpers/person.ts";
import { eventually } from "../helpers/processes.ts";
import { SCREENS, testInhabited, testWorld } from "./world.ts";

/** How large a window is, and what pictures of it are called. */
const SIZES = [
  { size: "wide", width: 1440, height: 900 },
  { size: "narrow", width: 390, height: 844 },
] as const;

/** Something to look at: where it is, what is done there, and what shows that it is ready. */
interface Sight {
  readonly name: string;
  readonly path: string;
  /** What the page answers; 200 unless told. */
  readonly status?: number;
  readonly as?: "viewer";
  readonly prepare?: (page: Page) => Promise<void>;
}

testWorld(
  "what is seen before anybody is signed in has no fault",
  async ({ served, url, stranger }, step) => {
    const link = new URL(served.link!).pathname;
    const sights: Sight[] = [
      { name: "start", path: link, prepare: (page) => page.getByLabel("Name").waitFor() },
      { name: "sign-in", path: "/sign-in", prepare: (page) => page.getByLabel("Name").waitFor() },
    ];
    for (const { size, ...looks } of SIZES) {
      await step(size, async () => {
        await using person = await stranger(looks);
        for (const sight of sights) await look(person, sight, size);
      });
    }
    await step("a link that was used", async () => {
      await begin(url, served.link!);
      for (const { size, ...looks } of SIZES) {
        await using person = await stranger(looks);
        await look(person, { name: "start-used", path: link, status: 404 }, size);
      }
    });
  },
);

testInhabited(
  "every page has no fault, in light and dark, wide and narrow",
  async (world, step) => {
    const { admin, person, repository } = world;
    const { id } = await deployed(admin);
    await repository.commit({ "workflows/torn.yaml": "apiVersion: celestra/v1\nkind: [\n" });
    for (const { size, ...looks } of SIZES) {
      await step(size, async () => {
        await using ada = await person(looks);
        const unsafe = watchHeaders(ada);
        await using vera = await person({ ...looks, as: "viewer" });
        for (const sight of sightsOf(id, size === "narrow")) {
          await look(sight.as === "viewer" ? vera : ada, sight, size);
        }
        assert.deepEqual(unsafe, []);
      });
    }
  },
);

function sightsOf(deployment: string, isNarrow: boolean): readonly Sight[] {
  const editor = (name: string, prepare: (page: Page) => Promise<unknown>): Sight => ({
    name: `editor-${name}`,
    path: "/workflows/hello",
    async prepare(page) {
      await nodeOf(page, "entry").waitFor();
      await prepare(page);
    },
  });
  const select = async (page: Page) => {
    await nodeOf(page, "web").focus();
    await page.keyboard.press("Enter");
    if (isNarrow) await page.getByRole("button", { name: "Inspector", exact: true }).click();
    await inspectorOf(page).getByLabel("Replicas", { exact: true }).waitFor();
  };
  const openHistory = async (page: Page) => {
    if (isNarrow) await page.getByRole("button", { name: "Inspector", exact: true }).click();
    await inspectorOf(page).getByRole("button", { name: "History", exact: true }).click();
    await page.getByRole("button", { name: "Compare with now" }).first().waitFor();
  };
  return [
    { name: "workflows", path: "/workflows" },
    {
      name: "workflows-new",
      path: "/workflows",
      async prepare(page) {
        await page.getByRole("button", { name: "New workflow" }).click();
        await page.getByRole("dialog").getByLabel("Name").waitFor();
      },
    },
    editor("nothing-selected", () => Promise.resolve()),
    editor("node-selected", select),
    editor("problems", (page) => openTab(page, "Problems")),
    editor("source", async (page) => (await openTab(page, "Source")).getByText("spec:").waitFor()),
    editor("files", async (page) => {
      const files = await openTab(page, "Files");
      await files.getByText("NetworkPolicy").or(files.getByText("apiVersion")).first().waitFor();
    }),
    editor("deploy", async (page) => {
      await page.getByRole("button", { name: "Deploy", exact: true }).click();
      await page.getByRole("dialog").getByLabel("token API_TOKEN").waitFor();
    }),
    editor("deployment", async (page) => {
      await page.getByTitle("Deployment to local").click();
      await page.getByRole("region", { name: "Deployment" }).waitFor();
    }),
    editor("shortcuts", async (page) => {
      await canvasOf(page).waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    }),
    editor("history", openHistory),
    editor("comparison", async (page) => {
      await openHistory(page);
      await page.getByRole("button", { name: "Changes" }).last().click();
      await page.getByRole("region", { name: "Comparison" }).locator(".is-added").first().waitFor();
    }),
    {
      name: "editor-torn",
      path: "/workflows/torn",
      prepare: (page) => page.getByText("cannot be read").first().waitFor(),
    },
    { name: "deployments", path: "/deployments" },
    { name: "deployment", path: `/deployments/${deployment}` },
    { name: "account", path: "/account" },
    { name: "users", path: "/users" },
    {
      name: "users-add",
      path: "/users",
      async prepare(page) {
        await page.getByRole("button", { name: "Add user" }).click();
        await page.getByRole("dialog").getByLabel("Name").waitFor();
      },
    },
    { name: "components", path: "/components" },
    { name: "component", path: "/components/stateful-app" },
    { name: "audit", path: "/audit" },
    { name: "docs", path: "/docs" },
    { name: "404", path: "/nowhere", status: 404 },
    { name: "403", path: "/users", status: 403, as: "viewer" },
    {
      name: "editor-viewer",
      path: "/workflows/hello",
      as: "viewer",
      prepare: (page) => nodeOf(page, "entry").waitFor(),
    },
  ];
}

/** Looks at a page in light and in dark: what it complains of, what axe finds, and a picture. */
async function look(
  { page, complaints, strangers }: Person,
  { name, path, status = 200, prepare }: Sight,
  size: string,
): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const response = await page.goto(path);
  assert.equal(response!.status(), status, path);
  await prepare?.(page);
  await settled(page);
  await expectAccessible(page);
  await page.screenshot({ path: `${SCREENS}${name}-${size}-light.png` });
  await page.emulateMedia({ colorScheme: "dark" });
  await settled(page);
  // Of what the rules are about only colours differ.
  await expectAccessible(page, ["color-contrast"]);
  await page.screenshot({ path: `${SCREENS}${name}-${size}-dark.png` });
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!isTooWide, `${name} scrolls sideways`);
  // A browser notes that the page itself is an error, which it was meant to be.
  const expected = status >= 400 ? [/the server responded with a status of 40[34]/] : [];
  const said = complaints.splice(0).filter((text) => !expected.some((one) => one.test(text)));
  assert.deepEqual(said, [], `on ${name}`);
  assert.deepEqual(strangers, [], `on ${name}`);
}

/** Waits until fonts are there and nothing moves any more that will end. */
function settled(page: Page): Promise<void> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    const moving = document.getAnimations().filter((animation) =>
      animation.effect?.getComputedTiming().iterations !== Infinity
    );
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
}

/**
 * What every answer must carry, whatever it is. That they all ask for HTTPS is seen where routes are
 * walked: a browser keeps no such header with what it caches.
 */
const HEADERS = {
  "content-security-policy": /^default-src 'none';(?!.*unsafe-)/,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /./,
  "cross-origin-opener-policy": /^same-origin$/,
};

/** Notes every answer that lacks a header which keeps it safe. */
function watchHeaders({ context }: Person): readonly string[] {
  const faults: string[] = [];
  context.on("response", (response) => {
    const headers = response.headers();
    for (const [name, pattern] of Object.entries(HEADERS)) {
      if (!pattern.test(headers[name] ?? "")) faults.push(`${name} of ${response.url()}`);
    }
  });
  return faults;
}

/** Deploys hello, which ends where no engine answers. */
async function deployed(admin: Client): Promise<Deployment> {
  const { id } = await admin.json<Deployment>("POST", "/api/v1/deployments", {
    workflow: "hello",
    environment: "local",
  });
  const text = await eventually(
    () => admin.ask("GET", `/api/v1/deployments/${id}`).then((found) => found.text()),
    (text) => JSON.parse(text).message !== undefined,
  );
  return JSON.parse(text);
}
