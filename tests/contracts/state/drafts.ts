import assert from "node:assert/strict";
import { createState } from "../../../lib/state/create_state.ts";
import type { StoredDraft } from "../../../lib/state/state.ts";
import { sampleDraft } from "../../helpers/state_samples.ts";
import { crowd, type Test } from "./contract.ts";

/** A draft with other edits. */
function edited(draft: StoredDraft, etag: string, with_: Partial<StoredDraft> = {}): StoredDraft {
  return { ...draft, operations: [], etag, savedAt: 2_000, ...with_ };
}

/** Everything that drafts have written. */
const ROOMS = ["drafts", "draft_files", "draft_roll"];

/** What drafts promise. */
export function testDrafts(test: Test): void {
  test("a draft is put, replaced and removed by who saw it last", async ({ drafts }, keyValue) => {
    const draft = sampleDraft("shop");
    assert.equal(await drafts.find("ada", "shop"), undefined);
    assert.equal(await drafts.put(draft, "nothing such"), false);
    assert.equal(await drafts.put(draft, undefined), true);
    assert.deepEqual(await drafts.find("ada", "shop"), draft);
    const [stale, next] = [edited(draft, "other"), edited(draft, "shop 2")];
    assert.equal(await drafts.put(stale, undefined), false);
    assert.equal(await drafts.put(stale, "stale"), false);
    assert.deepEqual(await drafts.find("ada", "shop"), draft);
    assert.equal(await drafts.put(next, draft.etag), true);
    assert.deepEqual(await drafts.find("ada", "shop"), next);
    assert.equal(await drafts.remove("ada", "shop", draft.etag), false);
    assert.deepEqual(await drafts.find("ada", "shop"), next);
    assert.equal(await drafts.remove("ada", "shop", next.etag), true);
    assert.equal(await drafts.find("ada", "shop"), undefined);
    assert.equal(await drafts.remove("ada", "shop", next.etag), false);
    assert.deepEqual(await keyValue.list([]), []);
  });

  test("a draft with a new base has the files of that base", async ({ drafts }) => {
    const draft = sampleDraft("shop");
    await drafts.put(draft, undefined);
    const base = "c".repeat(40);
    const layout = { text: "kind: Layout\n", etag: "1".repeat(40) };
    const files = { workflow: { text: "name: new\n", etag: "2".repeat(40) }, layout };
    const next = edited(draft, "shop 2", { base, files });
    await drafts.put(next, draft.etag);
    assert.deepEqual(await drafts.find("ada", "shop"), next);
    const { files: _, operations: __, account: ___, ...entry } = next;
    assert.deepEqual(await drafts.list("ada"), [entry]);
  });

  test("nobody finds the drafts of somebody else", async ({ drafts }) => {
    await drafts.put(sampleDraft("shop"), undefined);
    await drafts.put(sampleDraft("blog"), undefined);
    const other = sampleDraft("shop", { account: "ada-2", operations: [] });
    await drafts.put(other, undefined);
    assert.deepEqual((await drafts.list("ada")).map(({ workflow }) => workflow), ["blog", "shop"]);
    assert.deepEqual(await drafts.find("ada-2", "shop"), other);
    assert.equal(await drafts.find("ada-2", "blog"), undefined);
    assert.deepEqual(await drafts.list("ad"), []);
    await drafts.removeAll("ada");
    assert.deepEqual(await drafts.list("ada"), []);
    assert.deepEqual(await drafts.find("ada-2", "shop"), other);
  });

  test("of ten who replace a draft at once, one does", async ({ drafts }, keyValue) => {
    const draft = sampleDraft("shop");
    await drafts.put(draft, undefined);
    const nexts = crowd(keyValue, 10).map((state, at) => ({
      state,
      next: edited(draft, `next ${at}`, { base: `${at}`.repeat(40) }),
    }));
    const put = await Promise.all(nexts.map(({ state, next }) => state.drafts.put(next, "shop 1")));
    assert.equal(put.filter(Boolean).length, 1);
    assert.deepEqual(await drafts.find("ada", "shop"), nexts[put.indexOf(true)]!.next);
  });

  test("a draft that changes while it is read is read whole", async ({ drafts }, keyValue) => {
    const draft = sampleDraft("shop");
    await drafts.put(draft, undefined);
    const files = { workflow: { text: "name: new\n", etag: "2".repeat(40) } };
    const next = edited(draft, "shop 2", { base: "c".repeat(40), files });
    let isChanged = false;
    const between = createState({
      ...keyValue,
      async get(key) {
        if (key[0] === "draft_files" && !isChanged) {
          isChanged = true;
          await drafts.put(next, draft.etag);
        }
        return await keyValue.get(key);
      },
    });
    assert.deepEqual(await between.drafts.find("ada", "shop"), next);
  });

  test("a person has at most 50 drafts, and is told which", async ({ drafts }, keyValue) => {
    const names = Array.from({ length: 50 }, (_, at) => `w${`${at}`.padStart(2, "0")}`);
    for (const name of names) assert.equal(await drafts.put(sampleDraft(name), undefined), true);
    await assert.rejects(drafts.put(sampleDraft("one-more"), undefined), (error: unknown) => {
      const { code, details, message } = error as Record<string, unknown>;
      assert.deepEqual([code, details], ["unprocessable", { drafts: names }]);
      assert.match(String(message), /50 drafts; expected at most 50/);
      return true;
    });
    await drafts.put(edited(sampleDraft("w07"), "again"), "w07 1");
    await drafts.put(sampleDraft("w00", { account: "bob" }), undefined);
    await drafts.removeAll("ada");
    await drafts.removeAll("bob");
    for (const room of ROOMS) assert.deepEqual(await keyValue.list([room]), [], room);
  });

  test("a draft that is too large is refused, and the one before stays", async ({ drafts }) => {
    const draft = sampleDraft("shop");
    await drafts.put(draft, undefined);
    const files = { workflow: { text: "x".repeat(701 * 1024), etag: "e" } };
    const large = edited(draft, "large", { base: "d".repeat(40), files });
    await assert.rejects(drafts.put(large, draft.etag), { code: "too_large" });
    assert.deepEqual(await drafts.find("ada", "shop"), draft);
  });

  test("a draft that lost its files is told as such", async ({ drafts }, keyValue) => {
    await drafts.put(sampleDraft("shop"), undefined);
    await keyValue.commit({ deletes: [["draft_files", "ada", "shop"]] });
    await assert.rejects(drafts.find("ada", "shop"), { code: "store_corrupt" });
    assert.equal(await drafts.remove("ada", "shop", "shop 1"), true);
  });
}
