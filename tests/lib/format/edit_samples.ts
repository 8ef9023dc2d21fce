import fc from "fast-check";
import type { Json, JsonObject } from "../../../lib/model/json.ts";
import type { Operation } from "../../../lib/model/operation.ts";

/** How a file is written. */
export interface Style {
  readonly step: number;
  readonly eol: string;
  readonly hasMark: boolean;
  readonly hasFinalEnd: boolean;
  readonly hasComments: boolean;
  readonly hasBlankLines: boolean;
  readonly nodes: "block" | "flow";
  readonly connections: "items" | "block" | "flow";
}

const styles: fc.Arbitrary<Style> = fc.record({
  step: fc.constantFrom(2, 4),
  eol: fc.constantFrom("\n", "\r\n"),
  hasMark: fc.boolean(),
  hasFinalEnd: fc.boolean(),
  hasComments: fc.boolean(),
  hasBlankLines: fc.boolean(),
  nodes: fc.constantFrom("block", "flow"),
  connections: fc.constantFrom("items", "block", "flow"),
});

const IDS = ["api", "db", "a-1", "no"] as const;
const KEYS = ["image", "env", "on", "x.y/z"] as const;

/** Texts that are written in different ways, or would be retyped without quotes. */
const texts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...["nginx:1.29", "yes", "012", "1e3", "~", "a: b", "a #b", "#", "- x", "it's", 'say "x"', ""],
    ...[
      " a ",
      "{a",
      "[b]",
      "a,b",
      "a\nb",
      "a\nb\n",
      "a\n\n  b\n",
      "\na",
      "a\n\n",
      "*a",
      "&a",
      "!x",
    ],
    ...["\ta", "a\\b", "%a", "@a", "`a", "?", "? a", ":", "a:", "-", "---", "...", "22:30", "<<"],
  ),
  fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) =>
    !/[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029\ufeff\ufffd-\uffff]/u.test(text)
  ),
);

/** Values of a config, small ones mostly. */
export const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    texts,
    fc.constantFrom(0, -1.5, 8080, 1e21, true, false, null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS, "name"), tie("value"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value;

const configs = fc.dictionary(fc.constantFrom(...KEYS), values, {
  maxKeys: 4,
  noNullPrototype: true,
});

/** A file and what it says. */
export interface Sample {
  readonly text: string;
  readonly layout: string | undefined;
  readonly style: Style;
}

const nodes = fc.uniqueArray(fc.tuple(fc.constantFrom(...IDS), fc.option(configs)), {
  selector: ([id]) => id,
  maxLength: 4,
});

const connections = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...IDS), fc.constantFrom(...IDS)),
  { selector: ([from, to]) => `${from} ${to}`, maxLength: 4 },
);

/** Workflows in many styles, and their layouts; ends of connections may lack their node. */
export const samples: fc.Arbitrary<Sample> = fc.record({
  style: styles,
  nodes,
  connections,
  isPlaced: fc.constantFrom(undefined, false, true),
}).map(({ style, nodes, connections, isPlaced }) => ({
  style,
  text: written(style, workflowLines(style, nodes, connections)),
  layout: isPlaced === undefined
    ? undefined
    : written(style, layoutLines(style, isPlaced ? nodes.map(([id]) => id) : [])),
}));

function written(style: Style, lines: readonly string[]): string {
  const kept = lines.filter((line) =>
    line === "" ? style.hasBlankLines : style.hasComments || !line.trimStart().startsWith("# ")
  );
  return (style.hasMark ? "\uFEFF" : "") + kept.join(style.eol) +
    (style.hasFinalEnd ? style.eol : "");
}

function workflowLines(
  style: Style,
  nodes: readonly (readonly [string, JsonObject | null])[],
  connections: readonly (readonly [string, string])[],
): string[] {
  const { step } = style;
  const [one, two] = [" ".repeat(step), " ".repeat(2 * step)];
  return [
    "# A file of its own",
    "apiVersion: celestra/v1",
    "kind: Application",
    "metadata: { name: sample } # the name",
    "",
    "spec:",
    `${one}nodes:${nodes.length === 0 ? " {}" : ""}`,
    ...nodes.flatMap(([id, config]) => [
      ...(style.hasComments ? [`${two}# about ${id}`] : []),
      ...nodeLines(style, id, config, two),
      "",
    ]),
    `${one}# what is joined`,
    ...connectionLines(style, connections, one, two),
    "# The end",
  ];
}

function nodeLines(style: Style, id: string, config: JsonObject | null, indent: string): string[] {
  const key = JSON.stringify(id);
  if (style.nodes === "flow") {
    const node = config === null ? { component: "app" } : { component: "app", config };
    return [`${indent}${key}: ${JSON.stringify(node)} # in braces`];
  }
  const inner = indent + " ".repeat(style.step);
  const field = inner + " ".repeat(style.step);
  return [
    `${indent}${key}:  # in lines`,
    `${inner}component: app # plain`,
    ...(config === null ? [] : [`${inner}config:${Object.keys(config).length > 0 ? "" : " {}"}`]),
    ...Object.entries(config ?? {}).flatMap(([name, value]) => [
      `${field}# of ${name}`,
      `${field}${JSON.stringify(name)}: ${JSON.stringify(value)} # beside`,
    ]),
    `${inner}# after the config`,
  ];
}

