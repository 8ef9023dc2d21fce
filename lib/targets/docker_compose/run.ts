/** Starts `docker` with arguments and answers when it has ended. */
export type Run = (args: readonly string[], options?: RunOptions) => Promise<Outcome>;

/** How `docker` is run. */
export interface RunOptions {
  /** Variables besides those of the process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends it early. */
  readonly signal?: AbortSignal;
  /** Ends it after this many milliseconds. */
  readonly timeout?: number;
  /** Told of each line on standard error, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** How it ended. */
export interface Outcome {
  readonly success: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables that would change what Compose does, and those that Deno lets no program inherit. */
const WITHHELD = /^(COMPOSE_|CELESTRA_|LD_|DYLD_)/;

/** How long a program may take to end when it is asked to, in milliseconds. */
const PATIENCE = 5_000;

/** Creates what starts `docker`; arguments are lists, no shell reads them. */
export function createRun(env: Readonly<Record<string, string | undefined>>): Run {
  const inherited = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== undefined && !WITHHELD.test(name)),
  ) as Record<string, string>;
  return async (args, { env = {}, onLine, ...limits } = {}) => {
    const child = start(args, { ...inherited, ...env });
    if (typeof child === "string") return { success: false, stdout: "", stderr: child };
    using _limited = limit(child, limits);
    const [{ success }, stdout, stderr] = await Promise.all([
      child.status,
      new Response(child.stdout).text(),
      linesOf(child.stderr, onLine),
    ]);
    return { success, stdout, stderr };
  };
}

/** Starts the program; answers why not where it cannot be. */
function start(args: readonly string[], env: Record<string, string>): Deno.ChildProcess | string {
  const options = { stdin: "null", stdout: "piped", stderr: "piped", clearEnv: true } as const;
  try {
    return new Deno.Command("docker", { args: [...args], env, ...options }).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "the program docker is not installed";
    if (error instanceof Deno.errors.NotCapable) return "docker may not be started from here";
    throw error;
  }
}

/** Ends a program on a signal or after a time; what does not end is killed. */
function limit(
  child: Deno.ChildProcess,
  { signal, timeout }: Pick<RunOptions, "signal" | "timeout">,
): Disposable {
  const timers: ReturnType<typeof setTimeout>[] = [];
  const end = () => {
    kill(child, "SIGTERM");
    timers.push(setTimeout(() => kill(child, "SIGKILL"), PATIENCE));
  };
  if (timeout !== undefined) timers.push(setTimeout(end, timeout));
  if (signal?.aborted) end();
  else signal?.addEventListener("abort", end, { once: true });
  return {
    [Symbol.dispose]() {
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener("abort", end);
    },
  };
}

function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Hands on each line and answers the whole text. */
async function linesOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLine?: (line: string) => void,
): Promise<string> {
  let text = "";
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) onLine?.(line);
  }
  if (rest !== "") onLine?.(rest);
  return text;
}
