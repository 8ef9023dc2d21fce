import { dayOf } from "../model/day.ts";

/** What a command sees of the machine; tests hand in their own. */
export interface Host {
  /** The folder that the person stands in. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The day in UTC: `2027-01-31`. */
  readonly today: string;
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** Everything on standard input. */
  input(): Promise<string>;
  /** Aborted when the person asks to stop; from the first look on, the process ends by itself. */
  readonly interrupted: AbortSignal;
}

/** The machine itself. `deno task` moves to the project and says in `INIT_CWD` where it came from. */
export function machine(): Host {
  const env = Deno.env.toObject();
  const encoder = new TextEncoder();
  return {
    cwd: env.INIT_CWD ?? Deno.cwd(),
    env,
    today: dayOf(Date.now()),
    out: (text) => writeAll(Deno.stdout, encoder.encode(text)),
    err: (text) => writeAll(Deno.stderr, encoder.encode(text)),
    input: () => new Response(Deno.stdin.readable).text(),
    get interrupted() {
      const stop = new AbortController();
      Deno.addSignalListener("SIGINT", () => stop.abort());
      return stop.signal;
    },
  };
}

/** How a process ends that a closed pipe stopped (128 and the number of SIGPIPE). */
const BROKEN_PIPE = 141;

/** A pipe takes what it has room for, so one write may not be all. */
function writeAll(stream: { writeSync(bytes: Uint8Array): number }, bytes: Uint8Array): void {
  try {
    for (let written = 0; written < bytes.length;) {
      written += stream.writeSync(bytes.subarray(written));
    }
  } catch (error) {
    // Whoever read has seen enough, as in `celestra render | head`.
    if (error instanceof Deno.errors.BrokenPipe) Deno.exit(BROKEN_PIPE);
    throw error;
  }
}
