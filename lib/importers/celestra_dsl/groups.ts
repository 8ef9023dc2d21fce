import type { Draft, DraftNode } from "../shared/draft.ts";
import { set } from "../yaml/put.ts";
import { approximated, argumentsOf, dropped, plainText, textMapOf } from "./step.ts";
import { Built, type Call, type Program } from "./program.ts";
import type { Outcome } from "./outcome.ts";
import type { World } from "./world.ts";

/** An AppGroup of a program. */
interface Gathered {
  readonly built: Built;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly members: readonly Built[];
  readonly node: DraftNode | undefined;
}

/**
 * Reads the groups. That with the most members is the workflow itself, as long as it asks for no
 * quota; the others become groups in it.
 */
export function readGroups(draft: Draft, world: World, { built }: Program): Gathered[] {
  const all = built.filter(({ type }) => type === "AppGroup").map(gathered);
  const plain = all.filter((one) => !one.built.calls.some(({ method }) => QUOTAS.has(method)));
  const [whole] = plain.sort((a, b) => b.members.length - a.members.length);
  const first = whole ?? all[0];
  draft.namespace = first?.namespace ?? commonNamespace(built) ?? "default";
  if (first) draft.labels = labelsOf(first.built);
  return all.map((one) => {
    if (one === whole) return one;
    const node = draft.node(one.name, "app-group");
    world.add({ built: one.built, node, name: one.name });
    node.config["network"] = "open";
    if (one.namespace !== undefined) node.config["namespace"] = one.namespace;
    return { ...one, node };
  });
}

const QUOTAS = new Set(["set_resource_quotas"]);

function gathered(built: Built): Gathered {
  const name = plainText(built.maker.positional[0] ?? built.maker.named.get("name")) ?? "group";
  const set = built.calls.findLast(({ method }) => method === "set_namespace");
  const own = built.calls.some(({ method }) => method === "configure_namespace") ? name : undefined;
  const members = built.calls.filter(({ method }) =>
    /^add_(shared_)?(service|secret|config)s?$/
      .test(method)
  ).flatMap(({ positional: [given] }) =>
    (Array.isArray(given) ? given : [given]).filter((one) => one instanceof Built)
  );
  return {
    built,
    name,
    namespace: plainText(set?.positional[0]) ?? own,
    members: members as Built[],
    node: undefined,
  };
}

/** The namespace that most builders name. */
function commonNamespace(built: readonly Built[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { method, positional: [name] } of built.flatMap(({ calls }) => calls)) {
    if (method !== "set_namespace" || typeof name !== "string") continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function labelsOf({ calls }: Built): Record<string, string> {
  const maps = calls.filter(({ method }) => method === "add_labels")
    .flatMap(({ positional: [map] }) => [...textMapOf(map) ?? []]);
  const singles = calls.filter(({ method }) => method === "add_label")
    .map(({ positional: [key, value] }) => [String(key), String(value)] as const);
  return Object.fromEntries(
    [...maps, ...singles].filter(([key]) => !/^app(\.kubernetes\.io\/part-of)?$/.test(key)),
  );
}

/** Puts members into their groups, and says what became of the calls of groups. */
export function joinGroups(world: World, groups: readonly Gathered[]): void {
  for (const { built, members, node } of groups) {
    for (const member of members) {
      const placed = world.of(member);
      if (placed && node) placed.group = node.id;
    }
    for (const call of built.calls) world.tell(built, call, node, groupCall(world, node, call));
  }
}

function groupCall(world: World, node: DraftNode | undefined, call: Call): Outcome {
  switch (call.method) {
    case "add_service":
    case "add_services":
    case "add_shared_secret":
    case "add_shared_config":
    case "set_namespace":
    case "add_label":
    case "add_labels":
      return undefined;
    case "configure_namespace":
      return call.named.size > 0 || call.positional.length > 0 ? namespaceOf(call) : undefined;
    case "set_resource_quotas":
      return node ? quotaOf(node, call) : dropped("only a group of its own has a quota");
    case "set_dependencies":
      return dependenciesOf(world, call.positional[0]);
    case "add_dependency": {
      const [name, given] = call.positional;
      const list = typeof given === "string" ? [given] : given ?? [];
      return dependenciesOf(world, new Map([[String(name), list]]));
    }
    default:
      return dropped("the workflow has no place for it on a group");
  }
}

/** Celestra labels the namespace by itself. */
function namespaceOf(call: Call): Outcome {
  const labels = textMapOf(call.named.get("namespace_labels")) ?? new Map();
  const ours = [...labels.keys()].every((key) => key.startsWith("pod-security.kubernetes.io/"));
  return ours ? undefined : approximated("without the labels of the namespace");
}

function quotaOf(node: DraftNode, call: Call): Outcome {
  const args = argumentsOf(call, "cpu_limit", "memory_limit", "storage_limit", "pod_limit");
  const quota = {
    size: "Custom",
    ...(typeof args["cpu_limit"] === "string"
      ? { cpu: args["cpu_limit"], cpuLimit: args["cpu_limit"] }
      : {}),
    ...(typeof args["memory_limit"] === "string"
      ? { memory: args["memory_limit"], memoryLimit: args["memory_limit"] }
      : {}),
    ...(typeof args["storage_limit"] === "string" ? { storage: args["storage_limit"] } : {}),
    ...(typeof args["pod_limit"] === "number" ? { pods: args["pod_limit"] } : {}),
  };
  set(node, ["quota"], quota);
  return undefined;
}

function dependenciesOf(world: World, given: unknown): Outcome {
  if (!(given instanceof Map)) return dropped("it must be a map of names");
  const missing: string[] = [];
  for (const [name, providers] of given) {
    const consumer = world.named(name, "app", "stateful-app", "job", "cron-job");
    for (const one of Array.isArray(providers) ? providers : []) {
      const provider = world.endpoint(String(one));
      if (consumer && provider && world.ports(provider).length > 0) {
        world.join(provider, "endpoint", consumer, "requires");
      } else missing.push(String(one));
    }
  }
  return missing.length === 0
    ? undefined
    : dropped(`nothing with a port is called ${missing.join(", ")}`);
}
