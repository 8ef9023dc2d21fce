import assert from "node:assert/strict";
import { papers, paperUrl } from "../../../lib/build/papers.ts";

for (const [name, text] of Object.entries(papers())) {
  Deno.test(`docs/${name} is what the sources say; otherwise run deno task build`, async () => {
    assert.equal(await Deno.readTextFile(paperUrl(name)), text);
  });
}
