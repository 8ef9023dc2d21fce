import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import type { Artifact } from "../../lib/model/artifact.ts";
import { FULL_WORKFLOWS, fullWorkflowIn } from "../helpers/full_workflows.ts";
import {
  comparable,
  filledAnywhere,
  insideOf,
  placesOf,
  planWith,
} from "../helpers/formatted_places.ts";
import { inFolder } from "../helpers/host.ts";
import { hostileRounds, type Round } from "../helpers/hostile_rounds.ts";
import { asContainersSee, filled, injectable, token } from "../helpers/injected.ts";
import { testWith } from "../helpers/needs.ts";
import { answered, inNamespaces } from "../helpers/server_answers.ts";

const PREFIX = `inject-${crypto.randomUUID().slice(0, 8)}-`;
const OWN = FULL_WORKFLOWS.map((full) => injectable(fullWorkflowIn(full, PREFIX)))
  .filter(({ leaves }) => leaves.length > 0);
const { seed, size, rounds } = hostileRounds(OWN, 5);

testWith(
  ["kubectl"],
  `${size} texts in every field of text reach the API server as they are (seed ${seed})`,
  () =>
    inFolder(async (folder) => {
      await inNamespaces(folder, filesOf(tokens), async () => {
        const plain = await answered(folder, filesOf(tokens));
        assert.deepEqual(tokensIn(plain), tokensIn(written()), "the server keeps every text");
        for (const round of rounds) {
          assert.deepEqual(await answered(folder, filesOf(round)), filledBy(plain, round));
        }
      });
    }),
);

/** More than a workflow has places. */
const PLACES = 10_000;

const tokens: Round = (workflow, place) => token(workflow * PLACES + place);

function filledBy(tree: unknown, round: Round): unknown {
  return filled(tree, (index) => round(Math.floor(index / PLACES), index % PLACES));
}

/** The files of every workflow with the texts of a round. */
function filesOf(round: Round): Artifact[] {
  return OWN.flatMap(({ plan }, workflow) =>
    kubernetes.generate(plan((place) => round(workflow, place))).files
  ).filter(({ path }) => !path.startsWith("sops/"));
}

/** The objects with their tokens, as they were written. */
function written(): unknown {
  return asContainersSee(
    filesOf(tokens).flatMap(({ text }) =>
      parseAllDocuments(text).map((one) => one.toJS() as unknown)
    ),
  );
}

/** The tokens in a tree, each as often as it stands there. */
function tokensIn(tree: unknown): string[] {
  return (JSON.stringify(tree).match(/zq\d+x/g) ?? []).sort();
}

const TYPED = FULL_WORKFLOWS.map((full) => fullWorkflowIn(full, `typed-${PREFIX}`))
  .map((full) => ({ full, places: placesOf(full) }));

testWith(
  ["kubectl"],
  "hostile texts and keys that a format takes reach the API server as they are",
  () =>
    inFolder(async (folder) => {
      await inNamespaces(folder, typedFiles(tokens), async () => {
        const expected = await answered(folder, typedFiles(tokens));
        for (let round = 0; round < 6; round++) {
          const inside: Round = (workflow, place) =>
            insideOf(TYPED[workflow]!.places, place, round);
          const texts = filledAnywhere(
            expected,
            (index) => inside(Math.floor(index / PLACES), index % PLACES),
          );
          const found = await answered(folder, typedFiles(inside));
          assert.deepEqual(comparable(found), comparable(texts));
        }
      });
    }),
);

function typedFiles(inside: Round): Artifact[] {
  return TYPED.flatMap(({ full, places }, workflow) =>
    kubernetes.generate(planWith(full, places, (place) => inside(workflow, place))).files
  );
}
