import assert from "node:assert/strict";
import fc from "fast-check";
import { flowValue } from "../../../lib/format/flow_value.ts";
import type { Json } from "../../../lib/model/json.ts";

const VALUES: Readonly<Record<string, Json>> = {
  "8080": 8080,
  "-1.5": -1.5,
  "0x10": 16,
  "true": true,
  "yes": "yes",
  "null": null,
  "~": null,
  "": "",
  " ": " ",
  "debug": "debug",
  "two words": "two words",
  '"8080"': "8080",
  "'it''s'": "it's",
  "[a, 1]": ["a", 1],
  "{ name: http, port: 80 }": { name: "http", port: 80 },
  "[{ a: [] }]": [{ a: [] }],
  "[a, b": "[a, b",
  "{ a: 1, a: 2 }": "{ a: 1, a: 2 }",
  "a: b": "a: b",
  "- a": "- a",
  "a # b": "a # b",
  "# a": "# a",
  "&a b": "&a b",
  "*a": "*a",
  "!!str 1": "!!str 1",
  "a\nb": "a\nb",
  "|\n  a": "|\n  a",
  "12345678901234567890": "12345678901234567890",
  "key=value=more": "key=value=more",
  "http://127.0.0.1:80/?a=b&c": "http://127.0.0.1:80/?a=b&c",
};

for (const [text, value] of Object.entries(VALUES)) {
  Deno.test(`flowValue() takes ${JSON.stringify(text)} for ${JSON.stringify(value)}`, () => {
    assert.deepEqual(flowValue(text), value);
  });
}

Deno.test("flowValue() reads what JSON writes, and never throws", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void flowValue(text)));
  const safe = fc.string({ unit: fc.constantFrom(..."abc01 .:#'\\"), minLength: 1 });
  const json = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, safe, fc.integer(), fc.boolean(), tie("list"), tie("map")),
    list: fc.array(tie("value"), { maxLength: 3 }),
    map: fc.dictionary(safe, tie("value"), { maxKeys: 3 }),
  })).value as fc.Arbitrary<Json>;
  fc.assert(fc.property(json, (value) => {
    assert.equal(JSON.stringify(flowValue(JSON.stringify(value))), JSON.stringify(value));
  }));
});
