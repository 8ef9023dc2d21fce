/** A process that saves on a small disk: `disk_full.ts <folder>`. It prints what it saw. */
import { AppError } from "../../../lib/model/error.ts";
import { createLocalStore } from "../../../lib/stores/local.ts";
import { leftovers } from "./git.ts";

const [folder] = Deno.args as [string];
const store = await createLocalStore(folder, { bare: true, defaultBranch: "main" });
const before = await save(undefined, new TextEncoder().encode("small"));
const large = new Uint8Array(700_000);
for (let at = 0; at < large.length; at += 65_536) {
  crypto.getRandomValues(large.subarray(at, at + 65_536));
}

const refused = [await codeOf(save(before, large)), await codeOf(save(before, large))];
const headWhileFull = await store.head("main");
const textWhileFull = new TextDecoder().decode(await store.read(before, "workflows/a.yaml"));
const left = leftovers(folder);
await new Deno.Command("mount", { args: ["-o", "remount,size=20m", folder] }).output();
const after = await save(before, large);
const sizeAfter = (await store.read(after, "workflows/a.yaml"))?.length;
const answer = { before, refused, headWhileFull, textWhileFull, leftovers: left, sizeAfter };
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(answer)));

function save(base: string | undefined, content: Uint8Array): Promise<string> {
  return store.commit({
    branch: "main",
    base,
    files: [{ path: "workflows/a.yaml", content }],
    message: "Save",
    author: { name: "Ada", email: "ada@example.com" },
  });
}

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return await attempt.then(
    () => "none",
    (error) => error instanceof AppError ? error.code : `${error}`,
  );
}
