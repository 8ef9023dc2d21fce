import type { Environment } from "../model/environment.ts";
import type { Workflow } from "../model/workflow.ts";
import type { Checked } from "../services/checking.ts";
import type { Contents } from "../services/contents.ts";
import { printProblems } from "./faults.ts";
import type { Host } from "./host.ts";
import { ruling } from "./tools.ts";

/** What is about to be written, by itself or in an environment. */
export interface Ruled {
  readonly workflow: Checked<Workflow>;
  readonly environment?: Checked<Environment> | undefined;
  readonly contents: Contents;
}

/** Tells the rules that are broken as errors. Nothing stops for them but `validate`. */
export async function tellRuleErrors(
  host: Host,
  { workflow, environment, contents }: Ruled,
): Promise<void> {
  const rules = ruling(host);
  const found = [
    ...await rules.workflow(workflow, contents),
    ...environment ? await rules.environment(environment, contents, workflow) : [],
  ];
  const texts = [workflow.document, ...environment ? [environment.document] : []];
  printProblems(
    host,
    found.filter(({ severity }) => severity === "error"),
    (file) => texts.find((document) => document.file === file)?.text,
  );
}
