import { AppError } from "../../model/error.ts";
import { ID_PATTERN } from "../../model/workflow.ts";
import type { Application } from "../target.ts";

/** Which application is meant. */
export type Named = Pick<Application, "workflow" | "environment">;

/** An application as Compose knows it. */
export interface Project {
  readonly workflow: string;
  /** The name that its containers, networks and volumes begin with. */
  readonly name: string;
  /** The folder of its files. */
  readonly folder: string;
}

/** The project of an application, below a data folder. Both names go into paths. */
export function projectOf(data: string, { workflow, environment }: Named): Project {
  for (const name of [workflow, environment]) {
    if (ID_PATTERN.test(name)) continue;
    throw new AppError(
      "invalid_input",
      `${JSON.stringify(name)} cannot be part of a project's name`,
    );
  }
  return {
    workflow,
    name: `${workflow}-${environment}`,
    folder: `${data}/compose/${environment}/${workflow}`,
  };
}
