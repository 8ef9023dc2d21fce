import type { Builder } from "./builder.ts";
import { identityBuilders, permissionBuilders } from "./builders/access.ts";
import { customBuilders } from "./builders/custom.ts";
import { ingressBuilder } from "./builders/ingress.ts";
import { monitorBuilders } from "./builders/monitor.ts";
import { groupPolicies, ruleBuilders } from "./builders/network_policy.ts";
import { serviceBuilders } from "./builders/service.ts";
import { secretBuilder, settingBuilder } from "./builders/settings.ts";
import { taskBuilders } from "./builders/task.ts";
import { workloadBuilders } from "./builders/workload.ts";
import type { Context } from "./context.ts";

/** Every builder of a program, each behind those that it refers to. */
export function buildersOf(context: Context): Builder[] {
  const { index, recorder } = context;
  const sources = sourcesOf(context);
  for (const strategy of index.strategies.values()) {
    recorder.drop(strategy.node, [], "the library's strategies name no app, so they steer nothing");
  }
  return [
    ...sources.values(),
    ...each(index.identities, (it) => identityBuilders(context, it)),
    ...each(index.permissions, (it) => permissionBuilders(context, it)),
    ...each(index.rules, (it) => ruleBuilders(context, it)),
    ...each(index.groups, (it) => groupPolicies(context, it)),
    ...each(index.workloads, (it) => it.value("stateful") ? workloadBuilders(context, it) : []),
    ...each(index.workloads, (it) => it.value("stateful") ? [] : workloadBuilders(context, it)),
    ...index.tasks.flatMap((it) => taskBuilders(context, it, sources)),
    ...each(index.endpoints, (it) => serviceBuilders(context, it)),
    ...each(index.routes, (it) => [ingressBuilder(context, it)]),
    ...each(index.customs, (it) => customBuilders(context, it)),
    ...each(index.monitors, (it) => monitorBuilders(context, it)),
  ];
}

/** The builders of settings and secrets by node; jobs refer to them. */
function sourcesOf(context: Context): Map<string, Builder> {
  const { settings, secrets } = context.index;
  const sources = new Map<string, Builder>();
  for (const [id, setting] of settings) sources.set(id, settingBuilder(context, setting));
  for (const [id, secret] of secrets) {
    const builder = secretBuilder(context, secret);
    if (builder) sources.set(id, builder);
  }
  return sources;
}

function each<T>(map: ReadonlyMap<string, T>, build: (it: T) => readonly Builder[]): Builder[] {
  return [...map.values()].flatMap(build);
}
