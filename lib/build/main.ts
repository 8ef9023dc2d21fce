import { CATALOGUE, catalogueText } from "./catalogue.ts";
import { commandText } from "./command.ts";
import { COMMAND } from "./command_file.ts";

if (import.meta.main) {
  // The command holds the catalogue, so the catalogue comes first.
  await Deno.writeTextFile(CATALOGUE, catalogueText());
  await Deno.writeTextFile(COMMAND, await commandText());
}
