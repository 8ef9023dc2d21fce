import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { inFolder } from "../helpers/host.ts";
import { middleOf, nodeOf, openEditor, portOf, wireOf } from "../helpers/person.ts";
import { shot } from "./looking.ts";
import { expectCalm, testInhabited } from "./world.ts";

testInhabited("files and folders are dropped on the list", async (world, step) => {
  await using ada = await world.person();
  const { page } = ada;
  await inFolder(async (folder) => {
    await writeFiles(folder);

    await step("a folder is searched, and what becomes of it is told", async () => {
      await page.goto("/workflows");
      await drop(page, [`${folder}/shop`]);
      const dialog = page.getByRole("dialog", { name: "Import 2 files" });
      await dialog.getByText("not taken").first().waitFor();
      assert.equal(await dialog.getByLabel("Name").inputValue(), "shop");
      await shot(page, "import-folder");
      await page.setViewportSize({ width: 390, height: 844 });
      await shot(page, "import-folder-small");
      await page.setViewportSize({ width: 1440, height: 900 });
      await dialog.getByLabel("Name").fill("from-folder");
      await dialog.getByRole("button", { name: "Create workflow" }).click();
      await page.waitForURL("**/workflows/from-folder");
      await nodeOf(page, "web").waitFor();
    });

    await step("several files at once are one workflow", async () => {
      await page.goto("/workflows");
      await drop(page, [`${folder}/shop/store.yaml`, `${folder}/shop/k8s/web.yaml`]);
      await page.getByRole("dialog", { name: "Import 2 files" }).waitFor();
      await page.keyboard.press("Escape");
    });

    await step("what is too large, and a folder with nothing in it, is refused", async () => {
      await drop(page, [`${folder}/large.yaml`]);
      await page.getByText("The files hold 5.7 MiB: expected at most 5 MiB").waitFor();
      await drop(page, [`${folder}/empty`]);
      await page.getByText("There is nothing to import in it").waitFor();
      assert.equal(await page.getByRole("dialog").count(), 0);
    });
  });
  expectCalm(ada);
});

testInhabited(
  "a port that is not drawn at rest is joined by drawing to it",
  async (world, step) => {
    await using ada = await world.person();
    const { page } = ada;

    await step("the node opens under the connection", async () => {
      await openEditor(page, "tickets");
      await nodeOf(page, "prepare").waitFor();
      const port = portOf(page, "prepare.identity");
      assert.equal(await port.count(), 0);
      const start = await middleOf(portOf(page, "clerk.identity"));
      const node = await middleOf(nodeOf(page, "prepare"));
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      await page.mouse.move(node.x, node.y, { steps: 8 });
      await port.waitFor();
      const end = await middleOf(port);
      await page.mouse.move(end.x, end.y, { steps: 4 });
      await page.mouse.up();
      await wireOf(page, "clerk.identity", "prepare.identity").waitFor({ state: "attached" });
      await page.mouse.move(5, 5);
      await portOf(page, "prepare.policies").waitFor({ state: "detached" });
      assert.equal(await port.count(), 1);
    });

    expectCalm(ada);
  },
);

const APP = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      hostIPC: true
      containers: [{ name: web, image: "nginx:1.29" }]
`;

async function writeFiles(folder: string): Promise<void> {
  for (const path of ["shop/k8s", "shop/.git", "empty"]) {
    await Deno.mkdir(`${folder}/${path}`, { recursive: true });
  }
  const store = APP.replaceAll("web", "store");
  await Deno.writeTextFile(`${folder}/shop/store.yaml`, store);
  await Deno.writeTextFile(`${folder}/shop/k8s/web.yaml`, APP);
  await Deno.writeTextFile(`${folder}/shop/.git/config.yaml`, "a: [");
  await Deno.writeTextFile(`${folder}/shop/README.md`, "words");
  await Deno.writeTextFile(`${folder}/large.yaml`, `# ${"x".repeat(6_000_000)}\n`);
}

/** Drops what lies on the disk, as a person does with a window of files. */
async function drop(page: Page, files: string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await devtools.send("Input.dispatchDragEvent", { type, x: 500, y: 400, data });
  }
  await devtools.detach();
}
