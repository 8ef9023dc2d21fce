import { planOf } from "../../../lib/components/plan.ts";
import { tools } from "../../../lib/cli/tools.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import type { Artifact } from "../../../lib/model/artifact.ts";
import type { Plan } from "../../../lib/model/resource.ts";
import type { Workflow } from "../../../lib/model/workflow.ts";
import { timeProcess } from "../measure.ts";
import { chartFiles, servicesText } from "../services.ts";

/** More than any workflow may hold: growth shows only beyond. */
const LIFTED = 64 * 1024 * 1024;

/** A chain of services, parsed. */
export function modelOf(count: number): Workflow {
  return parseWorkflow(servicesText(count), "services.yaml", LIFTED).value!;
}

/** A plan made anew: a workflow that was seen before would be lowered already. */
export function plan(workflow: Workflow): Plan {
  const { components, catalogue } = tools;
  return planOf({ ...workflow }, { components, catalogue });
}

/** The chart of as many services; its folder. */
export function writeChart(folder: string, count: number): string {
  const chart = `${folder}/chart-${count}`;
  const files = Object.entries(chartFiles(count)).map(([path, text]) => ({ path, text }));
  writeFiles(chart, files);
  return chart;
}

/** Writes files into a folder. */
export function writeFiles(folder: string, files: readonly Pick<Artifact, "path" | "text">[]) {
  for (const { path, text } of files) {
    const file = `${folder}/${path}`;
    Deno.mkdirSync(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    Deno.writeTextFileSync(file, text);
  }
}

/** Whether something can be run or made here; what cannot is named. */
export async function has<T>(what: string, make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await make();
  } catch (error) {
    // deno-lint-ignore no-console
    console.log(`left out: ${what} (${(error as Error).message.split("\n")[0]})`);
    return undefined;
  }
}

/** Whether helm is here. */
export async function hasHelm(): Promise<boolean> {
  return await has("helm", () => timeProcess("helm", ["version"])) !== undefined;
}
