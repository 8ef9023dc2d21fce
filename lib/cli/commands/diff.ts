import {
  changesMarkdown,
  changesText,
  plainChange,
  type WorkflowChange,
} from "../../format/changes.ts";
import { printable, printableJson } from "../../format/printable.ts";
import { AppError } from "../../model/error.ts";
import { nearest } from "../../model/suggestion.ts";
import { differences } from "../../services/differences.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { repositoryOf } from "../repository.ts";

/** How a difference can be told. */
const FORMATS: Readonly<Record<string, (changes: readonly WorkflowChange[]) => string>> = {
  text: changesText,
  json: (changes) => printableJson({ workflows: changes.map(plainChange) }),
  markdown: (changes) => changesMarkdown(changes),
};

/** `celestra diff`: what two revisions say differently. */
export const command: Command = {
  usage: {
    line: "diff <base> <head> [--format text|json|markdown] [--repo DIR]",
    summary: "Tells what differs between the workflows of two revisions, node by node.",
    values: ["format", "repo"],
    count: [2, 2],
  },
  async run(options, host) {
    const told = formatOf(options.value("format") ?? "text");
    const [base, head] = options.args as [string, string];
    const repository = repositoryOf(options, host);
    const changes = await differences({
      base: await repository.contents(base),
      head: await repository.contents(head),
    });
    host.out(told(changes));
    if (changes.length === 0) {
      host.err(printable(`No workflow differs between ${base} and ${head}`) + "\n");
    }
    return EXIT.ok;
  },
};

function formatOf(name: string): (changes: readonly WorkflowChange[]) => string {
  if (Object.hasOwn(FORMATS, name)) return FORMATS[name]!;
  const known = Object.keys(FORMATS);
  const near = nearest(name, known);
  const hint = near ? `did you mean ${near}?` : `expected ${known.join(", ")}`;
  throw new AppError("usage", `There is no format "${name}"; ${hint}`);
}
