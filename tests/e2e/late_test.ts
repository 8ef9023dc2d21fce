import { nodeOf } from "../helpers/person.ts";
import { testInhabited } from "./world.ts";

testInhabited(
  "a script that comes late may fail, and comes all the same",
  async ({ person }, step) => {
    await using opened = await person();
    const { page } = opened;

    await step("without it the workflow is drawn, and it is said what is missing", async () => {
      await page.route("**/late_parts-*.js", (route) => route.abort());
      await page.goto("/workflows/hello");
      await nodeOf(page, "web").waitFor();
      await page.getByText("Edits, problems and keys could not be loaded.").waitFor();
      await nodeOf(page, "web").click();
      await page.getByText("This part could not be loaded.").waitFor();
    });

    await step("once it can be had, forms and keys are there without loading again", async () => {
      await page.unroute("**/late_parts-*.js");
      await page.getByLabel("Title").waitFor();
      await page.locator(".react-flow__pane").click({ position: { x: 5, y: 5 } });
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    });
  },
);
