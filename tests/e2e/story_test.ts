/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import type { Deployment } from "../../lib/model/deployment.ts";
import { ADA, signIn } from "../helpers/client.ts";
import {
  dragTo,
  dropComponent,
  inspectorOf,
  nodeOf,
  openEditor,
  openTab,
  portOf,
  saveBy,
  saveStateOf,
  signInAt,
  startAt,
  wireOf,
} from "../helpers/person.ts";
import { expectCalm, testWorld } from "./world.ts";

const EVE = { name: "eve", password: "a river under the bridge" };

/** What may be nowhere but in the file that the engine reads. */
const VALUES = { token: "tok-7f3a91c2e5", secret: "pass-9c2d4e8b1a" };

testWorld(
  "a newcomer draws, saves and deploys, and a second person sees it live",
  async (world, step) => {
    const { served, url, repository, stranger, data } = world;
    await using ada = await stranger();
    await using eve = await stranger();
    const { page } = ada;
    const answers = answersTo(ada.page);

    await step(
      "the printed link makes the first administrator, who lands on the list",
      async () => {
        await startAt(page, served.link!, ADA);
        await page.getByRole("link", { name: "Hello" }).waitFor();
      },
    );

    await step("the administrator lets somebody else in, who may edit", async () => {
      await page.getByRole("link", { name: "Users" }).click();
      await page.getByRole("button", { name: "Add user" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name").fill(EVE.name);
      await dialog.getByLabel("Role").selectOption("editor");
      await dialog.getByLabel("Password").fill(EVE.password);
      await dialog.getByRole("button", { name: "Add user" }).click();
      await page.getByLabel("Role of eve").waitFor();
      await signInAt(eve.page, EVE);
      await openEditor(eve.page, "hello");
    });

    await step("a workflow opens with its graph", async () => {
      await page.getByRole("link", { name: "Workflows" }).click();
      await page.getByRole("link", { name: "Hello" }).click();
      await nodeOf(page, "greeting").waitFor();
      assert.equal(await page.locator(".react-flow__node-component").count(), 7);
      await wireOf(page, "web.endpoint", "proxy.requires").waitFor();
      assert.equal(await saveStateOf(page).innerText(), "Saved");
    });

    await step("an App and a Secret are dragged in and connected from port to port", async () => {
      await dropComponent(page, "Secret", { x: 140, y: 620 });
      await dropComponent(page, "App", { x: 420, y: 620 });
      await dragTo(page, portOf(page, "secret.data"), portOf(page, "app.settings"));
      await wireOf(page, "secret.data", "app.settings").waitFor();
      assert.match(await saveStateOf(page).innerText(), /^(Edited|Draft saved .*)$/);
    });

    await step("forms are filled, and problems come and go with what is typed", async () => {
      const inspector = inspectorOf(page);
      const problems = page.locator("#tab-problems .tab-count");
      await problems.filter({ hasText: /^1$/ }).waitFor();
      await nodeOf(page, "app").click();
      await inspector.getByLabel("Image", { exact: true }).selectOption("Custom");
      await imageField(page).fill("no image!");
      await inspector.locator(".fault", { hasText: "no image!" }).waitFor();
      await problems.filter({ hasText: /^2$/ }).waitFor();
      await imageField(page).fill("ghcr.io/acme/api:1.4.2");
      await inspector.locator(".fault").waitFor({ state: "detached" });
      await problems.filter({ hasText: /^1$/ }).waitFor();
      await nodeOf(page, "secret").click();
      await inspector.getByRole("button", { name: "Add to Keys" }).click();
      await inspector.getByLabel("Keys, entry 1", { exact: true }).fill("API_KEY");
      await problems.waitFor({ state: "detached" });
    });

    await step(
      "the files change beside the canvas, with the lines of the selected node marked",
      async () => {
        const files = await openTab(page, "Files");
        await files.getByRole("button", { name: /app\.yaml$/ }).first().click();
        const text = files.locator(".file-text");
        await text.getByText("ghcr.io/acme/api:1.4.2").waitFor();
        await files.getByLabel("Output").selectOption("compose");
        await text.getByText("ghcr.io/acme/api:1.4.2").waitFor();
        await nodeOf(page, "app").click();
        await text.locator(".is-marked", { hasText: "ghcr.io/acme/api:1.4.2" }).waitFor();
        assert.equal(await text.locator(".is-marked", { hasText: "nginx" }).count(), 0);
        // A line leads to its field, and a field to its lines.
        await text.getByText("ghcr.io/acme/api:1.4.2").click();
        await text.locator(".is-looked", { hasText: "ghcr.io/acme/api:1.4.2" }).waitFor();
        await imageField(page).fill("ghcr.io/acme/api:1.4.3");
        await text.getByText("ghcr.io/acme/api:1.4.3").waitFor();
      },
    );

    await step("Save makes one commit that touches no line that was there", async () => {
      const [commits, before] = [await repository.commits(), await repository.read(HELLO)];
      await saveBy(page);
      assert.equal((await repository.commits()).length, commits.length + 1);
      const after = await repository.read(HELLO);
      assert.deepEqual(linesKept(before, after), before.split("\n"));
      assert.match(after, /image: ghcr\.io\/acme\/api:1\.4\.3/);
      assert.match(after, /from: secret\.data, to: app\.settings/);
    });

    await step("the second person sees the save without loading again", async () => {
      await nodeOf(eve.page, "app").waitFor();
      await wireOf(eve.page, "secret.data", "app.settings").waitFor();
      assert.equal(await saveStateOf(eve.page).innerText(), "Saved");
      const deploy = eve.page.getByRole("button", { name: "Deploy", exact: true });
      assert.match(await deploy.getAttribute("title") ?? "", /role deployer/);
    });

    await step("Deploy asks for the secret values that are missing", async () => {
      await page.getByRole("button", { name: "Deploy", exact: true }).click();
      const dialog = page.getByRole("dialog", { name: "Deploy" });
      await dialog.getByLabel("local").check();
      await dialog.getByLabel("token API_TOKEN").fill(VALUES.token);
      await dialog.getByLabel("secret API_KEY").fill(VALUES.secret);
      await dialog.getByRole("button", { name: "Deploy", exact: true }).click();
      await dialog.waitFor({ state: "detached" });
    });

    await step("the deployment ends before both, with the reason", async () => {
      const panel = page.getByRole("region", { name: "Deployment" });
      await panel.getByText("Committed").first().waitFor();
      await panel.getByText(/docker/i).first().waitFor();
      await eve.page.getByText("Committed").first().waitFor();
      const client = await signIn(url, ADA);
      const { items } = await client.json<{ items: Deployment[] }>("GET", "/api/v1/deployments");
      assert.deepEqual(items.map(({ state, actor }) => [state, actor]), [["committed", "ada"]]);
      const seen = await client.events(
        "/api/v1/events?after=0&type=deployment_status",
        (text) => text.includes('"committed"'),
      );
      for (const state of ["queued", "rendering", "committed"]) {
        assert.match(seen, new RegExp(`"${state}"`));
      }
      expectNoValue("the events", seen);
    });

    await step("the values are in the file of the engine and nowhere else", async () => {
      const path = `${data}/secrets/local/hello/secret/API_KEY`;
      assert.equal(await Deno.readTextFile(path), VALUES.secret);
      await page.getByRole("button", { name: "Deploy", exact: true }).click();
      const dialog = page.getByRole("dialog", { name: "Deploy" });
      await dialog.getByRole("button", { name: "Deploy", exact: true }).waitFor();
      for (const window of [page, eve.page]) {
        expectNoValue("a page", await textOf(window));
      }
      await page.keyboard.press("Escape");
      for (const [address, text] of await answers()) expectNoValue(address, text);
      expectNoValue("the repository", await repository.everything());
      expectNoValue("the log", served.written());
    });

    expectCalm(ada);
    expectCalm(eve);
  },
);

const HELLO = "workflows/hello.yaml";

function imageField(page: Page): Locator {
  return inspectorOf(page).getByLabel("Image, custom");
}

/** The lines of one text that stand in another, in the same order. */
function linesKept(before: string, after: string): string[] {
  const later = after.split("\n");
  return before.split("\n").filter((line) => {
    const index = later.indexOf(line);
    if (index >= 0) later.splice(0, index + 1);
    return index >= 0;
  });
}

/** Collects what a page is answered, until it is asked for. Streams are looked at elsewhere. */
function answersTo(page: Page): () => Promise<(readonly [address: string, text: string])[]> {
  const answers: Promise<readonly [string, string]>[] = [];
  page.on("response", (response) => {
    const { "content-type": type = "" } = response.headers();
    if (!/json|html|yaml|plain/.test(type)) return;
    answers.push(response.text().then((text) => [response.url(), text], () => ["", ""]));
  });
  return () => Promise.all(answers);
}

/** Everything in a page, with what stands in its fields. */
function textOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    document.documentElement.outerHTML +
    [...document.querySelectorAll("input, textarea")]
      .map((field) => (field as HTMLInputElement).value).join("\n")
  );
}

function expectNoValue(place: string, text: string): void {
  for (const value of Object.values(VALUES)) {
    assert.ok(!text.includes(value), `a secret value stands in ${place}`);
  }
}
