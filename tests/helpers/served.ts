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
  /** The port; any free one unless told. */
  readonly port?: number;
  /** What is run; `main.ts` unless told. */
  readonly file?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** How `deno task start` runs it, with the same permissions. */
const ARGS = [
  "run",
  "--no-check",
  "--no-prompt",
  "--unstable-kv",
  "--v8-flags=--max-semi-space-size=4,--heap-growing-percent=50",
  "--allow-net",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-run=docker",
];

/** Starts the service and waits until it says where people find it. */
export async function serve(
  { data, port = 0, file = `${ROOT}main.ts`, env = {} }: ServeOptions,
): Promise<Served> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [...ARGS, file],
    cwd: ROOT,
    env: { CELESTRA_DATA: data, CELESTRA_PORT: String(port), ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let written = "";
  const reading = [process.stdout, process.stderr].map((stream) =>
    stream.pipeThrough(new TextDecoderStream())
      .pipeTo(new WritableStream({ write: (text) => void (written += text) }))
  );
  const line = await lineOf(process, () => written);
  // What is printed is where people find it, which may be somewhere else.
  const url = port ? `http://127.0.0.1:${port}` : /http:\/\/[^/\s]+/.exec(line)![0];
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
