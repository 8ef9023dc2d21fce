import { ROOT } from "./house.ts";

/** The service as a process of its own, as `deno task start` runs it. */
export interface Served extends AsyncDisposable {
  /** The origin that it serves. */
  readonly url: string;
  /** The link of the first start; absent when there are accounts. */
  readonly link: string | undefined;
  /** Everything that it wrote so far. */
  readonly written: () => string;
  /** Sends a signal and waits for the end. Answers the exit code and how long it took, in ms. */
  stop(signal?: Deno.Signal): Promise<{ readonly code: number; readonly took: number }>;
}

/** How the service is started. */
export interface ServeOptions {
  readonly data: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The permissions of `deno task start`, and what runs. */
const ARGS = [
  "run",
  "--no-check",
  "--no-prompt",
  "--unstable-kv",
  "--allow-net",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-run=docker",
  `${ROOT}main.ts`,
];

/** Starts the service on a free port and waits until it says where. */
export async function serve({ data, env = {} }: ServeOptions): Promise<Served> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ARGS,
    cwd: ROOT,
    env: { CELESTRA_DATA: data, CELESTRA_PORT: "0", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let written = "";
  const reading = [process.stdout, process.stderr].map((stream) =>
    stream.pipeThrough(new TextDecoderStream())
      .pipeTo(new WritableStream({ write: (text) => void (written += text) }))
  );
  const line = await lineOf(process, () => written);
  const [url] = /http:\/\/[^/\s]+/.exec(line)!;
  const stop: Served["stop"] = async (signal = "SIGTERM") => {
    const from = performance.now();
    try {
      process.kill(signal);
    } catch { /* It has ended. */ }
    const { code } = await process.status;
    await Promise.all(reading);
    return { code, took: performance.now() - from };
  };
  return {
    url,
    link: /http:\S+\/start\/\S+/.exec(line)?.[0],
    written: () => written,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

/** The line that says where it serves. */
async function lineOf(process: Deno.ChildProcess, written: () => string): Promise<string> {
  const isOver = process.status.then(() => true);
  for (;;) {
    const line = /^(Open|Celestra serves) .*$/m.exec(written())?.[0];
    if (line) return line;
    const ended = await Promise.race([isOver, new Promise((done) => setTimeout(done, 20))]);
    if (ended) throw new Error(`the service ended: ${written()}`);
  }
}
