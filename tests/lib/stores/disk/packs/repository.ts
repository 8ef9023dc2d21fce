import { git, inTemporary } from "../../git.ts";

/** Gives a test a bare repository that git makes, and puts everything into its packs. */
export async function inPacked(
  test: (folder: string) => Promise<void>,
  repack: readonly string[] = [],
): Promise<void> {
  await inTemporary(async (folder) => {
    await git(folder, "init", "-q", "--bare", "-b", "main");
    await importHistory(folder, historyStream(40));
    await git(folder, "repack", "-q", "-a", "-d", "-f", ...repack);
    await test(folder);
  });
}

/** The ids and kinds of all objects, as git tells them. */
export async function allObjects(folder: string): Promise<{ id: string; kind: string }[]> {
  const format = "--batch-check=%(objectname) %(objecttype)";
  const lines = (await git(folder, "cat-file", "--batch-all-objects", format)).split("\n");
  return lines.map((line) => ({ id: line.slice(0, 40), kind: line.slice(41) }));
}

/** The packs of a repository, each without the end of its name. */
export function packsOf(folder: string): string[] {
  const names = [...Deno.readDirSync(`${folder}/objects/pack`)].map(({ name }) => name).sort();
  return names.filter((name) => name.endsWith(".pack")).map((name) =>
    `${folder}/objects/pack/${name.slice(0, -".pack".length)}`
  );
}

/** Feeds `git fast-import`, which keeps what it is given in packs. */
export async function importHistory(folder: string, stream: string): Promise<void> {
  const config = ["-c", "fastimport.unpackLimit=0"];
  const process = new Deno.Command("git", {
    args: [...config, "fast-import", "--quiet", "--force"],
    cwd: folder,
    stdin: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stream));
  await writer.close();
  if (!(await process.status).success) throw new Error("git fast-import failed");
}

/** A history of one file that grows and others that stay: so git makes chains of deltas. */
function historyStream(commits: number): string {
  let stream = "";
  for (let index = 0; index < commits; index++) {
    const who = `Ada <ada@example.com> ${1_700_000_000 + index * 60} +0000`;
    stream += `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\n${data(`Change ${index}`)}`;
    const lines = Array.from(
      { length: 60 },
      (_, line) => `line ${line}: ${line === index ? index : 0}`,
    );
    stream += `M 100644 inline workflows/a.yaml\n${data(lines.join("\n"))}`;
    for (let other = 0; other < (index === 0 ? 40 : 0); other++) {
      stream += `M 100644 inline workflows/other-${other}.yaml\n${data(`other ${other}`)}`;
    }
  }
  return `${stream}tag v1\nfrom refs/heads/main\ntagger Ada <ada@example.com> 1700000000 +0000\n${
    data("A tag")
  }`;
}

function data(text: string): string {
  return `data ${new TextEncoder().encode(text).length}\n${text}\n`;
}
