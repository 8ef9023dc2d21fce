/**
 * Prints how our Git store compares with isomorphic-git and git on generated monorepos, as ratios
 * measured in turns in one run. The inputs take about a minute to make.
 */
import { lastChanges, logs } from "./logs.ts";
import { firstRead, lists, memory, warmReads, zipfTrace } from "./reading.ts";
import { type Made, makeRepository, type Shape } from "./repositories.ts";
import { independence, manyWriters, oneFileCommit } from "./writing.ts";

const folder = await Deno.makeTempDir({ prefix: "celestra-git-" });
let made = 0;
try {
  const large = await make({ files: 100_000, commits: 1_000 });
  await firstRead(large);
  await memory(large);
  const middle = await make({ files: 10_000, commits: 1_000 });
  await warmReads(middle);
  await lists(middle);
  await zipfTrace(middle);
  await oneFileCommit(middle);
  await independence(large, await make({ files: 1_000, commits: 1_000 }));
  await manyWriters(middle);
  const history = { files: 10_000, commits: 10_000 };
  const plain = await make(history);
  await logs("one pack", plain);
  await lastChanges(plain);
  await logs("thirty packs", await make({ ...history, packs: 30 }));
  await logs("a commit-graph", await make({ ...history, graph: true }));
} finally {
  await Deno.remove(folder, { recursive: true });
}

function make(shape: Shape): Promise<Made> {
  return makeRepository(`${folder}/${made++}.git`, shape);
}
