/**
 * Repositories as our users have them: monorepos where most files are not ours, at most 1,000 in a
 * folder, and where each commit changes one file, some more often than others.
 */
import { git } from "../../lib/stores/git.ts";

/** What a repository is like. */
export interface Shape {
  readonly files: number;
  readonly commits: number;
  /** How many packs its objects lie in; one unless told. */
  readonly packs?: number;
  /** Whether Git keeps a commit-graph with the paths that commits changed. */
  readonly graph?: boolean;
}

/** A bare repository on disk. */
export interface Made {
  readonly folder: string;
  /** All files, in no order. */
  readonly paths: readonly string[];
  /** Those of Celestra. */
  readonly workflows: readonly string[];
}

/** As many as a large team has. Each has a layout beside it. */
const WORKFLOWS = 206;
const IN_A_FOLDER = 1000;
const SINCE = 1_700_000_000;

/** Makes a repository by `git fast-import`. The same shape gives the same bytes. */
export async function makeRepository(folder: string, shape: Shape): Promise<Made> {
  const { files, commits, packs = 1, graph = false } = shape;
  const workflows = Array.from({ length: WORKFLOWS }, (_, index) => `workflows/w${index}.yaml`);
  const layouts = workflows.map((path) => path.replace(".yaml", ".layout.yaml"));
  const others = Array.from({ length: Math.max(0, files - 2 * WORKFLOWS) }, (_, index) => {
    const service = Math.floor(index / IN_A_FOLDER);
    return `services/team-${service}/file-${index % IN_A_FOLDER}.yaml`;
  });
  const paths = [...workflows, ...layouts, ...others];
  await Deno.mkdir(folder, { recursive: true });
  await git(folder, "init", "-q", "--bare", "-b", "main");
  await git(folder, "config", "fastimport.unpackLimit", "0");
  await git(folder, "config", "gc.auto", "0");
  const pick = zipf(paths.length);
  for (let part = 0; part < packs; part++) {
    const from = Math.floor(commits * part / packs);
    const to = Math.floor(commits * (part + 1) / packs);
    await fastImport(
      folder,
      part === 0 ? firstThen(paths, pick, to) : later(paths, pick, from, to),
    );
  }
  if (packs === 1) await git(folder, "repack", "-q", "-a", "-d");
  const maps = ["commit-graph", "write", "--reachable", "--changed-paths"];
  if (graph) await git(folder, ...maps);
  return { folder, paths, workflows };
}

/** A number from 0, small ones far more often; the same every time. */
export function zipf(count: number): () => number {
  const random = createRandom();
  const sums = new Float64Array(count);
  let sum = 0;
  for (let index = 0; index < count; index++) sums[index] = sum += 1 / (index + 1);
  return () => {
    const wanted = random() * sum;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** A file of two to four KiB, as people write them. */
export function textOf(path: string, version: number): string {
  const random = createRandom(path.length + path.charCodeAt(path.length - 6) + version);
  const lines = [`# ${path}, version ${version}`, "apiVersion: celestra/v1", "kind: Application"];
  const count = 40 + [...path].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 40;
  for (let index = 0; index < count; index++) {
    lines.push(`  field-${index}: value-${path}-${index === version % count ? random() : index}`);
  }
  return lines.join("\n") + "\n";
}

function* firstThen(paths: readonly string[], pick: () => number, to: number): Generator<string> {
  yield head(0, "The beginning");
  for (const path of paths) yield file(path, textOf(path, 0));
  yield* later(paths, pick, 1, to, false);
}

/** Commits of one file each; the first one names what it follows, where it is not in the stream. */
function* later(
  paths: readonly string[],
  pick: () => number,
  from: number,
  to: number,
  isNew = true,
): Generator<string> {
  for (let index = from; index < to; index++) {
    yield head(index, `Change ${index}`);
    if (isNew && index === from) yield "from refs/heads/main^0\n";
    // Ours and others in turns of one to nine.
    const path = paths[index % 10 === 0 ? pick() % WORKFLOWS : pick()]!;
    yield file(path, textOf(path, index));
  }
}

function head(index: number, message: string): string {
  const who = `Ada <ada@example.com> ${SINCE + index * 60} +0000`;
  return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\n${data(message)}`;
}

function file(path: string, text: string): string {
  return `M 100644 inline ${path}\n${data(text)}`;
}

function data(text: string): string {
  return `data ${new TextEncoder().encode(text).length}\n${text}\n`;
}

async function fastImport(folder: string, stream: Iterable<string>): Promise<void> {
  const process = new Deno.Command("git", {
    args: ["fast-import", "--quiet", "--done"],
    cwd: folder,
    stdin: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  let held = "";
  for (const part of stream) {
    held += part;
    if (held.length < 1 << 20) continue;
    await writer.write(new TextEncoder().encode(held));
    held = "";
  }
  await writer.write(new TextEncoder().encode(`${held}done\n`));
  await writer.close();
  const { success } = await process.status;
  if (!success) throw new Error("git fast-import failed");
}

/** Numbers from 0 to 1 that are the same every time. */
function createRandom(seed = 1): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
