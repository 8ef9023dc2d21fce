import type { Document } from "../../format/document.ts";
import { AppError } from "../../model/error.ts";
import type { Environment } from "../../model/environment.ts";
import { hasErrors, type LocatedProblem } from "../../model/problem.ts";
import { changedFiles } from "../../services/branch.ts";
import type { Checking } from "../../services/checking.ts";
import type { Contents } from "../../services/contents.ts";
import type { Deployments } from "../../services/deployments.ts";
import { render } from "../../services/generation.ts";
import type { Store } from "../../stores/store.ts";
import { command as deployCommand } from "../commands/deploy.ts";
import { checkName } from "../deploying.ts";
import { EXIT, exitOf } from "../exit.ts";
import { parseOptions } from "../options.ts";
import type { Repository } from "../repository.ts";
import { Printed } from "../source.ts";
import { tools } from "../tools.ts";
import { errorText } from "./annotation.ts";
import type { Guard } from "./guard.ts";
import { tellProblems } from "./problems.ts";

/** A deployment of everything to one environment. */
export interface Round {
  readonly repository: Repository;
  readonly store: Store;
  readonly deployments: Deployments;
  /** An environment without errors. */
  readonly environment: Document<Environment>;
  /** The files of HEAD. */
  readonly contents: Contents;
  readonly check: Checking;
  readonly guard: Guard;
}

/** What became of a workflow, for the summary, and how the process should end for it. */
export interface Result {
  readonly name: string;
  readonly what: string;
  readonly code: number;
}

/** Runs `celestra deploy <name> --env <environment> --no-apply`, if the output changed. */
export async function deployOne(name: string, round: Round): Promise<Result> {
  const { guard, repository, environment } = round;
  const env = environment.value!.name;
  try {
    checkName("a workflow", name);
    const state = await stateOf(name, round);
    if (state === "broken") {
      return { name, what: "not deployed: it has errors", code: EXIT.validation };
    }
    guard.host.out(`${name}: ${state}\n`);
    if (state === "unchanged") return { name, what: state, code: EXIT.ok };
    const words = [name, "--env", env, "--no-apply", "--repo", repository.root];
    const code = await deployCommand.run(parseOptions(deployCommand.usage, words), guard.host);
    return { name, what: "deployed", code };
  } catch (error) {
    const code = error instanceof Printed ? EXIT.validation : exitOf(error, guard.host);
    const why = error instanceof AppError ? error.message : "the log says why";
    guard.tell(errorText("deploy", `${name} is not deployed to ${env}: ${why}`));
    return { name, what: "not deployed", code };
  }
}

/** Whether the branch holds something else than what the workflow renders now. */
async function stateOf(name: string, round: Round): Promise<"broken" | "unchanged" | "changed"> {
  const { contents, check, store, environment, guard } = round;
  const file = `workflows/${name}.yaml`;
  const text = await contents.read(file);
  // The command says what is wrong with a file that has another ending.
  if (text === undefined) return "changed";
  const { document, problems } = check.workflow(text, file);
  const isBroken = (found: readonly LocatedProblem[]) => {
    if (hasErrors(found)) tellProblems(guard, found, [document, environment]);
    return hasErrors(found);
  };
  if (isBroken(problems)) return "broken";
  const { name: env, output } = environment.value!;
  const rendered = render({ workflow: document, environment, output }, tools);
  if (isBroken(rendered.problems)) return "broken";
  const changes = await changedFiles(store, env, { workflow: name, output, rendered });
  return changes.length > 0 ? "changed" : "unchanged";
}
