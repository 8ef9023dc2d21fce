import { APP, textOf } from "./house.ts";

const nodes = (count: number) =>
  "\n" + Array.from({ length: count }, (_, index) => `    n${index}: ${APP}\n`).join("");
const join = (from: string, to: string) => `    - { from: ${from}.endpoint, to: ${to}.requires }\n`;
const joins = (count: number, of: (index: number) => string) =>
  "\n" + Array.from({ length: count }, (_, index) => of(index)).join("");

/** Texts made to stall, fill or fool whoever reads them, with a fault that each must be told. */
export const HOSTILE_TEXTS: Readonly<Record<string, readonly [text: string, code: string]>> = {
  "5,000 nodes": [
    textOf("x", joins(5000, (i) => `    n${i}: { component: app }\n`)),
    "limit_exceeded",
  ],
  "a billion laughs": [
    "a: &a [x,x,x,x,x,x,x,x,x]\n" +
    [..."bcdefghi"].map((key, index) =>
      `${key}: &${key} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(",")}]\n`
    ).join(""),
    "alias_limit",
  ],
  "10,000 open brackets": ["[".repeat(10_000), "limit_exceeded"],
  "500 levels of maps": [
    Array.from({ length: 500 }, (_, index) => `${" ".repeat(index)}a:\n`).join(""),
    "limit_exceeded",
  ],
  "a scalar of 1 MB": [`a: ${"x".repeat(1024 * 1024)}\n`, "too_large"],
  "100,000 keys": [Array.from({ length: 100_000 }, (_, i) => `k${i}: 1\n`).join(""), "too_large"],
  "merge keys": [textOf("x", "{ a: { <<: { component: app } } }"), "unsupported_yaml"],
  "a key twice": [textOf("x", "{ a: {}, a: {} }"), "duplicate_key"],
  "two documents": [textOf("x") + "---\n" + textOf("x"), "unsupported_yaml"],
  "an unknown tag": [textOf("x", "!!python/object {}"), "unsupported_yaml"],
  "a NUL": [textOf("x") + "# \0\n", "forbidden_character"],
  "a byte order mark inside": [textOf("x") + "# \ufeff\n", "forbidden_character"],
  "a line separator": [textOf("x") + "# \u2028\n", "forbidden_character"],
  "UTF-16 read as UTF-8": [[...textOf("x")].join("\0"), "encoding"],
  "half of a surrogate pair": [textOf("x") + "# \ud800\n", "encoding"],
  "a key __proto__": [textOf("x", "{ __proto__: { component: app } }"), "forbidden_key"],
  "a config with __proto__": [
    textOf("x", '{ a: { component: app, config: { "__proto__": { polluted: true } } } }'),
    "forbidden_key",
  ],
  "a node constructor": [textOf("x", "{ constructor: { component: app } }"), "forbidden_key"],
  "a component toString": [textOf("x", "{ a: { component: toString } }"), "unknown_component"],
  "a component __proto__": [textOf("x", "{ a: { component: __proto__ } }"), "unknown_component"],
  "a port hasOwnProperty": [
    textOf("x", nodes(2), "\n    - { from: n0.hasOwnProperty, to: n1.valueOf }\n"),
    "unknown_port",
  ],
  "a circle of 400 nodes": [
    textOf("x", nodes(400), joins(400, (i) => join(`n${i}`, `n${(i + 1) % 400}`))),
    "cycle",
  ],
  "edges to oneself": [textOf("x", nodes(1), joins(9, () => join("n0", "n0"))), "self_connection"],
  "edges to nothing": [
    textOf("x", nodes(1), joins(1000, (i) => join("n0", `m${i}`))),
    "dangling_connection",
  ],
  "1,000 edges between two nodes": [
    textOf("x", nodes(2), joins(1000, () => join("n0", "n1"))),
    "duplicate_connection",
  ],
  "3,000 edges": [textOf("x", nodes(2), joins(3000, () => join("n0", "n1"))), "limit_exceeded"],
  "a node of 100 KiB": [
    textOf("x", `{ a: { component: app, config: { image: ${"a".repeat(100 * 1024)} } } }`),
    "limit_exceeded",
  ],
  "a merge that is not resolved": [textOf("x") + "conflicts: [{}]\n", "unresolved_conflict"],
};
