import assert from "node:assert/strict";
import { succeed } from "./processes.ts";

/** The version of the library that programs are written for. */
const LIBRARY = "celestra==0.0.3";

/** An object as the library wrote it. */
// deno-lint-ignore no-explicit-any -- it is whatever the YAML says
export type Written = any;

/** What became of a program. */
export interface Outcome {
  /** The objects that it wrote. */
  readonly objects: readonly Written[];
  /** The files that it wrote. */
  readonly files: readonly string[];
  /** Why it failed; empty where it did not. */
  readonly fault: string;
}

/** Runs programs in the library, all in one Python process, each in a folder of its own. */
export async function runPrograms(programs: readonly string[]): Promise<Outcome[]> {
  const folder = await Deno.makeTempDir({ prefix: "celestra-programs-" });
  try {
    for (const [index, text] of programs.entries()) {
      await Deno.writeTextFile(`${folder}/${index}.py`, text);
    }
    const script = new URL("./run_programs.py", import.meta.url).pathname;
    const said = await succeed(await pythonOfLibrary(), script, folder, String(programs.length));
    const outcomes = JSON.parse(said.split("\n").findLast((line) => line.startsWith("["))!);
    assert.equal(outcomes.length, programs.length);
    return outcomes;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A Python that has the library; made once, and kept in the temporary folder of the machine. */
export async function pythonOfLibrary(): Promise<string> {
  const folder = `${Deno.env.get("TMPDIR") ?? "/tmp"}/${LIBRARY.replace("==", "-")}-library`;
  const python = `${folder}/bin/python`;
  if (await isReady(python)) return python;
  // Two processes may make it at once; the second finds it whole or makes its own anew.
  const fresh = await Deno.makeTempDir({ prefix: "celestra-library-" });
  await succeed("python3", "-m", "venv", fresh);
  await succeed(`${fresh}/bin/python`, "-m", "pip", "install", "--quiet", LIBRARY);
  try {
    await Deno.rename(fresh, folder);
  } catch {
    return `${fresh}/bin/python`;
  }
  return python;
}

async function isReady(python: string): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(python, {
      args: ["-c", "import celestra, yaml"],
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } catch {
    return false;
  }
}
