import {
  changesMarkdown,
  changesText,
  plainChange,
  type WorkflowChange,
} from "../../format/changes.ts";
import { printable, printableJson } from "../../format/printable.ts";
import {
  type RenderedChange,
  renderedMarkdown,
  renderedProblems,
  renderedText,
} from "../../format/rendered_changes.ts";
import { AppError } from "../../model/error.ts";
import { nearest } from "../../model/suggestion.ts";
import { differences, type States } from "../../services/differences.ts";
import { renderedDifferences } from "../../services/rendered_differences.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { repositoryOf } from "../repository.ts";
import { checking, tools } from "../tools.ts";

/** How a difference can be told: of workflows, and of the files that are rendered from them. */
const FORMATS: Readonly<Record<string, Format>> = {
  text: { workflows: changesText, files: renderedText },
  json: {
    workflows: (changes) => printableJson({ workflows: changes.map(plainChange) }),
    files: (changes) => printableJson({ rendered: changes }),
  },
  markdown: { workflows: changesMarkdown, files: renderedMarkdown },
};

interface Format {
  workflows(changes: readonly WorkflowChange[]): string;
  files(changes: readonly RenderedChange[]): string;
}

/** `celestra diff`: what two revisions say differently. */
export const command: Command = {
  usage: {
    line: "diff <base> <head> [--format text|json|markdown] [--rendered] [--env <environment>] " +
      "[--repo DIR]",
    summary: "Tells what differs between two revisions, node by node, or file by rendered file.",
    values: ["format", "env", "repo"],
    flags: ["rendered"],
    count: [2, 2],
  },
  async run(options, host) {
    const format = formatOf(options.value("format") ?? "text");
    const environment = options.value("env");
    if (environment !== undefined && !options.has("rendered")) {
      throw new AppError("usage", "--env says what is rendered; expected --rendered with it");
    }
    const [base, head] = options.args as [string, string];
    const repository = repositoryOf(options, host);
    const states = {
      base: await repository.contents(base),
      head: await repository.contents(head),
    };
    const count = options.has("rendered")
      ? await tellFiles(states, environment, format, host)
      : await tellWorkflows(states, format, host);
    if (count === 0) {
      host.err(printable(`No workflow differs between ${base} and ${head}`) + "\n");
    }
    return EXIT.ok;
  },
};

async function tellWorkflows(states: States, format: Format, host: Host): Promise<number> {
  const changes = await differences(states);
  host.out(format.workflows(changes));
  return changes.length;
}

/** Faults go where they do not get into a diff. */
async function tellFiles(
  states: States,
  environment: string | undefined,
  format: Format,
  host: Host,
): Promise<number> {
  const changes = await renderedDifferences(states, { checking: checking(), tools, environment });
  host.out(format.files(changes));
  host.err(renderedProblems(changes));
  return changes.length;
}

function formatOf(name: string): Format {
  if (Object.hasOwn(FORMATS, name)) return FORMATS[name]!;
  const known = Object.keys(FORMATS);
  const near = nearest(name, known);
  const hint = near ? `did you mean ${near}?` : `expected ${known.join(", ")}`;
  throw new AppError("usage", `There is no format "${name}"; ${hint}`);
}
