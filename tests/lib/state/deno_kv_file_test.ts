import assert from "node:assert/strict";
import { createState } from "../../../lib/state/create_state.ts";
import { denoKv } from "../../../lib/state/deno_kv.ts";
import { inFolder } from "../../helpers/host.ts";
import { isInstalled } from "../../helpers/needs.ts";
import { sampleAccount } from "../../helpers/state_samples.ts";

const SCRIPT = new URL("./disk_full.ts", import.meta.url).pathname;
const MOUNT_AND_RUN = 'mount -t tmpfs -o size=2m tmpfs "$1" && "$2" run -A --no-check "$3" "$1"';

Deno.test({
  name: "[deno-kv] the file and the folders that it needs are its owner's alone",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder(async (folder) => {
      Deno.chmodSync(folder, 0o755);
      const keyValue = await denoKv.open({ path: `${folder}/new/data/state.db` });
      await keyValue.commit({ sets: [{ key: ["a"], value: 1 }] });
      const files = [...Deno.readDirSync(`${folder}/new/data`)].map(({ name }) => name);
      assert.ok(files.includes("state.db"));
      for (const name of files) assert.equal(modeOf(`${folder}/new/data/${name}`), 0o600, name);
      for (const path of ["/new", "/new/data"]) assert.equal(modeOf(folder + path), 0o700);
      assert.equal(modeOf(folder), 0o755);
      keyValue.close();
    }),
});

Deno.test("[deno-kv] what was written is there when it is opened again", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/state.db`;
    const before = createState(await denoKv.open({ path }));
    await before.accounts.create(sampleAccount("ada"));
    before.close();
    const after = createState(await denoKv.open({ path }));
    assert.deepEqual(await after.accounts.list(), [sampleAccount("ada")]);
    after.close();
  });
});

Deno.test("[deno-kv] a file that is lost is made anew and empty", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/state.db`;
    const before = createState(await denoKv.open({ path }));
    await before.accounts.create(sampleAccount("ada"));
    before.close();
    for (const { name } of [...Deno.readDirSync(folder)]) Deno.removeSync(`${folder}/${name}`);
    const after = createState(await denoKv.open({ path }));
    assert.equal(await after.accounts.isEmpty(), true);
    after.close();
  });
});

Deno.test("[deno-kv] a path is needed, and a file that is a state", async () => {
  await inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/text`, "no database ".repeat(1_000));
    const open = (path?: string) => denoKv.open(path === undefined ? {} : { path });
    await assert.rejects(open(), { name: "AppError", code: "configuration" });
    await assert.rejects(open(folder), { name: "AppError", code: "configuration" });
    await assert.rejects(open(`${folder}/text`), {
      name: "AppError",
      code: "store_corrupt",
      message: `The file of the state is damaged: ${folder}/text; ` +
        "move it away to begin anew, workflows and deployments are in Git",
    });
    await assert.rejects(open(`${folder}/text/state.db`), {
      name: "AppError",
      code: "configuration",
      message: new RegExp(`Cannot make the state ${folder}/text/state.db: `),
    });
  });
});

Deno.test("[deno-kv] a file that is damaged while it is used is said to be", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/state.db`;
    const keyValue = await denoKv.open({ path });
    const large = "x".repeat(300_000);
    await keyValue.commit({ sets: [{ key: ["a"], value: large }] });
    keyValue.close();
    const size = Deno.statSync(path).size;
    const file = Deno.openSync(path, { write: true });
    file.seekSync(4_096, Deno.SeekMode.Start);
    file.writeSync(new Uint8Array(size - 4_096).fill(0xa5));
    file.close();
    const open = async () => {
      const damaged = await denoKv.open({ path });
      try {
        await damaged.get(["a"]);
      } finally {
        damaged.close();
      }
    };
    await assert.rejects(open, { name: "AppError", code: "store_corrupt" });
  });
});

Deno.test("[deno-kv] what is on its way when it is closed is done, or says so", async () => {
  await inFolder(async (folder) => {
    const keyValue = await denoKv.open({ path: `${folder}/state.db` });
    const value = "x".repeat(100_000);
    const writes = Array.from(
      { length: 20 },
      (_, at) => keyValue.commit({ sets: [{ key: ["a", at], value }] }),
    );
    await writes[0];
    keyValue.close();
    const codes = (await Promise.allSettled(writes)).map((one) =>
      one.status === "fulfilled" ? "done" : one.reason.code
    );
    assert.deepEqual([...new Set(codes)].sort(), ["done", "shutting_down"]);
  });
});

/** How to get a file system of our own here: as root, or as root of a namespace of users. */
const flags = ["-m", "-rm"].find(canMount);
const name = "[deno-kv] a full disk is storage_full, and with space it goes on";

Deno.test({
  name: flags ? name : `${name} (ignored: needs unshare and mount)`,
  ignore: !flags,
  fn: () => inFolder(testFull),
});

async function testFull(folder: string): Promise<void> {
  const args = [flags!, "sh", "-c", MOUNT_AND_RUN, "sh", folder, Deno.execPath(), SCRIPT];
  const command = new Deno.Command("unshare", { args, stdin: "null" });
  const { success, stdout, stderr } = await command.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  const seen = JSON.parse(new TextDecoder().decode(stdout));
  assert.deepEqual(seen, { refused: "storage_full", whileFull: true, later: true, isWhole: true });
}

function canMount(flag: string): boolean {
  if (!isInstalled("unshare") || !isInstalled("mount")) return false;
  const args = [flag, "mount", "-t", "tmpfs", "tmpfs", "/mnt"];
  return new Deno.Command("unshare", { args, stdin: "null" }).outputSync().success;
}

function modeOf(path: string): number {
  return Deno.statSync(path).mode! & 0o777;
}
