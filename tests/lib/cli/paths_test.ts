import assert from "node:assert/strict";
import { resolvePath, writeFile, writeFiles } from "../../../lib/cli/paths.ts";
import { inFolder } from "../../helpers/host.ts";

Deno.test("resolvePath() goes from where the person stands", () => {
  assert.equal(resolvePath("/home/ada", "../bob/./x"), "/home/bob/x");
  assert.equal(resolvePath("/home/ada", "/etc//x"), "/etc/x");
  assert.equal(resolvePath("/home/ada", "../../../.."), "/");
});

Deno.test("writeFiles() writes below its folder", () =>
  inFolder((folder) => {
    writeFiles(`${folder}/out`, [{ path: "a/b.yaml", text: "x" }]);
    assert.equal(Deno.readTextFileSync(`${folder}/out/a/b.yaml`), "x");
    assert.deepEqual([...Deno.readDirSync(`${folder}/out/a`)].map(({ name }) => name), ["b.yaml"]);
  }));

for (const path of ["../x", "a/../../x", "/x", "a//x", "./x", "a\\..\\..\\x", ""]) {
  Deno.test(`writeFiles() refuses "${path}", which would leave its folder`, () =>
    inFolder((folder) => {
      Deno.writeTextFileSync(`${folder}/x`, "untouched");
      assert.throws(() => writeFiles(`${folder}/out`, [{ path, text: "evil" }]), /would leave/);
      assert.equal(Deno.readTextFileSync(`${folder}/x`), "untouched");
    }));
}

Deno.test("writeFiles() follows no link out of its folder", () =>
  inFolder((folder) => {
    Deno.mkdirSync(`${folder}/out`);
    Deno.mkdirSync(`${folder}/else`);
    Deno.symlinkSync(`${folder}/else`, `${folder}/out/a`);
    Deno.writeTextFileSync(`${folder}/x`, "untouched");
    Deno.symlinkSync(`${folder}/x`, `${folder}/out/b`);
    assert.throws(
      () => writeFiles(`${folder}/out`, [{ path: "a/b", text: "evil" }]),
      /would leave/,
    );
    writeFiles(`${folder}/out`, [{ path: "b", text: "own" }]);
    assert.equal(Deno.readTextFileSync(`${folder}/x`), "untouched");
  }));

Deno.test("writeFile() leaves a file alone that says the same, and replaces any other, and links", () =>
  inFolder((folder) => {
    const [path, link] = [`${folder}/a.yaml`, `${folder}/link.yaml`];
    writeFile(path, "a: ä\n");
    const { ino } = Deno.lstatSync(path);
    writeFile(path, "a: ä\n");
    assert.equal(Deno.lstatSync(path).ino, ino);
    writeFile(path, "a: ö\n");
    assert.notEqual(Deno.lstatSync(path).ino, ino);
    assert.equal(Deno.readTextFileSync(path), "a: ö\n");
    Deno.symlinkSync(path, link);
    writeFile(link, "a: ö\n");
    assert.ok(Deno.lstatSync(link).isFile);
  }));
