import assert from "node:assert/strict";
import { decodeText } from "../../../lib/format/read.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("decodeText() gives back what the bytes say, a byte order mark included", () => {
  for (const text of ["", "a: b\n", "\uFEFFa: é☺\u{1F600}\n", "\uFFFD"]) {
    const { text: decoded, fault } = decodeText(bytesOf(text));
    assert.equal(decoded, text);
    assert.equal(fault, undefined);
    assert.deepEqual(bytesOf(decoded), bytesOf(text));
  }
});

Deno.test("decodeText() points at the first bytes that are not UTF-8", () => {
  const bad = [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]];
  for (const bytes of bad) {
    for (const rest of ["", "b: c"]) {
      const all = new Uint8Array([...bytesOf("a: é☺"), ...bytes, ...bytesOf(rest)]);
      const { text, fault } = decodeText(all);
      assert.equal(text, undefined);
      assert.equal(fault?.code, "encoding");
      assert.equal(fault.offset, 5);
      assert.match(fault.message, /expected/);
    }
  }
});

Deno.test("decodeText() names UTF-16", () => {
  for (const mark of [[0xFF, 0xFE], [0xFE, 0xFF]]) {
    const { fault } = decodeText(new Uint8Array([...mark, 0x61, 0]));
    assert.match(fault?.message ?? "", /UTF-16/);
    assert.equal(fault?.offset, 0);
  }
});
