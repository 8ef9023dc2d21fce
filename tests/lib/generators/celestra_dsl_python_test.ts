import assert from "node:assert/strict";
import fc from "fast-check";
import { type Outcome, runPrograms } from "../../helpers/celestra_library.ts";
import { testWith } from "../../helpers/needs.ts";
import { type Case, everyProperty, examples, particular } from "./celestra_dsl/cases.ts";
import { unproven } from "./celestra_dsl/proof.ts";

let ran: Promise<readonly (readonly [Case, Outcome])[]> | undefined;

/** Every case in the library, all of them run once. */
function everyCase(): Promise<readonly (readonly [Case, Outcome])[]> {
  return ran ??= (async () => {
    const cases = [...examples(), ...everyProperty(), ...particular()];
    const outcomes = await runPrograms(cases.map(({ files }) => files[0]!.text));
    return cases.map((one, index) => [one, outcomes[index]!] as const);
  })();
}

testWith(["python3"], "every program runs in the library and writes each object once", async () => {
  for (const [{ name }, { fault, objects, files }] of await everyCase()) {
    assert.equal(fault, "", name);
    const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    assert.equal(new Set(names).size, files.length, name);
    assert.equal(objects.length, files.length, name);
  }
});

testWith(
  ["python3"],
  "whatever the report calls exact stands in what the library wrote",
  async () => {
    const missing = (await everyCase()).flatMap(([one, { objects }]) =>
      unproven(one, one.report, objects)
    );
    assert.deepEqual(missing, []);
  },
);

testWith(["python3"], "a report that calls exact what the library loses is found out", async () => {
  const shop = (await everyCase()).find(([{ name }]) => name === "shop")!;
  const [one, { objects }] = shop;
  const lost = one.report.filter((entry) => entry.class === "dropped")
    .map((entry) => ({ ...entry, class: "exact" as const }));
  assert.ok(lost.length > 10);
  assert.equal(unproven(one, lost, objects).length, lost.length);
});

/** Texts that other languages, quotes and readers stumble over. */
const HOSTILE = [
  '"); import os; os.system("id") #',
  "'''\"\"\"\\",
  "\\N{BULLET} \\x41 \\u0041 \\\n",
  "$(HOME) $${A} `id` ${{ github.token }} {{ .Values }} {% raw %}",
  "yes\n- a: &b *b !!python/object:os.system\n---\n",
  "\u202e\u2028\u0085\ufeff\0\t\r\n \u00a0",
  "%s {0} {name} f'{x}'",
  "日本 😀 ä",
];

testWith(["python3"], "hostile text in every text field reads back as it is", async () => {
  const letters = fc.string({ unit: "binary", minLength: 1, maxLength: 30 })
    // What is no character at all is refused before it comes here.
    .filter((text) => text.isWellFormed());
  const texts = [...HOSTILE, ...fc.sample(letters, { numRuns: 15, seed: 6 })];
  let next = 0;
  const cases = everyProperty((value) =>
    value === "some text" ? texts[next++ % texts.length]! : value
  );
  assert.ok(next > 5 * texts.length);
  const outcomes = await runPrograms(cases.map(({ files }) => files[0]!.text));
  const wrong = cases.flatMap((one, index) => {
    const { fault, objects } = outcomes[index]!;
    return fault === "" ? unproven(one, one.report, objects) : [`${one.name}: ${fault}`];
  });
  assert.deepEqual(wrong, []);
});
