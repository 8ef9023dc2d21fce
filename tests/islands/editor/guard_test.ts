import assert from "node:assert/strict";
import { type Guarded, guardUnsaved } from "../../../islands/editor/guard.ts";
import { settled } from "../fakes.ts";
import { type FakePage, fakePage } from "./fake_page.ts";

Deno.test("a page is not closed without a question while only it has the last edits", async () => {
  using page = fakePage();
  const guarded = guard();
  guardUnsaved(guarded);
  assert.equal(page.fire("beforeunload", undefined), true);
  guarded.isUnsafe = () => true;
  assert.equal(page.fire("beforeunload", undefined), false);
  await settled();
  assert.equal(guarded.kept, 1, "they are sent while the question is there");
});

Deno.test("a link is followed when the edits are kept, without a question", async () => {
  using page = fakePage();
  const guarded = guard(true);
  guardUnsaved(guarded);
  assert.equal(follow(page), false);
  await settled();
  assert.deepEqual([guarded.kept, page.went, page.questions], [1, ["/workflows"], []]);
});

Deno.test("a link asks when they cannot be kept, and the browser does not ask again after a yes", async () => {
  using page = fakePage();
  guardUnsaved(guard(true, false));
  follow(page);
  await settled();
  assert.match(page.questions[0]!, /not kept yet/);
  assert.deepEqual(page.went, []);
  page.answer = true;
  follow(page);
  await settled();
  assert.deepEqual(page.went, ["/workflows"]);
  assert.equal(page.fire("beforeunload", undefined), true);
});

const HARMLESS: readonly (readonly [what: string, link: object, click: object])[] = [
  ["to another tab", { target: "_blank" }, {}],
  ["to another tab by a key", {}, { ctrlKey: true }],
  ["inside of this page", { pathname: "/workflows/shop" }, {}],
  ["that somebody else has dealt with", {}, { defaultPrevented: true }],
  ["with another button", {}, { button: 1 }],
];

for (const [what, link, click] of HARMLESS) {
  Deno.test(`a link ${what} is left alone`, () => {
    using page = fakePage();
    const guarded = guard(true);
    guardUnsaved(guarded);
    follow(page, link, click);
    assert.equal(guarded.kept, 0);
  });
}

Deno.test("nothing is done while everything is kept, nor by what is no link", () => {
  using page = fakePage();
  const guarded = guard();
  guardUnsaved(guarded);
  assert.equal(follow(page), true);
  guarded.isUnsafe = () => true;
  page.fire("click", page.element("button"), { button: 0 });
  assert.equal(guarded.kept, 0);
});

/** What is guarded, and how often it was asked to keep. */
function guard(isUnsafe = false, canKeep = true): Guarded & { kept: number; isUnsafe(): boolean } {
  return {
    kept: 0,
    isUnsafe: () => isUnsafe,
    keep() {
      this.kept++;
      return Promise.resolve(canKeep);
    },
  };
}

/** Clicks a link; whether it is followed. */
function follow(page: FakePage, link: object = {}, click: object = {}): boolean {
  const target = Object.assign(page.element("a[href]"), {
    target: "",
    pathname: "/workflows",
    origin: "https://celestra.test",
    href: "/workflows",
    ...link,
  });
  const plain = { button: 0, ctrlKey: false, metaKey: false, shiftKey: false };
  return page.fire("click", target, { ...plain, ...click });
}
