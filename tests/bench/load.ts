/**
 * Prints how the service answers people and programs that come at their own pace: reads, lists and
 * saves in a mix, at 60 % of the rate that it can take, on real files; and the memory after it.
 */
import { buildServer } from "../../lib/build/server.ts";
import { begin, type Client } from "../helpers/client.ts";
import { ROOT } from "../helpers/house.ts";
import { inFolder } from "../helpers/host.ts";
import { serve } from "../helpers/served.ts";
import { figure, spread } from "./measure.ts";

/** Of a hundred requests. The rest are saves. */
const READS = 80;
const LISTS = 15;

const WORKFLOWS = 20;
const ROUNDS = 5;
const REQUESTS = 10_000;

/** How long each side is measured, in milliseconds. */
const MEASURED = 3_000;

await buildServer();
await inFolder(async (data) => {
  const file = `${ROOT}dist/server.js`;
  await using served = await serve({ data, file, env: { DOCKER_HOST: "unix:///nowhere" } });
  const ada = await begin(served.url, served.link!);
  const trace = await createTrace(ada);
  await saturate(trace);
  const rounds: { p95: number; tail: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const rate = await saturate(trace);
    const late = await atPace(trace, rate * 0.6);
    const at = (share: number) => late[Math.floor(late.length * share)]!;
    rounds.push({ p95: at(0.95), tail: at(0.99) / at(0.5) });
  }
  figure("W4 mixed trace at 60 % load, p95 in ms", "<= 10", spread(rounds.map(({ p95 }) => p95)));
  figure("W4 the same, p99 of p50", "<= 8", spread(rounds.map(({ tail }) => tail)));
  while (trace.asked < REQUESTS) await trace.next();
  const memory = await (await ada.ask("GET", "/metrics")).text();
  const [, bytes] = /^process_resident_memory_bytes (\d+)/m.exec(memory)!;
  const name = `memory after ${trace.asked.toLocaleString("en")} requests, in MB`;
  figure(name, "<= 200", spread([Number(bytes) / 1e6]));
});

/** A mix of requests that never ends. */
interface Trace {
  /** Asks for the next thing, and reads the whole answer. */
  next(): Promise<void>;
  readonly asked: number;
}

async function createTrace(client: Client): Promise<Trace> {
  const names = Array.from({ length: WORKFLOWS }, (_, index) => `copy-${index}`);
  for (const name of names) {
    await client.json("POST", "/api/v1/workflows/hello/duplicate", { name });
  }
  const path = (index: number) => `/api/v1/workflows/${names[index % WORKFLOWS]}`;
  const etags = new Map<string, string>();
  const turns = new Map<string, Promise<void>>();
  let asked = 0;

  async function read(path: string): Promise<void> {
    const answer = await client.ask("GET", path);
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  }

  async function save(path: string, value: string): Promise<void> {
    const etag = etags.get(path) ?? (await client.ask("HEAD", path)).headers.get("etag")!;
    const operations = [{ op: "set-title", node: "web", value }];
    const answer = await client.ask("PATCH", path, {
      body: { operations, message: "Change a title" },
      headers: { "if-match": etag },
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`);
    etags.set(path, answer.headers.get("etag")!);
  }

  return {
    get asked() {
      return asked;
    },
    next() {
      const number = asked++;
      // A stride that meets every hundredth once, so that the kinds lie evenly.
      const kind = (number * 37) % 100;
      if (kind < READS) return read(path(number));
      if (kind < READS + LISTS) return read("/api/v1/workflows");
      // One person saves one workflow, one save after the other.
      const mine = path(Math.floor(number / 20));
      const turn = (turns.get(mine) ?? Promise.resolve()).then(() => save(mine, `Web ${number}`));
      turns.set(mine, turn);
      return turn;
    },
  };
}

/** Requests a second when the next is asked as soon as one is answered. */
async function saturate(trace: Trace): Promise<number> {
  const end = performance.now() + MEASURED;
  let count = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (; performance.now() < end; count++) await trace.next();
  }));
  return count / (MEASURED / 1000);
}

/** Asks at a pace, whether or not answers come; how long each took since its time, sorted. */
async function atPace(trace: Trace, rate: number): Promise<number[]> {
  const late: number[] = [];
  const answers: Promise<void>[] = [];
  const from = performance.now();
  for (let due = from; due < from + MEASURED; due += 1000 / rate) {
    const early = due - performance.now();
    if (early > 0) await new Promise((done) => setTimeout(done, early));
    answers.push(trace.next().then(() => void late.push(performance.now() - due)));
  }
  await Promise.all(answers);
  return late.sort((a, b) => a - b);
}
