import { succeed } from "../helpers/processes.ts";

/** The repository behind the service, looked at and changed by Git itself. */
export interface Repository {
  /** The text of a file on the default branch. */
  read(path: string): Promise<string>;
  /** The commits of a branch, newest first. */
  commits(branch?: string): Promise<readonly string[]>;
  /** Commits files straight to a branch, the default one unless told. */
  commit(files: Readonly<Record<string, string>>, options?: CommitOptions): Promise<void>;
  /** Writes what the service keeps beside the newest commit of a branch. */
  note(branch: string, text: string): Promise<void>;
  /** Everything that any commit of any branch ever held, and all messages. */
  everything(): Promise<string>;
}

/** What is said about a commit. */
export interface CommitOptions {
  readonly branch?: string;
  readonly message?: string;
}

/** Opens a bare repository. */
export function repositoryAt(path: string): Repository {
  const git = (...args: string[]) => succeed("git", "-C", path, ...args);
  return {
    read: (file) => git("show", `main:${file}`),
    commits: async (branch = "main") =>
      (await git("log", "--format=%H", branch)).split("\n").filter(Boolean),
    commit: (files, options) => fastImport(path, files, options),
    note: async (branch, text) =>
      void await git(...EVE, "notes", "--ref=celestra", "add", "-f", "-m", text, branch),
    everything: () => git("log", "--all", "-p", "--format=%B%N"),
  };
}

/** Who works by Git. */
const EVE = ["-c", "user.name=Eve", "-c", "user.email=eve@example.com"];

/** Writes a commit as another program would: no work tree, and any name of a file. */
async function fastImport(
  path: string,
  files: Readonly<Record<string, string>>,
  { branch = "main", message = "Change files by Git" }: CommitOptions = {},
): Promise<void> {
  const git = new Deno.Command("git", {
    args: ["-C", path, "fast-import", "--quiet"],
    stdin: "piped",
  }).spawn();
  const writer = git.stdin.getWriter();
  await writer.write(bytes(
    `commit refs/heads/${branch}\ncommitter Eve <eve@example.com> ${
      Math.floor(Date.now() / 1000)
    } +0000\n` +
      `${data(message)}from refs/heads/${branch}^0\n` +
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
