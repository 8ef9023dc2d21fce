import { CARRIES } from "./compose/carries.ts";
import { emitYaml } from "../format/emit.ts";
import type { Plan } from "../model/resource.ts";
import { configFilesOf, configsOf } from "./compose/configs.ts";
import { type Context, contextOf } from "./compose/context.ts";
import { problemsOf } from "./compose/problems.ts";
import { explainLosses, reasonOf } from "./compose/reasons.ts";
import { secretsOf } from "./compose/secrets.ts";
import { workloadServices } from "./compose/service.ts";
import { taskServices } from "./compose/task.ts";
import { volumesOf } from "./compose/volumes.ts";
import type { Generated, Generator } from "./generator.ts";
import { filled } from "./shared/origin.ts";

/** One `compose.yaml` for Docker Compose, and the config files beside it. */
export const compose: Generator = {
  id: "compose",
  title: "Docker Compose",
  carries: CARRIES,
  problems: problemsOf,
  generate: (plan: Plan): Generated => {
    const context = contextOf(plan);
    explainLosses(context);
    const file = { path: "compose.yaml", ...emitYaml(documentOf(context), null) };
    const files = [file, ...configFilesOf(context)];
    files.sort((a, b) => a.path < b.path ? -1 : 1);
    return { files, report: context.recorder.report(plan, reasonOf) };
  },
};

function documentOf(context: Context): object {
  return {
    name: projectOf(context.plan),
    services: servicesOf(context),
    configs: filled(configsOf(context)),
    secrets: filled(secretsOf(context)),
    volumes: filled(volumesOf(context)),
  };
}

/** The name of the project; on one machine, it tells environments apart. */
function projectOf({ workflow, environment }: Plan): string {
  return environment === undefined ? workflow : `${workflow}-${environment}`;
}

function servicesOf(context: Context): Record<string, unknown> {
  const services: Record<string, unknown> = {};
  const { workloads, tasks } = context.index;
  for (const workload of workloads.values()) {
    Object.assign(services, workloadServices(context, workload));
  }
  for (const task of tasks) Object.assign(services, taskServices(context, task));
  return services;
}
