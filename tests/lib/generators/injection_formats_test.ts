import assert from "node:assert/strict";
import { FORMATS } from "../../../lib/model/formats.ts";
import { pathText } from "../../../lib/model/json.ts";
import { problems } from "../../../lib/model/problems.ts";
import { changedFormat, formattedIn } from "../../helpers/formatted.ts";
import {
  comparable,
  filledAnywhere,
  insideOf,
  placesOf,
  planWith,
} from "../../helpers/formatted_places.ts";
import { FULL_WORKFLOWS } from "../../helpers/full_workflows.ts";
import { HOSTILE_FORMATS, NARROW_FORMATS } from "../../helpers/hostile_formats.ts";
import { token } from "../../helpers/injected.ts";
import { OUTPUTS, treesOf } from "../../helpers/output_trees.ts";
import { stringFields } from "../../helpers/string_fields.ts";
import { CATALOGUE } from "../components/planned.ts";

/** Of these, every format refuses one or more. */
const REFUSED = ["a\n- b: c", "{{ .Values.a", "\"'`\\", "\0"];

/** In each, a place has another text of its format. */
const ROUNDS = 6;

Deno.test("every format of the catalogue is asked, or said why not", () => {
  const used = new Set(stringFields(CATALOGUE).flatMap(({ schema: { format } }) => format ?? []));
  const known = [...Object.keys(HOSTILE_FORMATS), ...Object.keys(NARROW_FORMATS)];
  assert.deepEqual([...used].sort(), known.sort());
});

Deno.test("a format takes the hostile texts that are asked", () => {
  for (const [format, { around, inside }] of Object.entries(HOSTILE_FORMATS)) {
    const refused = [...inside, token(1)].filter((text) => !FORMATS[format]!.test(around(text)));
    assert.deepEqual(refused, [], format);
  }
});

Deno.test("a hostile text or key that a format refuses is refused where it stands", () => {
  for (const format of [...Object.keys(HOSTILE_FORMATS), ...Object.keys(NARROW_FORMATS)]) {
    assert.ok(REFUSED.some((text) => !FORMATS[format]!.test(text)), format);
  }
  for (const { name, workflow } of FULL_WORKFLOWS) {
    for (const place of formattedIn(workflow)) {
      for (const text of REFUSED.filter((one) => !FORMATS[place.format]!.test(one))) {
        const found = problems(changedFormat(workflow, place, text), CATALOGUE);
        const at = ["spec", "nodes", place.node, "config", ...place.path];
        const where = pathText(place.isKey ? [...at, text] : at);
        const here = found.filter(({ path, severity }) =>
          severity === "error" && pathText(path) === where
        );
        assert.ok(here.length > 0, `${name}: ${where} takes ${text}`);
      }
    }
  }
});

for (const [generator, asRead] of OUTPUTS) {
  Deno.test(`[${generator.id}] hostile texts and keys that a format takes change nothing else`, () => {
    for (const full of FULL_WORKFLOWS) {
      const places = placesOf(full);
      const read = (insideAt: (index: number) => string) =>
        asRead(treesOf(generator, planWith(full, places, insideAt)));
      const plain = read(token);
      for (let round = 0; round < ROUNDS; round++) {
        const insideAt = (index: number) => insideOf(places, index, round);
        assert.deepEqual(comparable(read(insideAt)), comparable(filledAnywhere(plain, insideAt)));
      }
    }
  });
}
