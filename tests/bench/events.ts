/**
 * Prints how long an event takes to those who follow, in milliseconds and as a ratio to a bare
 * server that hands the same bytes to every stream, each in a process of its own.
 */
import { createEvents } from "../../lib/services/events.ts";
import { createState } from "../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../lib/state/memory.ts";
import { figure, median, ratio, spread } from "./measure.ts";

const HEADERS = { "content-type": "text/event-stream", "cache-control": "no-transform" };

/** An event of ordinary size. */
const DATA = { at: "", actor: "ada", workflow: "shop", text: "x".repeat(150) };

/** Readers, and how many events are told to them in a round. */
const CROWDS = [1000, 2500];
const EVENTS = 20;

const [role] = Deno.args;
if (role === "ours") serve(ours());
else if (role === "bare") serve(bare());
else await measure();

/** What a server does: it tells an event, and lets somebody follow. */
interface Teller {
  publish(): Promise<void>;
  follow(): ReadableStream<Uint8Array>;
  /** How many events were encoded. */
  encoded(): number;
}

function ours(): Teller {
  const events = createEvents({ state: createState(createMemoryKeyValue()) });
  const { signal } = new AbortController();
  return {
    publish: () => events.publish("log", DATA),
    follow: () => events.follow({ filter: {}, signal }),
    encoded: () => events.encoded,
  };
}

function bare(): Teller {
  const readers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const bytes = new TextEncoder().encode(`id: 1\nevent: log\ndata: ${JSON.stringify(DATA)}\n\n`);
  return {
    publish() {
      for (const reader of readers) reader.enqueue(bytes);
      return Promise.resolve();
    },
    follow: () =>
      new ReadableStream({
        start: (controller) => {
          readers.add(controller);
          controller.enqueue(new TextEncoder().encode(": welcome\n\n"));
        },
      }),
    encoded: () => 1,
  };
}

function serve(teller: Teller): void {
  Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: ({ port }) => say(String(port)) },
    async ({ url }) => {
      if (url.endsWith("/encoded")) return new Response(String(teller.encoded()));
      if (!url.endsWith("/publish")) {
        return new Response(teller.follow(), { headers: HEADERS });
      }
      await teller.publish();
      return new Response();
    },
  );
}

async function measure(): Promise<void> {
  for (const count of CROWDS) {
    await using our = await start("ours", count);
    await using bare = await start("bare", count);
    const late: number[] = [];
    const slower = await ratio(async () => {
      const delays = await our.tell();
      late.push(delays.sort((a, b) => a - b)[Math.floor(delays.length * 0.95)]!);
      return median(delays);
    }, async () => median(await bare.tell()));
    figure(`W6 p95 of ${count} readers, in ms`, count === 1000 ? "<= 100" : "<= 50", spread(late));
    figure(`W6 median of ${count} readers, of a bare server`, "<= 1.5", slower);
    figure("W6 encodings an event", "= 1", spread([await our.encodings()]));
  }
}

/** A server in a process of its own, with its readers in this one. */
interface Told extends AsyncDisposable {
  /** Publishes some events; answers how long each took to each reader. */
  tell(): Promise<number[]>;
  encodings(): Promise<number>;
}

async function start(role: string, count: number): Promise<Told> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", import.meta.filename!, role],
    stdout: "piped",
  }).spawn();
  const output = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const port = Number((await output.read()).value);
  const readers = await Promise.all(Array.from({ length: count }, () => follow(port)));
  const ask = async (path: string) =>
    await (await fetch(`http://127.0.0.1:${port}/${path}`)).text();
  let told = 0;
  return {
    async tell() {
      const delays: number[] = [];
      for (let event = 0; event < EVENTS; event++) {
        const sent = performance.now();
        const heard = readers.map(async (next) => delays.push(await next() - sent));
        await Promise.all([ask("publish"), ...heard]);
        told++;
      }
      return delays;
    },
    encodings: async () => Number(await ask("encoded")) / told,
    async [Symbol.asyncDispose]() {
      process.kill("SIGKILL");
      await output.cancel();
      await process.status;
    },
  };
}

/** A connection that follows; answers when its next event came. */
async function follow(port: number): Promise<() => Promise<number>> {
  const connection = await Deno.connect({ port, hostname: "127.0.0.1" });
  await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\nhost: x\r\n\r\n"));
  const buffer = new Uint8Array(4096);
  const decoder = new TextDecoder("latin1");
  const until = async (word: string) => {
    for (let text = ""; !text.includes(word);) {
      text += decoder.decode(buffer.subarray(0, await connection.read(buffer) ?? 0));
    }
    return performance.now();
  };
  await until(": welcome");
  return () => until("event: log");
}

function say(text: string): void {
  // deno-lint-ignore no-console
  console.log(text);
}
