import assert from "node:assert/strict";
import { ADA, begin, signIn } from "../helpers/client.ts";
import { copyTree } from "../helpers/fresh_copy.ts";
import { freePort } from "../helpers/free_port.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { succeed } from "../helpers/processes.ts";

/** The README's command, until it says where it serves. */
interface Started extends AsyncDisposable {
  readonly line: string;
  /** Everything that it wrote. */
  readonly written: () => string;
  /** Milliseconds until the line was there. */
  readonly took: number;
}

/** Types what the README says, on a machine that has nothing but Node.js and npm. */
async function start(tree: string, home: string, port: number): Promise<Started> {
  const from = performance.now();
  const process = new Deno.Command("npx", {
    args: ["--yes", "deno@2.9.6", "task", "start"],
    cwd: tree,
    // Emptied whole, the variables would also lack what a machine needs to reach the registry.
    env: {
      PATH: `${nodeFolder()}:${Deno.env.get("PATH")}`,
      HOME: home,
      DENO_DIR: `${home}/deno`,
      npm_config_cache: `${home}/npm`,
      CELESTRA_PORT: String(port),
    },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let written = "";
  for (const stream of [process.stdout, process.stderr]) {
    stream.pipeThrough(new TextDecoderStream())
      .pipeTo(new WritableStream({ write: (text) => void (written += text) }));
  }
  let ended: number | undefined;
  process.status.then(({ code }) => ended = code);
  const lineOf = () => /^(Open|Celestra serves) http:\S+$/m.exec(written)?.[0];
  while (!lineOf()) {
    assert.equal(ended, undefined, written);
    await new Promise((done) => setTimeout(done, 5));
  }
  const took = performance.now() - from;
  return {
    ...{ line: lineOf()!, written: () => written, took },
    async [Symbol.asyncDispose]() {
      // Between us and the service stand npx and a shell; it is asked by its port.
      await stop(port);
      await process.status;
    },
  };
}

/** Where Node.js and npm are; another program called node may come before it on the path. */
function nodeFolder(): string {
  const folders = Deno.env.get("PATH")!.split(":");
  return folders.find((folder) => ["node", "npx"].every((name) => isThere(`${folder}/${name}`)))!;
}

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Ends what listens on a port, as Ctrl+C would. */
async function stop(port: number): Promise<void> {
  const listening = port.toString(16).toUpperCase().padStart(4, "0");
  const table = await Deno.readTextFile("/proc/net/tcp");
  const inode =
    new RegExp(`:${listening} 00000000:0000 0A(?: +\\S+){4} +\\d+ +(\\d+)`).exec(table)![1];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (/^\d+$/.test(name) && holds(name, `socket:[${inode}]`)) Deno.kill(Number(name), "SIGINT");
  }
}

function holds(pid: string, target: string): boolean {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/fd`)].some(({ name }) =>
      Deno.readLinkSync(`/proc/${pid}/fd/${name}`) === target
    );
  } catch {
    return false;
  }
}

/** When each built file was written. */
function buildTimes(tree: string): Record<string, number> {
  const files = ["dist", "static/islands"].flatMap((folder) =>
    [...Deno.readDirSync(`${tree}/${folder}`)].map(({ name }) => `${folder}/${name}`)
  );
  return Object.fromEntries(
    files.sort().map((file) => [file, Deno.statSync(`${tree}/${file}`).mtime!.getTime()]),
  );
}

testWith(
  ["git", "npx"],
  "the README's one command starts a fresh copy; later it starts without a build",
  () =>
    inFolder(async (folder) => {
      const [tree, home] = [`${folder}/celestra`, `${folder}/home`];
      await copyTree(tree);
      await Deno.mkdir(home);
      const port = freePort();
      const url = `http://127.0.0.1:${port}`;
      let built: Record<string, number>;
      {
        await using first = await start(tree, home, port);
        assert.match(first.line, new RegExp(`^Open ${url}/start/[\\w-]{43}$`));
        const link = first.line.slice("Open ".length);
        const page = await fetch(link);
        assert.equal(page.status, 200);
        for (const [path] of (await page.text()).matchAll(/\/assets\/[\w.-]+/g)) {
          const asset = await fetch(url + path);
          assert.equal(asset.status, 200, path);
          await asset.body?.cancel();
        }
        const ada = await begin(url, link);
        await ada.json("POST", "/api/v1/workflows/hello/duplicate", { name: "mine" });
        built = buildTimes(tree);
        say(`from nothing to the link: ${Math.round(first.took)} ms`);
      }
      await using second = await start(tree, home, port);
      assert.equal(second.line, `Celestra serves ${url}`);
      assert.deepEqual(buildTimes(tree), built, "nothing was built again");
      const ada = await signIn(url, ADA);
      assert.equal((await ada.ask("GET", "/api/v1/workflows/mine")).status, 200);
      say(`a second start: ${Math.round(second.took)} ms`);
      const git = (...args: string[]) =>
        succeed("git", "-C", `${tree}/.celestra/repo.git`, ...args);
      assert.match(await git("log", "-1", "--format=%B"), /^Actor: ada$/m);
    }),
);

function say(text: string): void {
  // deno-lint-ignore no-console -- a figure for whoever reads the log; nothing depends on it
  console.log(text);
}
