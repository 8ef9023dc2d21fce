/** What others take for the same: isomorphic-git with its cache, and a git that stays open. */
import * as fs from "node:fs";
import isomorphic from "isomorphic-git";

/** isomorphic-git on a repository, with a cache that is kept. */
export function isomorphicOn(gitdir: string, dir?: string) {
  const cache = {};
  const at = { fs, gitdir, cache, ...(dir && { dir }) };
  return {
    head: () => isomorphic.resolveRef({ ...at, ref: "refs/heads/main" }),
    async read(oid: string, filepath: string): Promise<Uint8Array> {
      return (await isomorphic.readBlob({ ...at, oid, filepath })).blob;
    },
    async list(ref: string): Promise<string[]> {
      const trees = [isomorphic.TREE({ ref })];
      const map = async (path: string, [entry]: (isomorphic.WalkerEntry | null)[]) =>
        await entry!.type() === "blob" ? path : undefined;
      return await isomorphic.walk({ ...at, trees, map });
    },
    /** Writes a file into the work tree, stages and commits it. */
    async save(filepath: string, text: string): Promise<string> {
      await fs.promises.writeFile(`${dir}/${filepath}`, text);
      await isomorphic.add({ ...at, dir: dir!, filepath });
      const author = { name: "Ada", email: "ada@example.com" };
      return await isomorphic.commit({ ...at, message: "Save", author });
    },
  };
}

/** A `git cat-file --batch` that is asked for one object after the other. */
export function openCatFile(folder: string) {
  const process = new Deno.Command("git", {
    args: ["cat-file", "--batch"],
    cwd: folder,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  const reader = process.stdout.getReader();
  let held = new Uint8Array();

  async function take(count: number): Promise<Uint8Array> {
    while (held.length < count) {
      const { value } = await reader.read();
      const more = new Uint8Array(held.length + value!.length);
      more.set(held);
      more.set(value!, held.length);
      held = more;
    }
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  }

  async function line(): Promise<string> {
    for (let end = held.indexOf(10);; end = held.indexOf(10)) {
      if (end >= 0) return new TextDecoder().decode(await take(end + 1)).trim();
      const { value } = await reader.read();
      held = Uint8Array.from([...held, ...value!]);
    }
  }

  return {
    async read(name: string): Promise<Uint8Array> {
      await writer.write(new TextEncoder().encode(`${name}\n`));
      const [, , size] = (await line()).split(" ");
      return (await take(Number(size) + 1)).subarray(0, -1);
    },
    async [Symbol.asyncDispose]() {
      await writer.close();
      while (!(await reader.read()).done);
      await process.status;
    },
  };
}
