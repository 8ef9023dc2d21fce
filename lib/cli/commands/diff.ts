import {
  changesMarkdown,
  changesText,
  plainChange,
  type WorkflowChange,
} from "../../format/changes.ts";
import { changesPage } from "../../format/changes_page.ts";
import { printable, printableJson } from "../../format/printable.ts";
import {
  type RenderedChange,
  renderedMarkdown,
  renderedNodesText,
  renderedProblems,
  renderedText,
} from "../../format/rendered_changes.ts";
import { AppError } from "../../model/error.ts";
import { nearest } from "../../model/suggestion.ts";
import { differences, type States } from "../../services/differences.ts";
import { renderedDifferences, type RenderedOptions } from "../../services/rendered_differences.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Options } from "../options.ts";
import { repositoryOf } from "../repository.ts";
import { checking, tools } from "../tools.ts";

/** How a difference can be told: of workflows, and of the files that are rendered from them. */
const FORMATS: Readonly<Record<string, Format>> = {
  text: { workflows: changesText, nodes: renderedNodesText },
  json: {
    workflows: (changes) => printableJson({ workflows: changes.map(plainChange) }),
    nodes: (changes) => printableJson({ rendered: changes }),
  },
  markdown: { workflows: changesMarkdown, nodes: renderedMarkdown, page: changesPage },
};

interface Format {
  workflows(changes: readonly WorkflowChange[]): string;
  nodes(changes: readonly RenderedChange[]): string;
  /** Both at once, where people read them beside each other. */
  readonly page?: typeof changesPage;
}

/** Every output, instead of one. */
const ALL = "all";

/** `celestra diff`: what two revisions say differently. */
export const command: Command = {
  usage: {
    line: "diff <base> <head> [--format text|json|markdown] [--rendered [--files]] " +
      "[--target <output>|all] [--env <environment>] [--repo DIR]",
    summary: "Tells what differs between two revisions, node by node, or in the rendered files.",
    values: ["format", "target", "env", "repo"],
    flags: ["rendered", "files"],
    count: [2, 2],
  },
  async run(options, host) {
    const format = formatOf(options);
    const wish = wishOf(options);
    const [base, head] = options.args as [string, string];
    const repository = repositoryOf(options, host);
    const states = {
      base: await repository.contents(base),
      head: await repository.contents(head),
    };
    const count = options.has("rendered")
      ? await tellRendered(states, wish, format, host)
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
async function tellRendered(
  states: States,
  wish: Pick<RenderedOptions, "environment" | "outputs">,
  format: Format,
  host: Host,
): Promise<number> {
  const changes = await renderedDifferences(states, { checking: checking(), tools, ...wish });
  const workflows = format.page && await differences(states);
  host.out(workflows ? format.page!(workflows, changes) : format.nodes(changes));
  host.err(renderedProblems(changes));
  return changes.length + (workflows?.length ?? 0);
}

/** What is rendered: for an environment, and as which outputs. */
function wishOf(options: Options): Pick<RenderedOptions, "environment" | "outputs"> {
  const target = options.value("target");
  const outputs = [...tools.generators.keys()];
  const wanted = target === ALL ? outputs : target === undefined ? undefined : [target];
  for (const output of wanted ?? []) known("output", output, [...outputs, ALL]);
  return { environment: options.value("env"), outputs: wanted };
}

function formatOf(options: Options): Format {
  for (const name of ["env", "target", "files"]) {
    if (!options.has(name) || options.has("rendered")) continue;
    throw new AppError("usage", `--${name} says what is rendered; expected --rendered with it`);
  }
  const name = known("format", options.value("format") ?? "text", Object.keys(FORMATS));
  const format = FORMATS[name]!;
  if (!options.has("files")) return format;
  if (name === "text") return { ...format, nodes: renderedText };
  throw new AppError(
    "usage",
    `--files prints what git apply takes, not ${name}; leave --format out`,
  );
}

function known(what: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  const near = nearest(name, names);
  const hint = near ? `did you mean ${near}?` : `expected ${names.join(", ")}`;
  throw new AppError("usage", `There is no ${what} "${name}"; ${hint}`);
}
