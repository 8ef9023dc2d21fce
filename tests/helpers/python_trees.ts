import { inFolder } from "./host.ts";
import { succeed } from "./processes.ts";

/** The syntax trees of programs, as Python reads them; a text in one stands for itself. */
export async function pythonTrees(programs: readonly string[]): Promise<unknown[]> {
  let said = "";
  await inFolder(async (folder) => {
    for (const [index, text] of programs.entries()) {
      await Deno.writeTextFile(`${folder}/${index}.py`, text);
    }
    const script = new URL("./python_trees.py", import.meta.url).pathname;
    said = await succeed("python3", script, folder, String(programs.length));
  });
  return JSON.parse(said);
}
