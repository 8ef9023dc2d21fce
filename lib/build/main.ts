import { CATALOGUE, catalogueText } from "./catalogue.ts";
import { commandText } from "./command.ts";
import { COMMAND } from "./command_file.ts";
import { papers, paperUrl } from "./papers.ts";

if (import.meta.main) {
  // The command holds the catalogue, so the catalogue comes first.
  await Deno.writeTextFile(CATALOGUE, catalogueText());
  for (const [name, text] of Object.entries(papers())) {
    await Deno.writeTextFile(paperUrl(name), text);
  }
  await Deno.writeTextFile(COMMAND, await commandText());
}
