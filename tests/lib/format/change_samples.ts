import fc from "fast-check";
import type { WorkflowChange } from "../../../lib/format/changes.ts";
import { compare, type Drawing } from "../../../lib/model/diff.ts";
import type { Json } from "../../../lib/model/json.ts";
import { type Sketch, sketch } from "../model/sketch.ts";

/** What became of a workflow between two drawings. */
export function changeOf(base: Drawing, head: Drawing, name = "shop"): WorkflowChange {
  return { name, change: "changed", difference: compare(base, head), base, head };
}

/** The same of two sketches. */
export function sketched(base: Sketch, head: Sketch): WorkflowChange {
  return changeOf(sketch(base), sketch(head));
}

/** What somebody would write who wants a page or a terminal to do something. */
const HOSTILE = [
  ..."|`<>[](){}#\"'\\*_~@!&;:,.-+=%$^/ \n\r\t",
  "``",
  "```\n",
  "<script>alert(1)</script>",
  "<!--",
  "@team",
  "](javascript:alert(1))",
  "![x](https://x.example/y.png)",
  "https://x.example",
  "%%",
  "%%{init: {}}%%",
  "end",
  '"]',
  "subgraph",
  "click n0 call f()",
  "#quot;",
  "\\|",
  "---",
  "\x1b[31m",
  "\u202e",
  "\u200f",
  "\u2028",
  "\ud800",
  "\u{e0041}",
  "é",
  "😀",
];

/** Texts of it. */
export const hostileTexts: fc.Arbitrary<string> = fc.array(
  fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 4 })),
  { maxLength: 6 },
).map((parts) => parts.join("")).filter((text) => text !== "__proto__");

/** An id has no dot: that is where its port begins. */
const ids = hostileTexts.map((text) => text.replaceAll(".", ""));

const values: fc.Arbitrary<Json> = fc.oneof(
  hostileTexts,
  hostileTexts.map((text) => `a\n${text}\nb`),
  fc.integer(),
  fc.array(hostileTexts.map((name) => ({ name, port: 1 })), { maxLength: 2 }),
);

const places = fc.record({ x: fc.integer(), y: fc.integer(), color: hostileTexts });

/** Drawings in which every text is such a text. */
export const hostileDrawings: fc.Arbitrary<Drawing> = fc.record({
  title: hostileTexts,
  labels: fc.dictionary(ids, hostileTexts, { maxKeys: 1 }),
  nodes: fc.dictionary(
    ids,
    fc.record({
      component: hostileTexts,
      title: hostileTexts,
      group: hostileTexts,
      config: fc.dictionary(hostileTexts, values, { maxKeys: 2 }),
    }),
    { maxKeys: 4 },
  ),
  places: fc.dictionary(ids, places, { maxKeys: 2 }),
  notes: fc.dictionary(
    ids,
    fc.record({
      x: fc.integer(),
      y: fc.integer(),
      width: fc.nat(),
      height: fc.nat(),
      text: hostileTexts,
    }),
    { maxKeys: 2 },
  ),
  ends: fc.array(fc.tuple(fc.nat(3), ids, fc.nat(3), ids), { maxLength: 4 }),
}).map(({ ends, ...rest }) => {
  const drawing = sketch(rest);
  const nodes = [...drawing.workflow.nodes.keys()];
  const connections = ends.map(([one, output, other, input]) => ({
    from: { node: nodes[one] ?? "lost", port: output },
    to: { node: nodes[other] ?? "lost", port: input },
    order: true,
  }));
  return { ...drawing, workflow: { ...drawing.workflow, connections } };
});

/** A workflow of many nodes; a second version changes something in each of them. */
export function large(nodes: number, version: number, text = "x"): Drawing {
  return sketch({
    nodes: Object.fromEntries(
      Array.from({ length: nodes }, (_, index) => [`node-${index}`, {
        config: Object.fromEntries(
          Array.from({ length: 5 }, (_, field) => [`field${field}`, `${text}${version}`]),
        ),
      }]),
    ),
  });
}
