import { emitYaml } from "../../format/emit.ts";
import type { Artifact } from "../../model/artifact.ts";
import type { Plan } from "../../model/resource.ts";

/**
 * The chart itself. Its version is that of its format: what is deployed is told apart by commits,
 * and a rendered file names none.
 */
export function chartOf({ workflow }: Plan): Artifact {
  return {
    path: "Chart.yaml",
    ...emitYaml({
      apiVersion: "v2",
      name: workflow,
      description: `The workflow ${workflow}, drawn in Celestra`,
      type: "application",
      version: "0.1.0",
    }, null),
  };
}
