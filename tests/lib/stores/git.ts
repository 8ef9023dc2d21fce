import assert from "node:assert/strict";
import { isInstalled, mustBeReal } from "../../helpers/needs.ts";

/** What git answered. */
export interface GitAnswer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Settings of the person at this machine change nothing. */
const ENV = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "Git",
  GIT_AUTHOR_EMAIL: "git@example.com",
  GIT_COMMITTER_NAME: "Git",
  GIT_COMMITTER_EMAIL: "git@example.com",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C",
};

/** Runs the real git and answers also its failure. */
export async function tryGit(folder: string, ...args: string[]): Promise<GitAnswer> {
  const command = new Deno.Command("git", { args, cwd: folder, env: ENV, stdin: "null" });
  const { code, stdout, stderr } = await command.output();
  return { code, out: decode(stdout), err: decode(stderr) };
}

/** Runs the real git, which must succeed; answers what it printed, trimmed. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const { code, out, err } = await tryGit(folder, ...args);
  assert.equal(code, 0, `git ${args.join(" ")}: ${err}`);
  return out.trim();
}

/** Asserts that a repository is whole, and that nothing half done lies in it. */
export async function assertSound(folder: string): Promise<void> {
  assert.deepEqual(leftovers(folder), []);
  if (!isInstalled("git")) {
    assert.ok(!mustBeReal(), "needs git");
    return;
  }
  const { code, out, err } = await tryGit(folder, "fsck", "--full", "--strict");
  assert.equal(code, 0, `${out}${err}`);
  const lines = `${out}${err}`.split("\n").filter((line) => !/^(dangling |notice: |$)/.test(line));
  assert.deepEqual(lines, []);
}

/** Runs a test in a folder that is gone afterwards. */
export async function inTemporary(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "celestra-store-" }));
  try {
    await test(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** The locks and temporary files below a folder. */
export function leftovers(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    if (isDirectory) return leftovers(`${folder}/${name}`);
    return /\.lock$|^tmp_/.test(name) ? [`${folder}/${name}`] : [];
  });
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
