import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { looseStartingWith, readLoose } from "../../../../lib/stores/disk/loose.ts";
import { idOf } from "../../../../lib/stores/objects/objects.ts";
import { refuses } from "../../../contracts/store_changes.ts";
import { inTemporary } from "../git.ts";

const BYTES = new TextEncoder().encode("some text");
const ID = idOf({ kind: "blob", bytes: BYTES });

Deno.test("readLoose() reads an object, and nothing where there is none", () =>
  inTemporary((folder) => {
    put(folder, `blob 9\0some text`);
    assert.deepEqual([...readLoose(folder, ID)!.bytes], [...BYTES]);
    assert.equal(readLoose(folder, ID.replace(/^../, "00")), undefined);
    assert.deepEqual(looseStartingWith(folder, ID.slice(0, 5)), [ID]);
    assert.deepEqual(looseStartingWith(folder, `${ID.slice(0, 4)}x`), []);
    return Promise.resolve();
  }));

Deno.test("readLoose() refuses what another object or none at all lies in", () =>
  inTemporary(async (folder) => {
    const wrong = [
      "blob 9\0some teXt",
      "blob 8\0some text",
      "bl0b 9\0some text",
      "blob 9some text",
    ];
    for (const text of wrong) {
      put(folder, text);
      const error = await refuses("store_corrupt", Promise.try(() => readLoose(folder, ID)));
      assert.ok(error.message.includes(ID));
    }
    Deno.writeTextFileSync(pathIn(folder), "not compressed");
    await refuses("store_corrupt", Promise.try(() => readLoose(folder, ID)));
  }));

Deno.test("readLoose() refuses an object that is not as long as it says, whatever its id", () =>
  inTemporary(async (folder) => {
    const text = "blob 8\0some text";
    const id = createHash("sha1").update(text).digest("hex");
    put(folder, text, id);
    await refuses("store_corrupt", Promise.try(() => readLoose(folder, id)));
  }));

function put(folder: string, text: string, id = ID): void {
  Deno.mkdirSync(`${folder}/${id.slice(0, 2)}`, { recursive: true });
  Deno.writeFileSync(pathIn(folder, id), deflateSync(text));
}

function pathIn(folder: string, id = ID): string {
  return `${folder}/${id.slice(0, 2)}/${id.slice(2)}`;
}
