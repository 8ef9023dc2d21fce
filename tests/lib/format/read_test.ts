import assert from "node:assert/strict";
import { readYaml } from "../../../lib/format/read.ts";
import { valueOf } from "../../../lib/format/source.ts";
import type { ProblemCode } from "../../../lib/model/problem.ts";

/** A name, a text, the codes of its faults and the offset of the first. */
type Refusal = readonly [name: string, text: string, codes: readonly ProblemCode[], offset: number];

const BOMB = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
  .concat([..."bcdefgh"].map((name, index) => {
    const before = "*" + "abcdefg".charAt(index);
    return `${name}: &${name} [${Array(7).fill(before).join(", ")}]`;
  })).join("\n");

const HOSTILE: readonly Refusal[] = [
  ["a bomb of aliases", BOMB, ["alias_limit"], 153],
  ["a wide bomb", `a: &a [${"x, ".repeat(5000)}]\nb: [*a, *a]`, ["alias_limit"], 15017],
  ["51 aliases", `a: &a 1\nb: [${"*a, ".repeat(51)}]`, ["alias_limit"], 212],
  ["an alias in its own value", "a: &a [1, *a]", ["alias_limit"], 10],
  ["an alias of nothing", "a: *b", ["syntax"], 3],
  ["10,000 brackets", "[".repeat(10_000), ["limit_exceeded"], 64],
  ["10,000 braces after an anchor", `&a ${"{a: ".repeat(10_000)}`, ["limit_exceeded"], 259],
  ["10,000 dashes", "- ".repeat(10_000), ["limit_exceeded"], 128],
  ["a block of 700 levels", nested(700), ["limit_exceeded"], 2272],
  ["a block of 2,000 levels", nested(2000), ["too_large"], 0],
  ["a scalar of 1 MB", `a: ${"x".repeat(1 << 20)}`, ["too_large"], 0],
  ["100,000 keys", keys(100_000), ["too_large"], 0],
  ["256 KiB and a byte", "é".repeat(128 * 1024) + "a", ["too_large"], 0],
  ["a merge key", "a: &a {b: 1}\n<<: *a", ["unsupported_yaml"], 13],
  ["a duplicate key", "a: 1\nb: 2\n'a': 3", ["duplicate_key"], 10],
  ["a duplicate key in braces", '{a: 1, "a": 2}', ["duplicate_key"], 7],
  ["two documents", "a: 1\n---\nb: 2", ["unsupported_yaml"], 5],
  ["a document that is followed by nothing", "a: 1\n---\n", ["unsupported_yaml"], 5],
  ["an unknown tag", "a: !js/function 'x'", ["unsupported_yaml"], 3],
  ["a tag of YAML 1.1", "a: !!binary aGk=", ["unsupported_yaml"], 3],
  ["a tag on a map", "a: !thing {b: 1}", ["unsupported_yaml"], 3],
  ["YAML 1.1", "%YAML 1.1\n---\na: yes", ["unsupported_yaml"], 0],
  ["a tag handle", "%TAG ! tag:x,2000:\n---\na: 1", ["unsupported_yaml"], 0],
  ["a number as key", "a: {1: b}", ["unsupported_yaml"], 4],
  ["a boolean as key", "true: b", ["unsupported_yaml"], 0],
  ["null as key", "~: b", ["unsupported_yaml"], 0],
  ["a list as key", "? [a]\n: b", ["unsupported_yaml"], 2],
  ["an alias as key", "a: &a b\n*a : c", ["unsupported_yaml"], 8],
  ["no key", ": b", ["syntax"], 0],
  ["an integer beyond 2^53", "a: 9007199254740992", ["invalid_value"], 3],
  ["infinity", "a: -.inf", ["invalid_value"], 3],
  ["no number", "a: [.nan]", ["invalid_value"], 4],
  ["a float beyond all", "a: 1e999", ["invalid_value"], 3],
  ["nothing", "", ["syntax"], 0],
  ["only a byte order mark", "\uFEFF", ["syntax"], 0],
  ["only a comment", "# nothing\n", ["syntax"], 0],
  ["only a marker", "---\n", ["syntax"], 0],
  ["a tab as indentation", "a:\n\tb: 1", ["syntax"], 3],
  ["a quote that does not end", 'a: "b', ["syntax"], 5],
  ["a bracket that does not end", "a: [b", ["syntax"], 5],
  ["two faults of syntax", "a: @b\nc: `d", ["syntax", "syntax"], 3],
  ["NUL", "a: b\0c", ["forbidden_character"], 4],
  ["NUL as escape", 'a: "b\\0"', ["forbidden_character"], 3],
  ["a bell in a key", 'a: 1\n"b\\a": 2', ["forbidden_character"], 5],
  ["C1", "a: \x85", ["forbidden_character"], 3],
  ["DEL", "a: \x7F", ["forbidden_character"], 3],
  ["U+2028", "a: b\u2028c", ["forbidden_character"], 4],
  ["U+2029 as escape", 'a: "\\P"', ["forbidden_character"], 3],
  ["a bidi override", "a: b\u202Ec", ["forbidden_character"], 4],
  ["a bidi isolate in a comment", "a: b # \u2066c", ["forbidden_character"], 7],
  ["a zero-width space", "a: b\u200Bc", ["forbidden_character"], 4],
  ["a byte order mark inside", "a: b\uFEFFc", ["forbidden_character"], 4],
  ["a carriage return alone", "a: b\rc", ["forbidden_character"], 4],
  ["two forbidden characters", "a: \0\nb: \x01", Array(2).fill("forbidden_character"), 3],
  ["half a surrogate pair", "a: \uD83D", ["encoding"], 3],
  ["half a surrogate pair as escape", 'a: "\\uD83D"', ["forbidden_character"], 3],
  ["what bad bytes became", "a: b\uFFFDc", ["encoding"], 4],
  ["UTF-16, little end first", [..."a: b"].join("\0") + "\0", ["encoding"], 0],
  ["UTF-16, big end first", "\0" + [..."a: b"].join("\0"), ["encoding"], 0],
];

