import assert from "node:assert/strict";
import fc from "fast-check";
import { applyDelta } from "../../../../../lib/stores/disk/packs/delta.ts";

const BYTES = fc.uint8Array({ minLength: 1, maxLength: 300 });

/** Parts of a delta: to insert some bytes, or to copy from a place of the base. */
const PARTS = fc.array(fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 127 }),
  fc.tuple(fc.nat(), fc.nat()),
));

Deno.test("applyDelta() copies and inserts in turns", () => {
  fc.assert(fc.property(BYTES, PARTS, (base, parts) => {
    const { delta, made } = written(base, parts);
    assert.deepEqual([...applyDelta(base, delta)], made);
  }));
});

Deno.test("applyDelta() copies 65,536 bytes where no length is given", () => {
  const base = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
  const delta = Uint8Array.from([...size(70_000), ...size(65_536), 0x81, 5]);
  assert.deepEqual(applyDelta(base, delta), base.slice(5, 5 + 65_536));
});

Deno.test("applyDelta() makes nothing but what a delta says, or throws", () => {
  fc.assert(fc.property(BYTES, PARTS, fc.nat(), fc.nat(255), (base, parts, place, byte) => {
    const { delta, made } = written(base, parts);
    const wrong = delta.with(place % delta.length, byte);
    for (const some of [wrong, delta.subarray(0, place % delta.length)]) {
      try {
        // A byte that is inserted may change; how many there are may not, unless the delta says so.
        assert.ok(applyDelta(base, some).length === made.length || some === wrong);
      } catch (error) {
        assert.match((error as Error).message, /^the delta /);
      }
    }
  }));
});

Deno.test("applyDelta() refuses another base, and what reaches beyond it", () => {
  const base = new Uint8Array(10);
  const wrong: Record<string, number[]> = {
    "another object": [...size(11), ...size(1), 0x90, 1],
    "reaches beyond": [...size(10), ...size(5), 0x91, 8, 5],
    "ends too soon": [...size(10), ...size(5), 0x90, 4],
    "reaches": [...size(10), ...size(1), 0x90, 2],
    "unknown command": [...size(10), ...size(1), 0],
    "too large": [...size(10), ...size(2 ** 40), 0x90, 1],
    "beyond the end": [...size(10), ...size(65_536), 0x81],
    "is cut": [0xff, 0xff],
  };
  for (const [reason, delta] of Object.entries(wrong)) {
    assert.throws(() => applyDelta(base, Uint8Array.from(delta)), new RegExp(reason), reason);
  }
});

function written(
  base: Uint8Array,
  parts: readonly (Uint8Array | [number, number])[],
): { delta: Uint8Array; made: number[] } {
  const made: number[] = [];
  const commands = parts.flatMap((part) => {
    if (part instanceof Uint8Array) {
      made.push(...part);
      return [part.length, ...part];
    }
    const start = part[0] % base.length;
    const length = 1 + part[1] % (base.length - start);
    made.push(...base.subarray(start, start + length));
    return [0x80 | 0x03 | 0x30, start & 255, start >> 8, length & 255, length >> 8];
  });
  return {
    made,
    delta: Uint8Array.from([...size(base.length), ...size(made.length), ...commands]),
  };
}

function size(value: number): number[] {
  return value < 128 ? [value] : [0x80 | (value % 128), ...size(Math.floor(value / 128))];
}
