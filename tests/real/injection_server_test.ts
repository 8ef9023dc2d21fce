import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import type { Artifact } from "../../lib/model/artifact.ts";
import { FULL_WORKFLOWS, fullWorkflowIn } from "../helpers/full_workflows.ts";
import { inFolder } from "../helpers/host.ts";
import { hostileRounds, type Round } from "../helpers/hostile_rounds.ts";
import { asContainersSee, filled, injectable, token } from "../helpers/injected.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, succeed } from "../helpers/processes.ts";

const PREFIX = `inject-${crypto.randomUUID().slice(0, 8)}-`;
const OWN = FULL_WORKFLOWS.map((full) => injectable(fullWorkflowIn(full, PREFIX)))
  .filter(({ leaves }) => leaves.length > 0);
const { seed, size, rounds } = hostileRounds(OWN, 5);

testWith(
  ["kubectl"],
  `${size} texts in every field of text reach the API server as they are (seed ${seed})`,
  () =>
    inFolder(async (folder) => {
      const spaces = `${folder}/namespaces.yaml`;
      await write(spaces, filesOf(tokens).filter(isNamespace));
      await succeed("kubectl", "create", "-f", spaces);
      try {
        const plain = await answered(folder, tokens);
        assert.deepEqual(tokensIn(plain), tokensIn(written()), "the server keeps every text");
        for (const round of rounds) {
          assert.deepEqual(await answered(folder, round), filledBy(plain, round));
        }
      } finally {
        await attempt("kubectl", "delete", "-f", spaces, "--wait=false");
      }
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

function isNamespace({ path }: Artifact): boolean {
  return path.includes("-namespace-");
}

async function write(file: string, artifacts: readonly Artifact[]): Promise<void> {
  await Deno.writeTextFile(file, artifacts.map(({ text }) => text).join("---\n"));
}

/** What the server would store of every object of a round, in their order. */
async function answered(folder: string, round: Round): Promise<unknown> {
  const file = `${folder}/objects.yaml`;
  await write(file, filesOf(round).filter((one) => !isNamespace(one)));
  const { success, stdout, text } = await attempt(
    "kubectl",
    ...["create", "--dry-run=server", "-o", "json", "-f", file],
  );
  assert.ok(success, text);
  // Objects follow on each other; only the end of one is a brace at the beginning of a line.
  return asContainersSee(stdout.trim().split(/(?<=^\})\n/m).map(lasting));
}

/** An object as every answer says it: the id of a job stands in its labels too. */
function lasting(text: string): unknown {
  const { metadata: { uid } } = JSON.parse(text);
  const { metadata, ...object } = JSON.parse(text.replaceAll(uid, "uid"));
  const { creationTimestamp: _, managedFields: __, ...own } = metadata;
  return { ...object, metadata: own };
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
