import assert from "node:assert/strict";
import { AppError } from "../../../../lib/model/error.ts";
import { removeFolder, writeFolder } from "../../../../lib/targets/docker_compose/folder.ts";
import { inFolder } from "../../../helpers/host.ts";

function files(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([path, text]) => ({ path, text, map: [] }));
}

function pathsIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? [`${name}/`, ...pathsIn(`${folder}/${name}`).map((it) => `${name}/${it}`)] : name
  ).sort();
}

Deno.test("a folder holds exactly the files that were written last", () =>
  inFolder(async (root) => {
    const folder = `${root}/a/b`;
    await writeFolder(folder, files({ "compose.yaml": "1", "config/x/a": "a", "config/y/b": "b" }));
    await Deno.symlink("/etc/passwd", `${folder}/config/x/link`);
    await Deno.writeTextFile(`${folder}/.tmp-left`, "");
    await writeFolder(folder, files({ "compose.yaml": "2", "config/x/a": "a" }));
    assert.deepEqual(pathsIn(folder), ["compose.yaml", "config/", "config/x/", "config/x/a"]);
    assert.equal(await Deno.readTextFile(`${folder}/compose.yaml`), "2");
    assert.equal((await Deno.stat(`${folder}/config/x/a`)).mode! & 0o777, 0o644);
  }));

Deno.test("a file that stays the same is not touched; another one is replaced", () =>
  inFolder(async (folder) => {
    const inode = async (path: string) => (await Deno.stat(`${folder}/${path}`)).ino;
    await writeFolder(folder, files({ same: "1", other: "1" }));
    const before = [await inode("same"), await inode("other")];
    await writeFolder(folder, files({ same: "1", other: "2" }));
    const after = [await inode("same"), await inode("other")];
    assert.deepEqual([after[0] === before[0], after[1] === before[1]], [true, false]);
  }));

Deno.test("a file may take the place of a folder, and a folder that of a file", () =>
  inFolder(async (folder) => {
    await writeFolder(folder, files({ "a": "1", "b/c": "1" }));
    await writeFolder(folder, files({ "a/d": "2", "b": "2" }));
    assert.deepEqual(pathsIn(folder), ["a/", "a/d", "b"]);
  }));

Deno.test("a path that could lead out is refused before anything is written", () =>
  inFolder(async (root) => {
    for (const path of ["../x", "/x", "a/../../x", "a//b", ".", "", "a\\b", "a\0", "c:x", "a/"]) {
      await assert.rejects(writeFolder(`${root}/in`, files({ ok: "1", [path]: "x" })), AppError);
    }
    assert.deepEqual(pathsIn(root), []);
  }));

Deno.test("removeFolder() may be asked again", () =>
  inFolder(async (root) => {
    await writeFolder(`${root}/in`, files({ "a/b": "1" }));
    for (let time = 0; time < 2; time++) await removeFolder(`${root}/in`);
    assert.deepEqual(pathsIn(root), []);
  }));
