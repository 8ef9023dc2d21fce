/**
 * Prints requests a second of the service as ratios to a bare `Deno.serve` that says hello, each in
 * a process of its own, measured in turns in one run.
 */
import { openApp } from "../helpers/app.ts";
import { figure, ratio } from "./measure.ts";

const CONNECTIONS = 8;

/** How long each side is asked in each round, in milliseconds. */
const MEASURED = 700;

const decoder = new TextDecoder("latin1");

const [role] = Deno.args;
if (role === "hello") serveHello();
else if (role === "app") await serveApp();
else await measure();

async function measure(): Promise<void> {
  await using hello = await start("hello");
  await using app = await start("app");
  const { token, etag } = app.facts;
  const authorization = `authorization: Bearer ${token}`;
  const workflow = "/api/v1/workflows/hello";
  const cases = [
    ["W1 /healthz, of a bare hello", ">= 0.80", "/healthz", []],
    ["W2 a cached workflow with its ETag, of the same", ">= 0.45", workflow, [authorization]],
    ["W2 the same, unchanged (304)", ">= 0.45", workflow, [
      authorization,
      `if-none-match: ${etag}`,
    ]],
  ] as const;
  for (const [name, goal, path, headers] of cases) {
    const ours = () => rate(app.port, path, headers);
    figure(name, goal, await ratio(ours, () => rate(hello.port, "/", []), 9));
  }
}

/** A server in a process of its own. */
interface Server extends AsyncDisposable {
  readonly port: number;
  readonly facts: Readonly<Record<string, string>>;
}

async function start(role: string): Promise<Server> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", import.meta.filename!, role],
    stdout: "piped",
  }).spawn();
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { port, ...facts } = JSON.parse((await reader.read()).value!);
  return {
    port,
    facts,
    async [Symbol.asyncDispose]() {
      process.kill("SIGKILL");
      await reader.cancel();
      await process.status;
    },
  };
}

function serveHello(): void {
  const headers = { "content-type": "application/json" };
  Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: ({ port }) => say({ port }) }, () => {
    return new Response('{"hello":"world"}', { headers });
  });
}

async function serveApp(): Promise<void> {
  const { app, ask, token } = await openApp();
  const etag = (await ask("/api/v1/workflows/hello", { as: "viewer" })).headers.get("etag");
  const facts = { token: await token("viewer"), etag };
  const onListen = ({ port }: { port: number }) => say({ port, ...facts });
  Deno.serve({ port: 0, hostname: "127.0.0.1", onListen }, app.fetch);
}

function say(facts: unknown): void {
  // deno-lint-ignore no-console
  console.log(JSON.stringify(facts));
}

/** Requests a second on a few connections, the next one as soon as an answer is there. */
async function rate(port: number, path: string, headers: readonly string[]): Promise<number> {
  const lines = [`GET ${path} HTTP/1.1`, "host: bench", ...headers, "", ""];
  const request = new TextEncoder().encode(lines.join("\r\n"));
  const end = performance.now() + MEASURED;
  const counts = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => keepAsking(port, request, end)),
  );
  return counts.reduce((a, b) => a + b) / (MEASURED / 1000);
}

async function keepAsking(port: number, request: Uint8Array, end: number): Promise<number> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  connection.setNoDelay(true);
  const buffer = new Uint8Array(64 * 1024);
  let usual = 0;
  let count = 0;
  for (; performance.now() < end; count++) {
    await connection.write(request);
    const size = (await connection.read(buffer))!;
    // Answers are alike: one of the usual length is whole, and looking closer would cost.
    if (size !== usual) usual = await readRest(connection, buffer, size);
  }
  return count;
}

async function readRest(
  connection: Deno.TcpConn,
  buffer: Uint8Array,
  read: number,
): Promise<number> {
  const sizeOf = () => expectedSize(decoder.decode(buffer.subarray(0, read)));
  for (let expected = sizeOf(); read < expected; expected = sizeOf()) {
    read += (await connection.read(buffer.subarray(read)))!;
  }
  return read;
}
/** How long an answer is, once its head is there. */
function expectedSize(text: string): number {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return Infinity;
  if (!/^HTTP\/1.1 (200|304) /.test(text)) throw new Error(text.slice(0, head));
  return head + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
}