const INHERITED = [
  ...["__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty"],
  ...["isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "__defineGetter__"],
  ...["__defineSetter__", "__lookupGetter__", "__lookupSetter__"],
];

for (const [name, text, codes, offset] of HOSTILE) {
  Deno.test(`readYaml() refuses ${name}`, () => {
    const start = performance.now();
    const { root, faults } = readYaml(text);
    assert.deepEqual(faults.map(({ code }) => code), codes, JSON.stringify(faults));
    assert.equal(faults[0]?.offset, offset);
    assert.equal(root, undefined);
    assert.ok(performance.now() - start < 300);
    for (const { message } of faults) assert.match(message, /^[^\n\0]{10,250}$/);
  });
}

for (const key of INHERITED) {
  Deno.test(`readYaml() refuses the key ${key}`, () => {
    const escaped = `\\x${key.charCodeAt(0).toString(16)}${key.slice(1)}`;
    for (
      const text of [`${key}: 1`, `{'${key}': 1}`, `- a:\n    "${escaped}": {}`, `&a ${key}: 1`]
    ) {
      const { faults } = readYaml(text);
      assert.deepEqual(faults.map(({ code }) => code), ["forbidden_key"], text);
      assert.match(text.slice(faults[0]?.offset), /^["']?(?:\\x|[_a-z])/i);
    }
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });
}

Deno.test("readYaml() takes no longer for hostile texts than a few times an ordinary one", () => {
  const parts = ["a:\n", "a: b\n", "]", ",", "[]\n", '"a": 1\n', "? a\n", "---\n", "\t\n", "&a "];
  const ordinary = costOf("name: &x a value of a node\n# and why\n", ["duplicate_key"]);
  for (const part of parts.flatMap((part) => [part, `a: |\n x\n${part}`])) {
    assert.ok(costOf(part) < 200 + ordinary * 5, part);
  }
  const blank = "\n".repeat(50_000) + " # c\n".repeat(20_000);
  assert.equal(readYaml(`a: &a |\n  x\n${blank}`).faults[0]?.code, "limit_exceeded");
});

/** The milliseconds that 256 KiB of something cost the judge. */
function costOf(part: string, codes?: readonly ProblemCode[]): number {
  const text = "a: &a |\n x\n" + part.repeat((256 * 1024 - 12) / part.length);
  const start = performance.now();
  const { faults } = readYaml(text);
  const cost = performance.now() - start;
  assert.ok(faults.length > 0 && faults.length <= 100, part);
  if (codes) assert.deepEqual([...new Set(faults.map(({ code }) => code))], codes);
  return cost;
}

Deno.test("readYaml() reports at most a hundred faults", () => {
  const { faults } = readYaml("\0".repeat(1000));
  assert.equal(faults.length, 100);
});

Deno.test("readYaml() sorts all faults by where they stand", () => {
  const { faults } = readYaml("a: 1\na: 2\nb: \u200B\n1: c\ntoString: d\n");
  assert.deepEqual(faults.map(({ code }) => code), [
    ...["duplicate_key", "forbidden_character", "unsupported_yaml", "forbidden_key"],
  ]);
});

Deno.test("readYaml() says which limit a text passes, and lets a caller lift it", () => {
  assert.match(readYaml("a: bcd", 5).faults[0]?.message ?? "", /6 bytes.* 5$/);
  assert.deepEqual(readYaml(`a: ${"x".repeat(1 << 20)}`, 1 << 21).faults, []);
  assert.deepEqual(readYaml(keys(100_000), 1 << 21).faults, []);
});

Deno.test("readYaml() takes what looks forbidden and is not", () => {
  const text =
    "a: '\u{1F468}\u200D\u{1F469}'\nb: \"\\u00e9\\r\\n\"\nc: 9007199254740991\nd: a\u00A0b\n";
  const { root } = readYaml(text);
  assert.ok(root);
  assert.deepEqual(valueOf(root), {
    a: "\u{1F468}\u200D\u{1F469}",
    b: "é\r\n",
    c: Number.MAX_SAFE_INTEGER,
    d: "a\u00A0b",
  });
});

Deno.test("readYaml() takes 64 levels and no more", () => {
  for (const [open, close] of [["[", "]"], ["{a: ", "}"]] as const) {
    assert.deepEqual(readYaml(open.repeat(64) + close.repeat(64)).faults, []);
    assert.equal(readYaml(open.repeat(65) + close.repeat(65)).faults[0]?.code, "limit_exceeded");
  }
});

function nested(levels: number): string {
  return Array.from({ length: levels }, (_, level) => `${" ".repeat(level)}a:\n`).join("");
}

function keys(count: number): string {
  return Array.from({ length: count }, (_, index) => `k${index}: ${index}\n`).join("");
}
