import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { HOSTILE } from "./hostile.ts";
import { isLiteral, quoted, scalarText } from "../../../lib/format/scalar.ts";

const VERSIONS = ["1.1", "1.2"] as const;

Deno.test("scalarText() is read back as the same text by readers of both YAML versions", () => {
  const check = (text: string) => {
    for (const version of VERSIONS) {
      assert.equal(parse(`- ${scalarText(text)}\n`, { version })[0], text);
      assert.equal(Object.keys(parse(`${scalarText(text)}: 1\n`, { version }))[0], text);
    }
  };
  HOSTILE.forEach(check);
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 40 }), check), { numRuns: 500 });
});

Deno.test("scalarText() leaves ordinary words without quotes", () => {
  assert.equal(scalarText("Deployment"), "Deployment");
  assert.equal(scalarText("app.kubernetes.io/name"), "app.kubernetes.io/name");
  assert.equal(scalarText("/var/cache"), "/var/cache");
  assert.equal(scalarText("NO"), '"NO"');
  assert.equal(scalarText("1.0"), '"1.0"');
});

Deno.test("scalarText() writes numbers, booleans and nothing as they are", () => {
  assert.deepEqual([3, true, null].map((value) => scalarText(value)), ["3", "true", "null"]);
});

Deno.test("quoted() escapes what some reader refuses or folds", () => {
  assert.equal(quoted("a\u2028b\u0085"), String.raw`"a\u2028b\u0085"`);
});

Deno.test("isLiteral() takes text of several lines that any reader keeps", () => {
  for (const text of ["a\nb", "a\nb\n", "a\n  b\n\nc", "a\n\tb"]) assert.ok(isLiteral(text), text);
  for (
    const text of ["a", "a\n", " a\nb", "a\nb\n\n", "a\r\nb", "a\n\u2028b", "a\nb ", "a\n\u0007b"]
  ) {
    assert.equal(isLiteral(text), false, JSON.stringify(text));
  }
});
