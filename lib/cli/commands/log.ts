import { printableJson } from "../../format/printable.ts";
import { AppError } from "../../model/error.ts";
import type { HistoryEntry } from "../../services/history.ts";
import { logOf } from "../../services/history/logging.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { printable } from "../faults.ts";
import { pastOf, toldText } from "../past.ts";
import { repositoryOf } from "../repository.ts";

/** How many commits are told unless more are asked for. */
const LIMIT = "20";

/** `celestra log`: who changed a workflow or a node, when, and what. */
export const command: Command = {
  usage: {
    line: "log <name> [--node <id>] [--limit 20] [--ref <rev>] [--json] [--repo DIR]",
    summary: "Tells which commits changed a workflow or one of its nodes, and what they changed.",
    values: ["node", "limit", "ref", "repo"],
    flags: ["json"],
    count: [1, 1],
  },
  async run(options, host) {
    const [name] = options.args as [string];
    const perPage = limitOf(options.value("limit") ?? LIMIT);
    const repository = repositoryOf(options, host);
    const { chronicle, timeline } = await pastOf(repository, name, options.value("ref"));
    const node = options.value("node");
    const query = { page: 1, perPage, ...(node !== undefined && { node }) };
    const { items, total } = await logOf(timeline, query, chronicle);
    if (options.has("json")) host.out(printableJson({ entries: items, total }));
    else host.out(items.map(entryText).join("\n"));
    return EXIT.ok;
  },
};

function limitOf(text: string): number {
  const limit = Number(text);
  if (/^\d{1,6}$/.test(text) && limit > 0) return limit;
  throw new AppError("usage", `--limit ${text}: expected a number such as 20`);
}

function entryText(entry: HistoryEntry): string {
  const { changes, isLayoutOnly } = entry;
  const mark = isLayoutOnly ? " (layout only)" : "";
  const lines = changes.map((change) => `    ${printable(change)}\n`);
  return `${toldText(entry)}${mark}\n${lines.join("")}`;
}
