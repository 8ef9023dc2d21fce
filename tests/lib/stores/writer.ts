/**
 * A process that writes: `writer.ts <repository> <name> <count> <files> [staleLock]`. Each commit
 * adds a line to a file that all writers share and writes some of its own. It prints the id of every
 * commit once that is acknowledged.
 */
import { AppError } from "../../../lib/model/error.ts";
import { openLocalStore } from "../../../lib/stores/local.ts";

const [path, name, count, files, staleLock = "30000"] = Deno.args as [
  string,
  string,
  string,
  string,
];
const AUTHOR = { name, email: `${name}@example.com` };
const store = await openLocalStore(path, { staleLock: Number(staleLock) });

const LANES = 4;
await Promise.all(Array.from({ length: LANES }, (_, lane) => writeFrom(lane)));

/** Every fourth commit, one after the other. */
async function writeFrom(lane: number): Promise<void> {
  for (let index = lane; index < Number(count); index += LANES) await write(index);
}

async function write(index: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const commit = await tryWrite(index);
    if (commit) return void Deno.stdout.writeSync(new TextEncoder().encode(`${commit}\n`));
  }
  throw new Error(`${name} ${index} never came through`);
}

/** Bytes that cannot be packed. In that many of them an address with a password would turn up. */
function noise(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(10_000)).map((byte) => byte === 0x3a ? 0 : byte);
}

async function tryWrite(index: number): Promise<string | undefined> {
  const base = await store.head("main");
  const shared = base && await store.read(base, "workflows/shared.yaml");
  const text = shared ? new TextDecoder().decode(shared) : "";
  try {
    return await store.commit({
      branch: "main",
      base,
      files: [
        { path: "workflows/shared.yaml", content: `${text}${name}-${index}\n` },
        ...Array.from({ length: Number(files) }, (_, file) => ({
          path: `workflows/${name}-${index}-${file}.yaml`,
          content: noise(),
        })),
      ],
      message: `${name} ${index}`,
      author: AUTHOR,
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return undefined;
    throw error;
  }
}
