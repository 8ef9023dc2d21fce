import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type RenderedChange,
  renderedMarkdown,
  renderedNodesText,
} from "../../../lib/format/rendered_changes.ts";
import { type FilePair, renderedNodes } from "../../../lib/format/rendered_nodes.ts";
import { ownersOf, piecesOf } from "../../../lib/format/rendered_pieces.ts";
import type { Artifact } from "../../../lib/model/artifact.ts";

/** A file of lines such as `api: text`; each belongs to the node that it begins with, `*` to none. */
function fileOf(lines: readonly string[]): Artifact {
  return {
    path: "any",
    text: lines.map((line) => `${line}\n`).join(""),
    map: lines.map((line, index) => {
      const [node = "", path = ""] = line.split(": ");
      const at = { from: index + 1, to: index + 1 };
      return { ...at, node: node === "*" ? null : node, path: path === "" ? [] : [path] };
    }),
  };
}

function pairOf(before: readonly string[] | undefined, after: readonly string[] | undefined) {
  const of = (lines: readonly string[] | undefined) => lines && fileOf(lines);
  return { path: "shop/compose/compose.yaml", before: of(before), after: of(after) } as FilePair;
}

/** What is told of each node: its paths, and the lines that it lost and got. */
function told(pair: FilePair): unknown[] {
  return renderedNodes([pair]).map(({ node, paths, files }) => [
    node,
    paths.join(),
    files.flatMap(({ diff }) => diff.split("\n").filter((line) => /^[-+](?![-+])/.test(line))),
  ]);
}

Deno.test("lines stand under their node, the workflow's own first", () => {
  const before = ["*: old", "web: old", "api: b", "api: gone", "db: c"];
  const after = ["*: new", "web: next", "api: b", "db: c", "db: more"];
  assert.deepEqual(told(pairOf(before, after)), [
    [null, "new,old", ["-*: old", "+*: new"]],
    ["api", "gone", ["-api: gone"]],
    ["db", "more", ["+db: more"]],
    ["web", "next,old", ["-web: old", "+web: next"]],
  ]);
});

Deno.test("a file that came belongs to the node it begins with, or is cut up", () => {
  assert.deepEqual(told(pairOf(undefined, ["api: a", "settings: b"])), [
    ["api", "a", ["+api: a", "+settings: b"]],
  ]);
  assert.deepEqual(told(pairOf(["*: a", "api: b", "web: c"], undefined)), [
    [null, "a", ["-*: a"]],
    ["api", "b", ["-api: b"]],
    ["web", "c", ["-web: c"]],
  ]);
});

Deno.test("the pieces of all nodes together are the whole difference", () => {
  const line = fc.tuple(fc.constantFrom("*", "api", "db", "web"), fc.constantFrom("a", "b", "c"))
    .map((words) => words.join(": "));
  const lines = fc.array(line, { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const [old, now] = [fileOf(before), fileOf(after)];
      const pieces = piecesOf(before, after, ownersOf(old.map, before), ownersOf(now.map, after));
      const result = [...before];
      for (const { from, to, lines } of pieces.toReversed()) {
        result.splice(from, to - from, ...lines);
      }
      assert.deepEqual(result, after);
      for (const { node, from, to, lines } of pieces) {
        for (const text of [...before.slice(from, to), ...lines]) {
          assert.equal(text.split(": ")[0], node ?? "*");
        }
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("what users wrote stays text in a page and on a terminal", () => {
  const hostile =
    '</code></summary><img src=x onerror=alert(1)>\n# x\n::error::x\u202e\u001b[31m"&';
  const pair = pairOf(["api: a"], ["api: ``` </details> ```` <script>"]);
  const nodes = renderedNodes([pair]).map((one) => ({ ...one, title: hostile, paths: [hostile] }));
  const changes: RenderedChange[] = [{ name: "shop", files: [], nodes }];
  const page = renderedMarkdown(changes);
  assert.equal(page.match(/<\/?(?!details|summary|code)[a-z][^>]*>/gi)?.join() ?? "", "<script>");
  // The only mark of theirs stands inside the fence, which they cannot close.
  assert.match(page, /\n`````diff\n[^]*<script>\n`````\n\n<\/details>\n$/);
  assert.equal(page.match(/<summary>.*<\/summary>/g)!.length, 1);
  const text = renderedNodesText(changes);
  // deno-lint-ignore no-control-regex -- what must not be there
  assert.doesNotMatch(page + text, /[\u001b\u202e]/);
  assert.match(text, /^# shop: api ".*" \(.*\)\ndiff --git /);
});

Deno.test("a page that is too long loses nodes, and counts them", () => {
  const nodes = Array.from({ length: 30 }, (_, index) => ({
    node: `n${index}`,
    paths: [],
    files: [{ path: "a", change: "changed" as const, diff: "x".repeat(400) + "\n" }],
  }));
  const page = renderedMarkdown([{ name: "shop", files: [], nodes }], 3000);
  assert.ok(page.length <= 3000);
  assert.match(page, /\nLeft out to keep this short: 2\d nodes\.\n$/);
});
