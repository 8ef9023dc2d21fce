import assert from "node:assert/strict";
import { nearest, suggester } from "../../../lib/model/suggestion.ts";

const MEANT: readonly (readonly [typed: string, candidates: string, meant: string | undefined])[] =
  [
    ["replcias", "replicas resources", "replicas"],
    ["rpelicas", "replicas resources", "replicas"],
    ["REPLICAS", "replicas", "replicas"],
    ["stateful_app", "app stateful-app", "stateful-app"],
    ["imag", "image images", "image"],
    ["images", "image command", "image"],
    ["db", "da", "da"],
    ["d", "db", "db"],
    ["x", "y", undefined],
    ["", "a", undefined],
    ["", "", undefined],
    ["postgres", "redis kafka", undefined],
    ["abcdef", "abxyef", "abxyef"],
    ["abcdef", "axyzef", undefined],
    ["completely-different", "not-at-all-the-same!", undefined],
  ];

for (const [typed, candidates, meant] of MEANT) {
  Deno.test(`nearest() takes "${typed}" for ${meant ?? "nothing"} among ${candidates}`, () => {
    assert.equal(nearest(typed, candidates.split(" ").filter((word) => word !== "")), meant);
  });
}

Deno.test("nearest() takes the first of two that are as near", () => {
  assert.equal(nearest("port", ["part", "pory"]), "part");
});

Deno.test("nearest() prefers the nearer one wherever it stands", () => {
  assert.equal(nearest("schedul", ["sched", "schedule"]), "schedule");
  assert.equal(nearest("schedul", ["schedule", "sched"]), "schedule");
});

Deno.test("nearest() takes four letters for a slip and five for another word", () => {
  const word = "a".repeat(30);
  assert.equal(nearest(word, [`${word}bbbb`]), `${word}bbbb`);
  assert.equal(nearest(word, [`${word}bbbbb`]), undefined);
});

Deno.test("nearest() does not look up what nobody types by hand", () => {
  const word = "a".repeat(100_000);
  assert.equal(nearest(word, [`${word}b`]), undefined);
});

Deno.test("nearest() knows no built-in of JavaScript", () => {
  assert.equal(nearest("constructo", ["replicas"]), undefined);
});

Deno.test("suggester() answers as nearest() does, again and again", () => {
  const near = suggester(new Set(["api", "web"]));
  assert.equal(near("apii"), "api");
  assert.equal(near("apii"), "api");
  assert.equal(near("wbe"), "web");
  assert.equal(near("zzz"), undefined);
});

Deno.test("suggester() stops guessing after many different words, and keeps what it found", () => {
  const near = suggester(Array.from({ length: 20_000 }, (_, index) => `node-${index}`));
  assert.equal(near("node-12x"), "node-12");
  assert.equal(near("node-13x"), undefined);
  assert.equal(near("node-12x"), "node-12");
});
