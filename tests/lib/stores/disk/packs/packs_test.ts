import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gitObjects } from "../../../../../lib/stores/git.ts";
import { openLocalStore } from "../../../../../lib/stores/local.ts";
import { idOf } from "../../../../../lib/stores/objects/objects.ts";
import { refuses } from "../../../../contracts/store_changes.ts";
import { testWith } from "../../../../helpers/needs.ts";
import { assertSound, git, inTemporary } from "../../git.ts";
import { allObjects, importHistory, inPacked, packsOf } from "./repository.ts";

/** How git packs: near deltas, deltas by id, no deltas, hardly compressed, and an index of far offsets. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  "deltas of what lies before": [],
  "deltas of ids": ["--no-delta-base-offset"],
  "no deltas": ["--depth=0"],
  "long chains": ["--depth=200", "--window=50"],
};

for (const [what, options] of Object.entries(WAYS)) {
  testWith(
    ["git"],
    `read() reads every object of a pack with ${what}`,
    () =>
      inPacked(async (folder) => {
        const depth = options.filter((option) => option !== "--no-delta-base-offset");
        const base = options.includes("--no-delta-base-offset") ? "false" : "true";
        await git(folder, "-c", `repack.useDeltaBaseOffset=${base}`, "repack", "-qadf", ...depth);
        await assertAll(folder);
      }),
  );
}

testWith(
  ["git"],
  "read() reads a pack that is not compressed, and one with far offsets",
  () =>
    inPacked(async (folder) => {
      await git(folder, "-c", "pack.compression=0", "repack", "-qadF");
      await assertAll(folder);
      const [pack] = packsOf(folder);
      Deno.removeSync(`${pack}.idx`);
      // An offset from 64 on is written as if it did not fit into 31 bits.
      await git(folder, "index-pack", "--index-version=2,0x40", `${pack}.pack`);
      await assertAll(folder);
    }),
);

testWith(["git"], "read() finds objects in thirty packs", () =>
  inTemporary(async (folder) => {
    await git(folder, "init", "-q", "--bare", "-b", "main");
    for (let index = 0; index < 30; index++) {
      const who = `Ada <ada@example.com> ${1_700_000_000 + index} +0000`;
      const from = index > 0 ? "from refs/heads/main^0\n" : "";
      await importHistory(
        folder,
        `commit refs/heads/main\ncommitter ${who}\ndata 1\nx\n${from}` +
          `M 100644 inline workflows/${index}\ndata 2\n${index % 10}\n\n`,
      );
    }
    assert.equal(packsOf(folder).length, 30);
    await assertAll(folder);
  }));

testWith(
  ["git"],
  "startingWith() knows what lies in packs and what does not",
  () =>
    inPacked(async (folder) => {
      const objects = gitObjects(folder);
      const loose = { kind: "blob", bytes: new TextEncoder().encode("loose") } as const;
      await objects.write(new Map([[idOf(loose), loose]]));
      const ids = (await allObjects(folder)).map(({ id }) => id);
      for (const id of ids) {
        for (const length of [4, 5, 7, 40]) {
          const prefix = id.slice(0, length);
          const expected = ids.filter((other) => other.startsWith(prefix));
          assert.deepEqual((await objects.startingWith(prefix)).sort(), expected, prefix);
        }
      }
      assert.deepEqual(await objects.startingWith("0".repeat(12)), []);
    }),
);

testWith(
  ["git"],
  "read() sees a pack that came after it had looked",
  () =>
    inPacked(async (folder) => {
      const objects = gitObjects(folder);
      const absent = idOf({ kind: "blob", bytes: new TextEncoder().encode("new") });
      assert.equal(await objects.read(absent), undefined);
      await importHistory(folder, "blob\ndata 3\nnew\n");
      assert.equal((await objects.read(absent))!.bytes.length, 3);
    }),
);

testWith(
  ["git"],
  "read() follows objects from pack to pack while Git removes packs",
  () =>
    inPacked(async (folder) => {
      const objects = gitObjects(folder);
      const all = await allObjects(folder);
      for (const [index, { id }] of all.entries()) {
        // The open pack goes each time: only the depth makes another one, of another name.
        if (index % 20 === 0) await git(folder, "repack", "-qadf", `--depth=${1 + index}`);
        assert.equal(idOf((await objects.read(id))!), id);
      }
    }),
);

testWith(
  ["git"],
  "read() names the pack whose bytes are damaged, and reads the others",
  () =>
    inPacked(async (folder) => {
      await importHistory(folder, "blob\ndata 5\nwhole\n");
      const whole = idOf({ kind: "blob", bytes: new TextEncoder().encode("whole") });
      const ids = (await allObjects(folder)).map(({ id }) => id);
      const pack = packsOf(folder).sort((a, b) => sizeOf(b) - sizeOf(a))[0]!;
      const bytes = Deno.readFileSync(`${pack}.pack`);
      Deno.chmodSync(`${pack}.pack`, 0o644);
      for (const at of places(bytes.length)) {
        Deno.writeFileSync(`${pack}.pack`, bytes.with(at, bytes[at]! ^ 0x55));
        const { faults, read } = await readAll(folder, ids);
        assert.ok(read.has(whole));
        for (const error of faults) {
          assert.match(error.message, /pack-[0-9a-f]{40} of the repository is damaged/);
        }
        assert.ok(faults.length + read.size === ids.length);
      }
    }),
);

testWith(
  ["git"],
  "read() reads what stands before the place where a pack was cut",
  () =>
    inPacked(async (folder) => {
      const ids = (await allObjects(folder)).map(({ id }) => id);
      const [pack] = packsOf(folder);
      Deno.chmodSync(`${pack}.pack`, 0o644);
      Deno.truncateSync(`${pack}.pack`, Math.floor(sizeOf(pack!) / 2));
      const { faults, read } = await readAll(folder, ids);
      assert.ok(faults.length > 0 && read.size > 0, `${faults.length} and ${read.size}`);
      Deno.truncateSync(`${pack}.pack`, 0);
      assert.equal((await readAll(folder, ids)).faults.length, ids.length);
    }),
);

testWith(
  ["git"],
  "read() believes no index that is cut, damaged or of another pack",
  () =>
    inPacked(async (folder) => {
      const { id } = (await allObjects(folder))[0]!;
      const [pack] = packsOf(folder);
      const bytes = Deno.readFileSync(`${pack}.idx`);
      Deno.chmodSync(`${pack}.idx`, 0o644);
      const damaged = [
        new Uint8Array(),
        bytes.subarray(0, 900),
        bytes.subarray(0, -30),
        bytes.with(3, 0),
        bytes.with(8 + 1024 + 7, bytes[8 + 1024 + 7]! ^ 1),
        bytes.with(bytes.length - 60, bytes[bytes.length - 60]! ^ 1),
      ];
      for (const some of damaged) {
        Deno.writeFileSync(`${pack}.idx`, some);
        const error = await refuses("store_corrupt", gitObjects(folder).read(id));
        assert.match(error.message, /pack-[0-9a-f]{40} of the repository is damaged/);
      }
      const loose = { kind: "blob", bytes: new TextEncoder().encode("loose") } as const;
      const objects = gitObjects(folder);
      await objects.write(new Map([[idOf(loose), loose]]));
      assert.ok(await objects.read(idOf(loose)));
      Deno.writeFileSync(`${pack}.idx`, bytes);
      assert.ok(await objects.read(id), "mended while it was open");
    }),
);

testWith(
  ["git"],
  "read() believes no whole index that leads to other objects",
  () =>
    inPacked(async (folder) => {
      const ids = (await allObjects(folder)).map(({ id }) => id);
      const [pack] = packsOf(folder);
      const bytes = Deno.readFileSync(`${pack}.idx`);
      const offsets = 8 + 1024 + ids.length * 24;
      const swapped = bytes.slice();
      swapped.set(bytes.subarray(offsets, offsets + 4), offsets + 4);
      swapped.set(bytes.subarray(offsets + 4, offsets + 8), offsets);
      swapped.set(createHash("sha1").update(swapped.subarray(0, -20)).digest(), bytes.length - 20);
      Deno.chmodSync(`${pack}.idx`, 0o644);
      Deno.writeFileSync(`${pack}.idx`, swapped);
      const objects = gitObjects(folder);
      for (const id of ids.slice(0, 2)) await refuses("store_corrupt", objects.read(id));
      assert.ok(await objects.read(ids[2]!));
    }),
);

testWith(
  ["git"],
  "read() reads what was damaged and is mended",
  () =>
    inPacked(async (folder) => {
      const { id } = (await allObjects(folder))[0]!;
      const [pack] = packsOf(folder);
      const bytes = Deno.readFileSync(`${pack}.pack`);
      Deno.chmodSync(`${pack}.pack`, 0o644);
      Deno.writeFileSync(`${pack}.pack`, new Uint8Array(bytes.length));
      const objects = gitObjects(folder);
      await refuses("store_corrupt", objects.read(id));
      Deno.writeFileSync(`${pack}.pack`, bytes);
      assert.ok(await objects.read(id));
    }),
);

testWith(
  ["git"],
  "write() mends an object that is damaged in its pack",
  () =>
    inPacked(async (folder) => {
      const id = await git(folder, "rev-parse", "main:workflows/a.yaml");
      const object = (await gitObjects(folder).read(id))!;
      const [pack] = packsOf(folder);
      Deno.chmodSync(`${pack}.pack`, 0o644);
      const bytes = Deno.readFileSync(`${pack}.pack`);
      Deno.writeFileSync(`${pack}.pack`, bytes.fill(0, 12, bytes.length - 20));
      const objects = gitObjects(folder);
      await refuses("store_corrupt", objects.read(id));
      await objects.write(new Map([[id, { ...object, bytes: object.bytes.slice() }]]));
      assert.deepEqual((await objects.read(id))!.bytes, object.bytes);
    }),
);

testWith(
  ["git"],
  "a commit by git and one by us, packed or not, are read alike",
  () =>
    inPacked(async (folder) => {
      const store = await openLocalStore(folder);
      const head = (await store.head("main"))!;
      const files = [{ path: "workflows/a.yaml", content: "ours" }];
      const author = { name: "Ada", email: "ada@example.com" };
      const ours = await store.commit({ branch: "main", base: head, files, message: "x", author });
      await git(folder, "repack", "-qad");
      assert.equal(new TextDecoder().decode(await store.read(ours, "workflows/a.yaml")), "ours");
      assert.equal((await store.history(ours, 100)).length, 41);
      await assertSound(folder);
    }),
);

async function assertAll(folder: string): Promise<void> {
  const objects = gitObjects(folder);
  for (const { id, kind } of await allObjects(folder)) {
    const found = await objects.read(id);
    assert.equal(found?.kind, kind);
    assert.equal(idOf(found!), id);
  }
}

async function readAll(folder: string, ids: readonly string[]): Promise<{
  faults: Error[];
  read: Set<string>;
}> {
  const objects = gitObjects(folder);
  const read = new Set<string>();
  const faults = await Promise.all(ids.map(async (id) => {
    try {
      assert.equal(idOf((await objects.read(id))!), id);
      read.add(id);
      return [];
    } catch (error) {
      assert.equal((error as { code?: string }).code, "store_corrupt", String(error));
      return [error as Error];
    }
  }));
  return { faults: faults.flat(), read };
}

/** Some places all over a pack, behind its header. */
function places(length: number): number[] {
  return Array.from({ length: 25 }, (_, index) => 12 + Math.floor((length - 32) * index / 25));
}

function sizeOf(pack: string): number {
  return Deno.statSync(`${pack}.pack`).size;
}
