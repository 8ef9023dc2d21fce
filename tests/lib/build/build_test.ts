import assert from "node:assert/strict";
import { CATALOGUE, catalogueText } from "../../../lib/build/catalogue.ts";
import { commandText } from "../../../lib/build/command.ts";
import { COMMAND } from "../../../lib/build/command_file.ts";

Deno.test("the catalogue file is what the components say; otherwise run deno task build", async () => {
  assert.equal(await Deno.readTextFile(CATALOGUE), catalogueText());
});

Deno.test("the command file is what the sources say; otherwise run deno task build", async () => {
  const [file, built] = [await Deno.readTextFile(COMMAND), await commandText()];
  // Compared by hand: a difference would print two megabytes.
  assert.ok(file === built, "celestra.js is stale");
});

Deno.test("the command file names no path of the machine that built it", async () => {
  const file = await Deno.readTextFile(COMMAND);
  assert.ok(!file.includes(new URL("../../..", import.meta.url).pathname.replace(/\/$/, "")));
});
