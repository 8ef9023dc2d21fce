import assert from "node:assert/strict";
import { guardUnsaved } from "../../../islands/editor/guard.ts";
import { type FakePage, fakePage } from "./fake_page.ts";

Deno.test("a page with unsaved edits is not left without a question", () => {
  using page = fakePage();
  let isDirty = false;
  guardUnsaved(() => isDirty);
  assert.equal(page.fire("beforeunload", undefined), true);
  isDirty = true;
  assert.equal(page.fire("beforeunload", undefined), false);
});

Deno.test("a link asks, and the browser does not ask again after a yes", () => {
  using page = fakePage();
  guardUnsaved(() => true);
  assert.equal(follow(page), false);
  assert.match(page.questions[0]!, /edits that are not saved/);
  page.answer = true;
  assert.equal(follow(page), true);
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
  Deno.test(`a link ${what} is not asked about`, () => {
    using page = fakePage();
    guardUnsaved(() => true);
    follow(page, link, click);
    assert.deepEqual(page.questions, []);
  });
}

Deno.test("nothing is asked while everything is saved, nor by what is no link", () => {
  using page = fakePage();
  let isDirty = false;
  guardUnsaved(() => isDirty);
  follow(page);
  isDirty = true;
  page.fire("click", page.element("button"), { button: 0 });
  assert.deepEqual(page.questions, []);
});

/** Clicks a link; whether it is followed. */
function follow(page: FakePage, link: object = {}, click: object = {}): boolean {
  const target = Object.assign(page.element("a[href]"), {
    target: "",
    pathname: "/workflows",
    origin: "https://celestra.test",
    ...link,
  });
  const plain = { button: 0, ctrlKey: false, metaKey: false, shiftKey: false };
  return page.fire("click", target, { ...plain, ...click });
}
