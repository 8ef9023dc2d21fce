import assert from "node:assert/strict";
import { parseOptions, type Usage } from "../../../lib/cli/options.ts";

const usage: Usage = {
  line: "render <file> --target <output>",
  summary: "",
  values: ["target", "out"],
  flags: ["json"],
  count: [1, 1],
};

Deno.test("parseOptions() sorts arguments, values and flags in any order", () => {
  const options = parseOptions(usage, ["--target=a=b", "shop", "--json", "--out", "x"]);
  assert.deepEqual(options.args, ["shop"]);
  assert.equal(options.value("target"), "a=b");
  assert.equal(options.value("out"), "x");
  assert.ok(options.has("json"));
});

Deno.test("parseOptions() takes everything after -- as an argument", () => {
  assert.deepEqual(parseOptions(usage, ["--", "--json"]).args, ["--json"]);
});

for (
  const [words, message] of [
    [[], /Something is missing/],
    [["a", "b"], /too much/],
    [["a", "--taget", "x"], /no option --taget; did you mean --target\?/],
    [["a", "--target"], /--target takes a value/],
    [["a", "--json=yes"], /no option --json=yes/],
  ] as const
) {
  Deno.test(`parseOptions() refuses ${JSON.stringify(words)} and shows the usage`, () => {
    assert.throws(() => parseOptions(usage, words), (error: Error) => {
      assert.match(error.message, message);
      assert.match(error.message, /Usage: celestra render/);
      return true;
    });
  });
}

Deno.test("needed() refuses an option that was not given", () => {
  assert.throws(() => parseOptions(usage, ["a"]).needed("target"), /--target is missing/);
});

Deno.test("parseOptions() keeps the values of lists in the order in which they were given", () => {
  const lists = { ...usage, lists: ["set", "op"] };
  const { listed } = parseOptions(lists, ["--set", "a=b=c", "x", "--op={}", "--set=d"]);
  assert.deepEqual(listed, [
    { name: "set", value: "a=b=c" },
    { name: "op", value: "{}" },
    { name: "set", value: "d" },
  ]);
  assert.deepEqual(parseOptions(lists, ["x"]).listed, []);
  assert.throws(() => parseOptions(lists, ["x", "--set"]), /--set takes a value/);
  assert.throws(() => parseOptions(lists, ["x", "--sett=a"]), /did you mean --set\?/);
});
