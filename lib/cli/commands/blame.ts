import { rootText } from "../../format/changes/paths.ts";
import { printableJson } from "../../format/printable.ts";
import { AppError } from "../../model/error.ts";
import { type Blame, type BlamedField, blameOf } from "../../services/history/blame.ts";
import { drawingOf } from "../../services/history/chronicle.ts";
import { readAt } from "../../services/history/readable.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { printable } from "../faults.ts";
import type { Host } from "../host.ts";
import { pastOf, toldText } from "../past.ts";
import { repositoryOf } from "../repository.ts";

/** `celestra blame`: which commit last changed each node, field and connection. */
export const command: Command = {
  usage: {
    line: "blame <name> [--ref <rev>] [--json] [--repo DIR]",
    summary: "Tells which commit last changed each node, field and connection of a workflow.",
    values: ["ref", "repo"],
    flags: ["json"],
    count: [1, 1],
  },
  async run(options, host) {
    const [name] = options.args as [string];
    const repository = repositoryOf(options, host);
    const { chronicle, timeline, head } = await pastOf(repository, name, options.value("ref"));
    const { state } = await readAt(timeline, 0, chronicle.versions);
    const drawing = drawingOf(state, head);
    if (!drawing) throw new AppError("not_found", `There is no workflow "${name}" any more`);
    const blame = await blameOf(drawing.workflow, timeline, chronicle.versions);
    if (options.has("json")) host.out(printableJson({ name, ...blame }));
    else tell(host, blame);
    return EXIT.ok;
  },
};

function tell(host: Host, blame: Blame): void {
  const { fields, nodes, connections, skipped, isCut } = blame;
  const lines = [
    ...fields.map((field) => fieldText(field, "", blame)),
    ...nodes.flatMap(({ node, commit, fields }) => [
      lineText(node, commit, blame),
      ...fields.map((field) => fieldText(field, "  ", blame)),
    ]),
    ...connections.map(({ from, to, commit }) => lineText(`${from} -> ${to}`, commit, blame)),
  ];
  host.out(lines.map((line) => `${printable(line)}\n`).join(""));
  for (const one of skipped) {
    host.err(`passed over, since the file cannot be read: ${toldText(one)}\n`);
  }
  if (isCut) host.err("older commits were not looked at\n");
}

function fieldText({ path, commit }: BlamedField, margin: string, blame: Blame): string {
  return lineText(margin + rootText(path), commit, blame);
}

/** Who it was stands in a column of its own where that is possible. */
function lineText(what: string, commit: string, { commits }: Blame): string {
  return `${what.padEnd(WIDTH)} ${toldText({ commit, ...commits[commit]! })}`;
}

const WIDTH = 36;