function connectionLines(
  style: Style,
  connections: readonly (readonly [string, string])[],
  one: string,
  two: string,
): string[] {
  const ends = connections.map(([from, to]) => ({ from: `${from}.out`, to: `${to}.in` }));
  if (ends.length === 0) return [`${one}connections: []`];
  if (style.connections === "flow") return [`${one}connections: ${JSON.stringify(ends)}`];
  const isBlock = style.connections === "block";
  return [
    `${one}connections:`,
    ...ends.flatMap(({ from, to }) => [
      `${two}# from ${from}`,
      ...(isBlock
        ? [`${two}- from: ${from}`, `${two}  to: ${to} # joined`]
        : [`${two}- { from: ${from}, to: ${to} } # joined`]),
    ]),
  ];
}

function layoutLines(style: Style, ids: readonly string[]): string[] {
  const indent = " ".repeat(style.step);
  return [
    "apiVersion: celestra/v1",
    "kind: Layout",
    "metadata: { name: sample }",
    `nodes:${ids.length === 0 ? " {}" : ""}`,
    ...ids.flatMap((id, index) => [
      `${indent}# where ${id} is`,
      `${indent}${JSON.stringify(id)}: { x: ${index * 10}.5, y: 0, color: blue }`,
    ]),
    ...(ids.length < 2 ? [] : [
      "# what is stuck on it",
      "notes:",
      `${indent}# where api is written`,
      `${indent}api: { x: 1, y: 2, width: 3, height: 4, text: a note } # beside`,
      `${indent}db:`,
      `${indent.repeat(2)}x: 1`,
      `${indent.repeat(2)}y: 2`,
      `${indent.repeat(2)}width: 3`,
      `${indent.repeat(2)}height: 4`,
      `${indent.repeat(2)}text: |`,
      `${indent.repeat(3)}two`,
      `${indent.repeat(3)}lines`,
    ]),
  ];
}

const ids = fc.constantFrom(...IDS);
const ends = fc.tuple(ids, ids).map(([from, to]) => ({ from: `${from}.out`, to: `${to}.in` }));
const steps = fc.tuple(
  fc.array(fc.constantFrom(...KEYS), { maxLength: 1 }),
  fc.array(fc.oneof(fc.constantFrom(...KEYS), fc.nat(2), fc.constant({ name: "api" })), {
    maxLength: 2,
  }),
).map((both) => both.flat());

const length = fc.integer({ min: 1, max: 500 });
const sizes = fc.oneof(
  fc.record({ node: ids, width: length, height: length }),
  fc.record({ node: ids, width: fc.constant(null), height: fc.constant(null) }),
);
const note = {
  x: fc.integer({ min: -500, max: 500 }),
  y: fc.integer({ min: -500, max: 500 }),
  width: length,
  height: length,
  text: texts,
};

/** Operations of every kind; some name what is not there. */
export const operations: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    op: fc.constant("add-node" as const),
    node: ids,
    component: fc.constant("app"),
    title: texts,
    config: configs,
  }, { requiredKeys: ["op", "node", "component"] }),
  fc.record({ op: fc.constant("remove-node" as const), node: ids }),
  fc.record({ op: fc.constant("set" as const), node: ids, path: steps, value: values }),
  fc.record({ op: fc.constant("unset" as const), node: ids, path: steps }),
  ends.map((both) => ({ op: "connect" as const, ...both })),
  ends.map((both) => ({ op: "disconnect" as const, ...both })),
  fc.record({ op: fc.constant("set-title" as const), node: ids, value: texts }),
  fc.record({ op: fc.constant("set-group" as const), node: ids, value: fc.option(ids) }),
  fc.record({
    op: fc.constant("move" as const),
    node: ids,
    x: fc.integer({ min: -500, max: 500 }),
    y: fc.double({ min: -500, max: 500, noNaN: true }),
  }),
  fc.record({
    op: fc.constant("move" as const),
    node: ids,
    x: fc.constant(null),
    y: fc.constant(null),
  }),
  fc.record({
    op: fc.constant("rename-node" as const),
    node: ids,
    to: fc.constantFrom(...IDS, "new-1"),
  }),
  fc.record({
    op: fc.constant("insert" as const),
    node: ids,
    path: steps,
    index: fc.nat(3),
    value: values,
  }),
  fc.record({ op: fc.constant("remove" as const), node: ids, path: steps, index: fc.nat(3) }),
  fc.record({ op: fc.constant("set-description" as const), node: ids, value: texts }),
  fc.record({ op: fc.constant("set-component" as const), node: ids, value: texts }),
  fc.record({
    op: fc.constant("set-metadata" as const),
    path: fc.constantFrom(["title"], ["description"], ["labels", "team"], ["labels", "a.b/c"]),
    value: fc.option(texts),
  }),
  fc.record({
    op: fc.constant("set-metadata" as const),
    path: fc.constant(["labels"]),
    value: fc.option(
      fc.dictionary(fc.constantFrom("team", "tier"), texts, { noNullPrototype: true }),
    ),
  }),
  fc.record({
    op: fc.constant("set-spec" as const),
    path: fc.constant(["namespace"]),
    value: fc.option(texts),
  }),
  sizes.map((size) => ({ op: "resize" as const, ...size })),
  fc.record({
    op: fc.constant("set-color" as const),
    node: ids,
    value: fc.option(fc.constantFrom("red", "#aabbcc")),
  }),
  fc.record({ op: fc.constantFrom("add-note" as const, "set-note" as const), note: ids, ...note }),
  fc.record({ op: fc.constant("remove-note" as const), note: ids }),
);
