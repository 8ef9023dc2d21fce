/**
 * Prints how long the service takes from the start of its process to the first answer of
 * `/healthz`, as a ratio to a bare `Deno.serve` that is started the same way, and what a person
 * waits for: the first build, a later start until `/readyz`, and how that compares.
 */
import { buildIslands } from "../../lib/build/islands.ts";
import { buildServer } from "../../lib/build/server.ts";
import { freePort } from "../helpers/free_port.ts";
import { ROOT } from "../helpers/house.ts";
import { figure, ratio, spread } from "./measure.ts";

const SERVER = `${ROOT}dist/server.js`;

const HELLO = `const port = Number(Deno.env.get("CELESTRA_PORT"));
const headers = { "content-type": "application/json" };
Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, () =>
  new Response('{"hello":"world"}', { headers }));
`;

const ARGS = ["run", "--no-config", "--no-prompt", "--unstable-kv", "-A"];

const folder = await Deno.makeTempDir({ prefix: "celestra-start-" });
try {
  const hello = `${folder}/hello.js`;
  Deno.writeTextFileSync(hello, HELLO);
  await build();
  const data = `${folder}/data`;
  const bare = () => start(hello, "/", data);
  figure(
    "W9 start to /healthz, of a bare hello",
    "<= 2.5",
    await ratio(() => start(SERVER, "/healthz", data), bare, 21),
  );
  const ready: number[] = [];
  const timed = async () => {
    const took = await start(SERVER, "/readyz", data);
    ready.push(took);
    return took;
  };
  figure("W9 start to /readyz, of a bare hello", "", await ratio(timed, bare, 11));
  figure("W9 a later start to /readyz, in ms", "<= 2000", spread(ready));
} finally {
  await Deno.remove(folder, { recursive: true });
}

/** What the first start makes, and what a later one does to see that all is there. */
async function build(): Promise<void> {
  const all = async (out: string) => {
    const from = performance.now();
    await buildIslands(`${out}/islands/`);
    await buildServer(`${out}/dist/`);
    return performance.now() - from;
  };
  for (const kind of ["islands", "dist"]) {
    Deno.mkdirSync(`${folder}/built/${kind}`, { recursive: true });
  }
  figure("the first build, in ms", "<= 5000", spread([await all(`${folder}/built`)]));
  figure("a build when all is there, in ms", "", spread([await all(`${folder}/built`)]));
  await buildServer();
}

/** Milliseconds from the start of a process until a path answers 200. */
async function start(file: string, path: string, data: string): Promise<number> {
  const port = freePort();
  const env = { CELESTRA_PORT: String(port), CELESTRA_DATA: data };
  const from = performance.now();
  const process = new Deno.Command(Deno.execPath(), {
    args: [...ARGS, file],
    env,
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    while (!await isThere(port, path)) await new Promise((done) => setTimeout(done, 1));
    return performance.now() - from;
  } finally {
    process.kill("SIGKILL");
    await process.status;
  }
}

/** Asks over a connection of its own; `fetch` would keep those that were refused in mind. */
async function isThere(port: number, path: string): Promise<boolean> {
  try {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await connection.write(new TextEncoder().encode(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`));
    const buffer = new Uint8Array(64);
    const size = await connection.read(buffer) ?? 0;
    return new TextDecoder().decode(buffer.subarray(0, size)).startsWith("HTTP/1.1 200");
  } catch {
    return false;
  }
}
