import { succeed } from "../helpers/processes.ts";

/** The repository behind the service, looked at and changed by Git itself. */
export interface Repository {
  /** The text of a file on the default branch. */
  read(path: string): Promise<string>;
  /** The commits of a branch, newest first. */
  commits(branch?: string): Promise<readonly string[]>;
  /** Commits files straight to the default branch. */
  commit(files: Readonly<Record<string, string>>): Promise<void>;
  /** Everything that any commit of any branch ever held, and all messages. */
  everything(): Promise<string>;
}

/** Opens a bare repository. */
export function repositoryAt(path: string): Repository {
  const git = (...args: string[]) => succeed("git", "-C", path, ...args);
  return {
    read: (file) => git("show", `main:${file}`),
    commits: async (branch = "main") =>
      (await git("log", "--format=%H", branch)).split("\n").filter(Boolean),
    commit: (files) => fastImport(path, files),
    everything: () => git("log", "--all", "-p", "--format=%B%N"),
  };
}

/** Writes a commit as another program would: no work tree, and any name of a file. */
async function fastImport(
  path: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const git = new Deno.Command("git", {
    args: ["-C", path, "fast-import", "--quiet"],
    stdin: "piped",
  }).spawn();
  const writer = git.stdin.getWriter();
  await writer.write(bytes(
    `commit refs/heads/main\ncommitter Eve <eve@example.com> ${
      Math.floor(Date.now() / 1000)
    } +0000\n` +
      `${data("Change files by Git")}from refs/heads/main^0\n` +
      Object.entries(files).map(([file, text]) => `M 100644 inline ${quoted(file)}\n${data(text)}`)
        .join(""),
  ));
  await writer.close();
  const { success } = await git.status;
  if (!success) throw new Error("git fast-import failed");
}

function data(text: string): string {
  return `data ${bytes(text).length}\n${text}\n`;
}

function quoted(path: string): string {
  return JSON.stringify(path);
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
