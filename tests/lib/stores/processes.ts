const WRITER = new URL("./writer.ts", import.meta.url).pathname;

/** What a writer of a test does. */
export interface WriterOptions {
  readonly repository: string;
  readonly name: string;
  readonly count: number;
  /** How many files of 10 kB each commit writes, besides one that all writers share. */
  readonly files: number;
  /** Milliseconds after which a lock is stale. */
  readonly staleLock?: number;
}

/** Starts a process that writes; see `writer.ts`. */
export function startWriter(options: WriterOptions): Deno.ChildProcess {
  const { repository, name, count, files, staleLock = 30_000 } = options;
  const args = [repository, name, `${count}`, `${files}`, `${staleLock}`];
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", WRITER, ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Kills a writer; one that has just ended by itself is let be. */
export function kill(writer: Deno.ChildProcess): void {
  try {
    writer.kill("SIGKILL");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

/** Waits for a writer: the ids of the commits it was told of, and what went wrong. */
export async function finished(
  writer: Deno.ChildProcess,
): Promise<{ success: boolean; commits: string[]; err: string }> {
  const { success, stdout, stderr } = await writer.output();
  const lines = new TextDecoder().decode(stdout).split("\n");
  return {
    success,
    commits: lines.filter((line) => line.length === 40),
    err: new TextDecoder().decode(stderr),
  };
}
