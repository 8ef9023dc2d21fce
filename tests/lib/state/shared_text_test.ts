import assert from "node:assert/strict";
import { denoKv } from "../../../lib/state/deno_kv.ts";
import { createSharedText } from "../../../lib/state/shared_text.ts";
import { inFolder } from "../../helpers/host.ts";

Deno.test("update() of a shared text loses nothing of two stores on one file", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/state.db`;
    const stores = [await denoKv.open({ path }), await denoKv.open({ path })];
    const texts = stores.map((store) => createSharedText(store, "count"));
    const add = (before = "") => `${before}x`;
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => texts[index % 2]!.update(add)),
    );
    let seen = "";
    await texts[0]!.update((before = "") => seen = before);
    assert.equal(seen, "x".repeat(40));
    stores.forEach((store) => store.close());
  });
});

Deno.test("update() keeps texts of other names apart", async () => {
  await inFolder(async (folder) => {
    const store = await denoKv.open({ path: `${folder}/state.db` });
    await createSharedText(store, "one").update(() => "1");
    await createSharedText(store, "other").update((before) => {
      assert.equal(before, undefined);
      return "2";
    });
    store.close();
  });
});
