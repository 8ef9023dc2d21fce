import assert from "node:assert/strict";
import type { Plan } from "../../lib/model/resource.ts";
import { changedFormat, type Formatted, formattedIn, planned } from "./formatted.ts";
import type { FullWorkflow } from "./full_workflows.ts";
import { HOSTILE_FORMATS } from "./hostile_formats.ts";

/** Places of the full workflows that must say what another place of them says. */
const LINKED: readonly RegExp[] = [
  /^[a-z-]+: it\.bind\.settings\.variables$/, // the keys of the node `settings`
  /^[a-z-]+: settings\.data$/, // variables beside those of the node that takes them
  /^(config-map|secret): one-file\.(data|subPath)$/, // a key, and the path that names it
  /^secret: [a-z]+\.(external\.keys|sealed)$/, // what is said of some of the keys of the node
  /^custom-resource: it\.definition\.scale\.statusPath$/, // begins otherwise than other paths
];

/**
 * What follows from a text: names that outputs make of a path, of its letters or of its hash, and
 * the policy that a server gives an image by its tag.
 */
const MADE = /\/(volumes|volumeMounts)\/\d+\/name$|\/imagePullPolicy$/;

/** The places of a workflow that take texts of their own. */
export function placesOf({ name, workflow }: FullWorkflow): Formatted[] {
  return formattedIn(workflow).filter(({ format, node, path }) =>
    Object.hasOwn(HOSTILE_FORMATS, format) &&
    !LINKED.some((linked) => linked.test(`${name}: ${node}.${path.join(".")}`))
  );
}

/** A text for a place; the next places of its format have others in the same round. */
export function insideOf(places: readonly Formatted[], index: number, round: number): string {
  const { format } = places[index]!;
  const before = places.slice(0, index).filter((one) => one.format === format);
  const { inside } = HOSTILE_FORMATS[format]!;
  return inside[(before.length + round) % inside.length]!;
}

/** The plan of a workflow with a text at each of the places. */
export function planWith(
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
export function filledAnywhere(tree: unknown, insideAt: (index: number) => string): unknown {
  const text = JSON.stringify(tree).replace(
    /zq(\d+)x/g,
    (_, index) => JSON.stringify(insideAt(Number(index))).slice(1, -1),
  );
  return JSON.parse(text);
}

/** A tree without what follows from texts, its lists in one order: some stand in that of their names. */
export function comparable(tree: unknown, path: string = ""): unknown {
  if (MADE.test(path)) return "";
  if (tree === null || typeof tree !== "object") return tree;
  if (Array.isArray(tree)) {
    return tree.map((one, at) => comparable(one, `${path}/${at}`))
      .sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  }
  const entries = Object.entries(tree).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(entries.map(([key, one]) => [key, comparable(one, `${path}/${key}`)]));
}
