import assert from "node:assert/strict";
import { celestraDsl } from "../../../../lib/generators/celestra_dsl.ts";
import { expanded } from "../../../../lib/importers/kubernetes/text.ts";
import { runPrograms } from "../../../helpers/celestra_library.ts";
import { hostileRounds, type Round } from "../../../helpers/hostile_rounds.ts";
import { asContainersSee, filled, INJECTABLES, token } from "../../../helpers/injected.ts";
import { testWith } from "../../../helpers/needs.ts";
import { pythonTrees } from "../../../helpers/python_trees.ts";

const { seed, size, rounds } = hostileRounds(INJECTABLES, 5);
/** Calls whose texts Kubernetes expands. */
const EXPANDED = new Set(["env", "command", "args"]);

const PLAIN: Round = (_, place) => token(place);

testWith(
  ["python3"],
  `${size} texts in every field of text stand in the program as they are (seed ${seed})`,
  async () => {
    const plain = (await pythonTrees(programsOf(PLAIN))).map(asRun);
    for (const round of rounds) {
      const hostile = (await pythonTrees(programsOf(round))).map(asRun);
      assert.deepEqual(hostile, filledBy(plain, round));
    }
  },
);

testWith(
  ["python3"],
  `the library writes such texts as they are (seed ${seed})`,
  async () => {
    const plain = await manifests(PLAIN);
    assert.ok(tokensIn(plain) > 200, "most texts reach a manifest");
    const [round] = rounds;
    assert.deepEqual(await manifests(round!), filledBy(plain, round!));
  },
);

/** The program of each workflow, with the texts of a round. */
function programsOf(round: Round): string[] {
  return INJECTABLES.map(({ plan }, workflow) =>
    celestraDsl.generate(plan((place) => round(workflow, place))).files[0]!.text
  );
}

/** What each program writes, as containers get it. */
async function manifests(round: Round): Promise<unknown[]> {
  const outcomes = await runPrograms(programsOf(round));
  for (const { fault } of outcomes) assert.equal(fault, "");
  return outcomes.map(({ objects }) => asContainersSee(timeless(objects)));
}

/** Without the time of the run. */
function timeless(objects: unknown): unknown {
  const keep = (key: string, one: unknown) => key === "celestra.io/generated-at" ? undefined : one;
  return JSON.parse(JSON.stringify(objects, keep));
}

function filledBy(ofEach: readonly unknown[], round: Round): unknown[] {
  return ofEach.map((tree, workflow) => filled(tree, (place) => round(workflow, place)));
}

/** A syntax tree in which the texts that Kubernetes expands are as a container gets them. */
function asRun(tree: unknown): unknown {
  if (!Array.isArray(tree)) return tree;
  const [kind, called] = tree;
  const isExpanded = kind === "Call" && called[0] === "Attribute" && EXPANDED.has(called[2]);
  if (!isExpanded) return tree.map(asRun);
  const [, callee, args, ...rest] = tree;
  return [kind, asRun(callee), withoutDoubles(args), ...rest];
}

function withoutDoubles(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(withoutDoubles);
  return typeof tree === "string" ? expanded(tree, () => null).text : tree;
}

function tokensIn(tree: unknown): number {
  return (JSON.stringify(tree).match(/zq\d+x/g) ?? []).length;
}
