import type { Json } from "../../model/json.ts";
import type { Draft } from "../shared/draft.ts";
import { takeAddresses } from "../shared/addresses.ts";
import { portsOf } from "../shared/ports.ts";
import { readBindings } from "./bindings.ts";
import { CLASSES } from "./classes.ts";
import { COMMON } from "./common.ts";
import { joinGroups, readGroups } from "./groups.ts";
import { dropped, unknownIn } from "./outcome.ts";
import type { Built, Program } from "./program.ts";
import { plainText } from "./step.ts";
import { type Placed, World } from "./world.ts";

/** Makes nodes of the builders of a program, and joins them. */
export function readNodes(draft: Draft, program: Program): World {
  const world = new World(draft);
  for (const type of Object.keys(CLASSES)) {
    for (const built of program.built) if (built.type === type) place(draft, world, built);
  }
  const groups = readGroups(draft, world, program);
  for (const placed of world.placed) {
    if (CLASSES[placed.built.type]) readCalls(world, placed);
  }
  readBindings(world, program);
  joinGroups(world, groups);
  for (const { node } of world.placed) if ("env" in node.config) joinAddresses(world, node);
  return world;
}

function place(draft: Draft, world: World, built: Built): void {
  const { positional, named, method } = built.maker;
  const name = plainText(positional[0] ?? named.get("name")) ??
    (method === "" ? undefined : method.replaceAll("_", "-"));
  if (name === undefined) return;
  const { component } = CLASSES[built.type]!;
  // A custom resource is named after its kind, so its variable says more.
  const own = component === "custom-resource" && built.variable !== "" ? built.variable : name;
  const node = draft.node(own, component);
  const base = BASES[component]?.(built, node.id, name);
  Object.assign(node.config, base);
  world.add({ built, node, name });
}

/** What a node says that the library says by the class, or by leaving something out. */
const BASES: Readonly<
  Record<string, (built: Built, id: string, name: string) => Record<string, Json>>
> = {
  "role": ({ type }) => ({ scope: type === "ClusterRole" ? "cluster" : "namespace" }),
  "secret": (_, id, name) => name === id ? {} : { secretName: name },
  "network-policy": () => ({ denyIngress: false, denyEgress: false, dns: false }),
  "custom-resource": (_, _id, name) => ({
    objectKind: `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replace(/[^A-Za-z0-9]/g, ""),
    apiVersion: "example.com/v1",
    definition: { plural: `${name}s`, singular: name, schema: { type: "object" } },
  }),
};

function readCalls(world: World, { built, node }: Placed): void {
  const { methods } = CLASSES[built.type]!;
  for (const call of built.calls) {
    const handler = methods[call.method] ?? COMMON[call.method];
    const why = unknownIn(call);
    const outcome = why !== undefined
      ? dropped(why)
      : handler
      ? handler({ world, node, built, call })
      : dropped(`the library's ${built.type} has no such call that a workflow could hold`);
    world.tell(built, call, node, outcome);
  }
}

/** A variable that is the name of something with a port is the address of it. */
function joinAddresses(world: World, node: Placed["node"]): void {
  const texts = new Map(Object.entries(node.config["env"] as Record<string, string>));
  const services = new Map(
    world.placed.filter(({ node }) => portsOf(node).length > 0 && ENDPOINTS.has(node.component))
      .map(({ name, node }) => [name, { node, ports: portsOf(node) }]),
  );
  const silent = new Map([...texts.keys()].map((name) => [name, { take: () => {} }]));
  const left = takeAddresses({ draft: world.draft, services }, node, silent, texts);
  const env = Object.fromEntries(left.map((name) => [name, texts.get(name)!]));
  if (left.length > 0) node.config["env"] = env;
  else delete node.config["env"];
}

const ENDPOINTS = new Set(["app", "stateful-app", "service"]);
