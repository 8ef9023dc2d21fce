import { locate } from "../format/document.ts";
import { parseRepository } from "../format/repository.ts";
import type { Catalogue } from "../model/catalogue.ts";
import type { Environment } from "../model/environment.ts";
import { hasErrors, type LocatedProblem, type Problem } from "../model/problem.ts";
import { ruleProblems } from "../model/rules/rule_problems.ts";
import { NO_SETTINGS, type RuleSettings } from "../model/rules/settings.ts";
import type { Workflow } from "../model/workflow.ts";
import type { Checked, Checking } from "./checking.ts";
import { type Contents, workflowNames } from "./contents.ts";
import { overridesBreaking } from "./environment_rules.ts";
import { exceptionProblems } from "./exceptions.ts";
import { kindOf } from "./file_kind.ts";

/** Asks the rules of a repository about its files. */
export interface Ruling {
  /** The day, as the settings of rules speak of it. */
  today(): string;
  /** What the repository says about rules. */
  settings(contents: Contents): Promise<RuleSettings>;
  /** Where a workflow breaks rules; one with errors is asked when it has none. */
  workflow(checked: Checked<Workflow>, contents: Contents): Promise<readonly LocatedProblem[]>;
  /** What the overrides of an environment break, in one workflow or in all of them. */
  environment(
    checked: Checked<Environment>,
    contents: Contents,
    only?: Checked<Workflow>,
  ): Promise<readonly LocatedProblem[]>;
  /** Everything that is wrong with any file of a repository, rules included. */
  file(text: string, file: string, contents: Contents): Promise<readonly LocatedProblem[]>;
}

/** What rules are asked with. */
export interface RulingOptions {
  readonly checking: Checking;
  readonly catalogue: Catalogue;
  /** The ids of the outputs, which `celestra.yaml` may name. */
  readonly outputs: readonly string[];
  /** The day: `2027-01-31`. */
  readonly today: () => string;
}

/** Where the settings of rules stand. */
const FILE = "celestra.yaml";

/** Creates what asks the rules. */
export function createRuling({ checking, catalogue, outputs, today }: RulingOptions): Ruling {
  let last: { readonly text: string; readonly settings: RuleSettings } | undefined;

  /** The same text is read once. */
  async function settings(contents: Contents): Promise<RuleSettings> {
    const text = await contents.read(FILE);
    if (text === undefined) return NO_SETTINGS;
    if (last?.text !== text) {
      const { value } = parseRepository(text, FILE, outputs);
      last = { text, settings: value?.rules ?? NO_SETTINGS };
    }
    return last.settings;
  }

  async function asker(contents: Contents): Promise<(workflow: Workflow) => Problem[]> {
    const options = { settings: await settings(contents), today: today() };
    return (workflow) => ruleProblems(workflow, catalogue, options);
  }

  async function workflow(
    { document, problems }: Checked<Workflow>,
    contents: Contents,
  ): Promise<LocatedProblem[]> {
    if (!document.value || hasErrors(problems)) return [];
    const ask = await asker(contents);
    return ask(document.value).map((problem) => locate(document, problem));
  }

  async function environment(
    { document, problems }: Checked<Environment>,
    contents: Contents,
    only?: Checked<Workflow>,
  ): Promise<LocatedProblem[]> {
    const { value } = document;
    if (!value || hasErrors(problems)) return [];
    const ask = await asker(contents);
    // What an override makes wrong is told where it is rendered; rules are asked about the rest.
    const askSound = (workflow: Workflow) =>
      hasErrors(checking.graph(workflow)) ? [] : ask(workflow);
    const workflows = only ? [only] : [...(await workflowsOf(contents)).values()];
    return workflows.flatMap((checked) =>
      checked.document.value ? overridesBreaking(value, checked.document.value, askSound) : []
    ).map((problem) => locate(document, problem));
  }

  async function repository(
    text: string,
    file: string,
    contents: Contents,
  ): Promise<LocatedProblem[]> {
    const document = parseRepository(text, file, outputs);
    // With faults, nobody can tell which exceptions are meant.
    if (!document.value || hasErrors(document.problems)) return [];
    const workflows = await workflowsOf(contents);
    return exceptionProblems(document.value.rules, { workflows, catalogue, today: today() })
      .map((problem) => locate(document, problem));
  }

  async function workflowsOf(contents: Contents): Promise<Map<string, Checked<Workflow>>> {
    const found = new Map<string, Checked<Workflow>>();
    for (const name of await workflowNames(contents)) {
      const path = `workflows/${name}.yaml`;
      found.set(name, checking.workflow(await contents.read(path) ?? "", path));
    }
    return found;
  }

  return {
    today,
    settings,
    workflow,
    environment,
    async file(text, file, contents) {
      switch (kindOf(text, file)) {
        case "Workflow": {
          const checked = checking.workflow(text, file);
          return [...checked.problems, ...await workflow(checked, contents)];
        }
        case "Environment": {
          const checked = await checking.environment(text, file, contents);
          return [...checked.problems, ...await environment(checked, contents)];
        }
        case "Repository": {
          const problems = await checking.file(text, file, contents);
          return [...problems, ...await repository(text, file, contents)];
        }
        default:
          return await checking.file(text, file, contents);
      }
    },
  };
}
