import type { Artifact, Fidelity } from "../model/artifact.ts";
import type { Environment } from "../model/environment.ts";
import { AppError } from "../model/error.ts";
import { hasErrors, type LocatedProblem } from "../model/problem.ts";
import { pick } from "../model/registry.ts";
import type { RuleSettings } from "../model/rules/settings.ts";
import type { Workflow } from "../model/workflow.ts";
import type { Checked, Checking } from "./checking.ts";
import { environmentAt, environmentsAt } from "./content/environments_at.ts";
import { faultless, findWorkflow, unprocessable } from "./content/finding.ts";
import type { Head, Snapshot } from "./content/head.ts";
import { workflowPath } from "./content/names.ts";
import { createRemembered } from "./content/remembered.ts";
import { type GenerationOptions, mapOf, type OutputMap, render } from "./generation.ts";
import type { Ruling } from "./ruling.ts";

/** Judges and renders workflows for people who look at them. */
export interface Generating {
  /** The outputs there are. */
  readonly outputs: readonly { readonly id: string; readonly title: string }[];
  /**
   * Everything that is wrong with a text, rules included: a workflow, or what else it says that it
   * is. `name` is its file's, where it is known.
   */
  validate(text: string, name?: string): Promise<readonly LocatedProblem[]>;
  /** What the repository says about rules, and the day on which it is asked. */
  rules(): Promise<{ readonly settings: RuleSettings; readonly today: string }>;
  /**
   * Renders a workflow of the repository or a text, by itself or in an environment.
   *
   * @throws `not_found` for the output, the workflow or the environment; `unprocessable` with all
   * problems.
   */
  generate(request: GenerateRequest): Promise<Generated>;
}

/** What is to be rendered: a workflow of the repository, or a text, also with the name it will have. */
export interface GenerateRequest {
  readonly output: string;
  readonly name?: string;
  readonly text?: string;
  readonly environment?: string;
}

/** A rendered workflow. */
export interface Generated {
  readonly files: readonly Pick<Artifact, "path" | "text">[];
  readonly report: readonly Fidelity[];
  readonly map: OutputMap;
  /** Warnings. */
  readonly problems: readonly LocatedProblem[];
}

/** What workflows are judged and rendered with. */
export interface GeneratingOptions {
  readonly head: Head;
  readonly checking: Checking;
  readonly ruling: Ruling;
  readonly tools: GenerationOptions;
}

/** How many rendered workflows are kept: a page asks for each output again and again. */
const RENDERED = 32;

/** How the file of a text is named that has no name; no rule about file names applies to it. */
const NAMELESS = "text";

/** Creates what judges and renders workflows. */
export function createGenerating(
  { head, checking, ruling, tools }: GeneratingOptions,
): Generating {
  const rendered = createRemembered<Generated>(RENDERED);

  async function workflowOf(
    { name, text }: GenerateRequest,
    snapshot: Snapshot,
  ): Promise<Checked<Workflow>> {
    if (text !== undefined) return checking.workflow(text, fileOf(name));
    if (name !== undefined) return await findWorkflow(name, snapshot, checking);
    throw new AppError("invalid_input", "Say which workflow is meant: give its name or a text");
  }

  function made(
    output: string,
    { document: workflow }: Checked<Workflow>,
    environment: Checked<Environment> | undefined,
    variants: readonly Checked<Environment>[],
  ): Generated {
    const result = render(
      { workflow, environment: environment?.document, variants, output },
      tools,
    );
    const { files, report, problems } = result;
    if (hasErrors(problems)) throw unprocessable(`${output} cannot be made`, problems);
    return {
      files: files.map(({ path, text }) => ({ path, text })),
      report,
      map: mapOf(files),
      problems,
    };
  }

  return {
    outputs: [...tools.generators.values()].map(({ id, title }) => ({ id, title })),
    async validate(text, name) {
      return await ruling.file(text, fileOf(name), await head.recent());
    },
    async rules() {
      return { settings: await ruling.settings(await head.recent()), today: ruling.today() };
    },
    async generate(request) {
      const generator = pick("output", tools.generators, request.output);
      const output = generator.id;
      const snapshot = await head.recent();
      const workflow = faultless(await workflowOf(request, snapshot));
      const environment = request.environment === undefined
        ? undefined
        : faultless(await environmentAt(request.environment, snapshot, checking));
      const variants = generator.variants && !environment
        ? [...(await environmentsAt(snapshot, checking)).values()]
        : [];
      const key = [workflow, environment, ...variants].map((checked) =>
        checked ? `${checked.document.file}\0${checked.document.text}` : ""
      );
      return rendered.of(
        [output, ...key].join("\0"),
        () => made(output, workflow, environment, variants),
      );
    },
  };
}

function fileOf(name: string | undefined): string {
  return name === undefined ? NAMELESS : workflowPath(name);
}
