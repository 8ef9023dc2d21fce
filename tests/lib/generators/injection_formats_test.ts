import assert from "node:assert/strict";
import { FORMATS } from "../../../lib/model/formats.ts";
import { pathText } from "../../../lib/model/json.ts";
import { problems } from "../../../lib/model/problems.ts";
import type { Plan } from "../../../lib/model/resource.ts";
import { changedFormat, type Formatted, formattedIn, planned } from "../../helpers/formatted.ts";
import { FULL_WORKFLOWS, type FullWorkflow } from "../../helpers/full_workflows.ts";
import { HOSTILE_FORMATS, NARROW_FORMATS } from "../../helpers/hostile_formats.ts";
import { token } from "../../helpers/injected.ts";
import { OUTPUTS, treesOf } from "../../helpers/output_trees.ts";
import { stringFields } from "../../helpers/string_fields.ts";
import { CATALOGUE } from "../components/planned.ts";

/** Places of the full workflows that must say what another place of them says. */
const LINKED: readonly RegExp[] = [
  /^[a-z-]+: it\.bind\.settings\.variables$/, // the keys of the node `settings`
  /^[a-z-]+: settings\.data$/, // variables beside those of the node that takes them
  /^(config-map|secret): one-file\.(data|subPath)$/, // a key, and the path that names it
  /^secret: [a-z]+\.(external\.keys|sealed)$/, // what is said of some of the keys of the node
  /^custom-resource: it\.definition\.scale\.statusPath$/, // begins otherwise than other paths
];

/** Names that outputs make of a path: of its letters, or of its hash. They are of no one else. */
const MADE = /\/(volumes|volumeMounts)\/\d+\/name$/;

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

/** The places of a workflow that take texts of their own. */
function placesOf({ name, workflow }: FullWorkflow): Formatted[] {
  return formattedIn(workflow).filter(({ format, node, path }) =>
    Object.hasOwn(HOSTILE_FORMATS, format) &&
    !LINKED.some((linked) => linked.test(`${name}: ${node}.${path.join(".")}`))
  );
}

/** A text for a place; the next places of its format have others in the same round. */
function insideOf(places: readonly Formatted[], index: number, round: number): string {
  const { format } = places[index]!;
  const before = places.slice(0, index).filter((one) => one.format === format);
  const { inside } = HOSTILE_FORMATS[format]!;
  return inside[(before.length + round) % inside.length]!;
}

function planWith(
  { name, workflow }: FullWorkflow,
  places: readonly Formatted[],
  insideAt: (index: number) => string,
): Plan {
  const whole = places.reduce((changed, place, index) => {
    const text = HOSTILE_FORMATS[place.format]!.around(insideAt(index));
    return changedFormat(changed, place, text);
  }, workflow);
  const { faults, plan } = planned(
    whole,
    name.endsWith("-privileged") ? "privileged" : "restricted",
  );
  assert.deepEqual(faults, [], name);
  return plan!;
}

/** A tree with the texts in place of their tokens, in values, keys and names of files. */
function filledAnywhere(tree: unknown, insideAt: (index: number) => string): unknown {
  const text = JSON.stringify(tree).replace(
    /zq(\d+)x/g,
    (_, index) => JSON.stringify(insideAt(Number(index))).slice(1, -1),
  );
  return JSON.parse(text);
}

/** A tree without names that are made, its lists in one order: some stand in that of their names. */
function comparable(tree: unknown, path: string = ""): unknown {
  if (MADE.test(path)) return "";
  if (tree === null || typeof tree !== "object") return tree;
  if (Array.isArray(tree)) {
    return tree.map((one, at) => comparable(one, `${path}/${at}`))
      .sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  }
  const entries = Object.entries(tree).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(entries.map(([key, one]) => [key, comparable(one, `${path}/${key}`)]));
}
