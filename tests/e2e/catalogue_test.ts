/// <reference lib="dom" />
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { expectAccessible } from "../helpers/browser.ts";
import { nodeOf } from "../helpers/person.ts";
import { expectCalm, SCREENS, testInhabited } from "./world.ts";

const COMPOSE = `services:
  web:
    image: nginx:1.29
    ports: ["8080:80"]
    environment: { LEVEL: info }
    ipc: host
    depends_on: [db]
  db:
    image: postgres:17
`;

testInhabited("the catalogue is read, groups are folded, and foreign files imported", async (
  { person, repository },
  step,
) => {
  await using ada = await person({ width: 1440, height: 900 });
  const { page } = ada;

  await step("every component has a page with all of its fields", async () => {
    await page.goto("/components");
    await page.getByRole("link", { name: /^Stateful app/ }).click();
    await page.getByRole("heading", { name: "Stateful app" }).waitFor();
    await page.getByRole("table", { name: "Expert" }).getByText("dnsPolicy").waitFor();
    await page.getByRole("link", { name: "Components" }).first().click();
    await page.getByRole("heading", { name: "Components" }).waitFor();
    assert.equal(await page.locator(".catalogue-card").count(), 15);
  });

  await step("a group is a box that folds up, with connections to what is in it", async () => {
    await page.goto("/workflows/tickets");
    await nodeOf(page, "desk").waitFor();
    const wires = page.locator(".react-flow__edge");
    const before = await wires.count();
    await page.getByRole("button", { name: "Fold up Office" }).click();
    await nodeOf(page, "desk").waitFor({ state: "detached" });
    assert.equal(await wires.count(), 0);
    await page.screenshot({ path: `${SCREENS}group-folded.png` });
    await page.getByRole("button", { name: "Open Office" }).click();
    await nodeOf(page, "desk").waitFor();
    assert.equal(await wires.count(), before);
    await page.screenshot({ path: `${SCREENS}group-open.png` });
    await expectAccessible(page);
  });

  await step("a Compose file becomes a workflow, after a look at what becomes of it", async () => {
    await page.goto("/workflows");
    const file = { name: "shop.yaml", mimeType: "application/yaml", buffer: bytes(COMPOSE) };
    await page.getByLabel("Import").setInputFiles(file);
    const dialog = page.getByRole("dialog", { name: "Import shop.yaml" });
    await dialog.getByText("services.web.ipc").waitFor();
    assert.equal(await dialog.getByLabel("Name").inputValue(), "shop");
    await expectAccessible(page);
    await page.screenshot({ path: `${SCREENS}import.png` });
    await dialog.getByLabel("Name").fill("bought");
    await dialog.getByRole("button", { name: "Create workflow" }).click();
    await page.waitForURL("**/workflows/bought");
    await nodeOf(page, "web").waitFor();
    assert.match(await repository.read("workflows/bought.yaml"), /image: .?nginx:1\.29/);
    assert.match(await repository.read("workflows/bought.layout.yaml"), /web: \{/);
  });

  await step("a file that is none says so, and nothing is made", async () => {
    await page.goto("/workflows");
    const file = { name: "broken.yaml", mimeType: "application/yaml", buffer: bytes("a: [\n") };
    await page.getByLabel("Import").setInputFiles(file);
    const dialog = page.getByRole("dialog", { name: "Import broken.yaml" });
    await dialog.locator(".notice").waitFor();
    await page.keyboard.press("Escape");
    // The refusal is noted by the browser, which is what is looked at here.
    ada.complaints.splice(0).forEach((text) => assert.match(text, /status of 4\d\d/));
  });
  expectCalm(ada);
});

function bytes(text: string): Buffer {
  return Buffer.from(text);
}
