/** A process of its own: prints the milliseconds of a first read, or the memory after much work. */
import { openLocalStore } from "../../../lib/stores/local.ts";
import { isomorphicOn } from "./peers.ts";
import { zipf } from "./repositories.ts";

const [what, folder, path] = Deno.args as [string, string, string];
// Both of them use the file system before the clock starts.
Deno.readDirSync(folder);
const start = performance.now();
if (what === "ours") {
  const store = await openLocalStore(folder);
  await store.read((await store.head("main"))!, path);
  print(performance.now() - start);
} else if (what === "isomorphic") {
  const peer = isomorphicOn(folder);
  await peer.read(await peer.head(), path);
  print(performance.now() - start);
} else {
  await work();
  print(Deno.memoryUsage().rss / 1e6);
}

/** Lists everything, reads and saves here and there, and looks into the history. */
async function work(): Promise<void> {
  const store = await openLocalStore(folder);
  let head = (await store.head("main"))!;
  const paths = (await store.list(head, "")).map(({ path }) => path);
  const pick = zipf(paths.length);
  for (let count = 0; count < 5000; count++) await store.read(head, paths[pick()]!);
  const author = { name: "Ada", email: "ada@example.com" };
  for (let count = 0; count < 20; count++) {
    const files = [{ path: `workflows/w${count}.yaml`, content: `${count}` }];
    head = await store.commit({ branch: "main", base: head, files, message: "x", author });
  }
  await store.log(head, [path], { limit: 10_000 });
  await store.list(head, "");
}

function print(value: number): void {
  // deno-lint-ignore no-console
  console.log(value);
}
