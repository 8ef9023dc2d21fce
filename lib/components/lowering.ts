import type { Catalogue } from "../model/catalogue.ts";
import { groupingOf } from "../model/grouping.ts";
import { type Json, type JsonObject, lookup } from "../model/json.ts";
import { isSame } from "../model/json_path.ts";
import type { Registry } from "../model/registry.ts";
import type { Plan, Resource } from "../model/resource.ts";
import { withDefaults } from "../model/schema_defaults.ts";
import type { Connection, Workflow, WorkflowNode } from "../model/workflow.ts";
import type { Component, PlacedNode, Provider } from "./component.ts";

/** What nodes are lowered with. */
export interface LoweringOptions {
  readonly components: Registry<Component>;
  readonly catalogue: Catalogue;
}

/** What the nodes of a workflow ask for. */
export interface Lowered extends Pick<Plan, "resources" | "written"> {
  readonly workflow: Workflow;
  readonly made: ReadonlyMap<string, Made>;
}

/** What one node asks for. */
interface Made {
  readonly resources: readonly Resource[];
  /** The nodes that were looked at to know it, itself included. */
  readonly from: ReadonlySet<string>;
}

/**
 * Lowers the nodes of a workflow without errors, ordered by id.
 *
 * @param before What was made of it before. Where the same nodes are joined in the same way, those that
 * looked at nothing that changed keep their resources, the very same objects.
 */
export function lower(workflow: Workflow, options: LoweringOptions, before?: Lowered): Lowered {
  const known = before && isAlike(before.workflow, workflow) ? before : undefined;
  const changed = changedNodes(workflow, known);
  const place = placement(workflow, options);
  const ids = [...workflow.nodes.keys()].sort();
  const made = new Map(ids.map((id): [string, Made] => {
    const kept = known?.made.get(id);
    if (kept?.from.isDisjointFrom(changed)) return [id, kept];
    return [id, unlessSame(makeNode(id, place, options), kept)];
  }));
  const configOf = (id: string) =>
    changed.has(id) ? workflow.nodes.get(id)!.config : known!.written.get(id)!;
  return {
    workflow,
    made,
    resources: [...made.values()].flatMap(({ resources }) => resources),
    written: new Map(ids.map((id) => [id, configOf(id)])),
  };
}

/** The objects of before, where a node asks for the same as then. */
function unlessSame(made: Made, before: Made | undefined): Made {
  const isTheSame = before && JSON.stringify(made.resources) === JSON.stringify(before.resources);
  return isTheSame ? { ...made, resources: before.resources } : made;
}

/** Whether two workflows differ in nothing but configs and what only people read. */
function isAlike(before: Workflow, after: Workflow): boolean {
  if (before.nodes.size !== after.nodes.size) return false;
  const isThere = ({ id, component, group }: WorkflowNode) => {
    const old = before.nodes.get(id);
    return old !== undefined && old.component === component && old.group === group;
  };
  return after.nodes.values().every(isThere) &&
    isSame(before.connections as unknown as Json, after.connections as unknown as Json);
}

/** The nodes whose configs are others than before; all of them where nothing is known. */
function changedNodes({ nodes }: Workflow, before: Lowered | undefined): ReadonlySet<string> {
  if (!before) return new Set(nodes.keys());
  // The order of keys may show in a file, so it counts.
  const isKept = ({ id, config }: WorkflowNode) => {
    const old = before.written.get(id);
    return old === config || JSON.stringify(old) === JSON.stringify(config);
  };
  return new Set([...nodes.values()].filter((node) => !isKept(node)).map(({ id }) => id));
}

/** Finds a node in its graph, and tells who was asked for. */
type Place = (id: string, asked: Set<string>) => Provider;

function makeNode(id: string, place: Place, { components }: LoweringOptions): Made {
  const from = new Set<string>();
  const { node, component, config } = place(id, from);
  return { resources: components.get(component)!.resources(node, config), from };
}

const NONE: readonly Connection[] = [];

/** Finds nodes in their graph; each config with its defaults is made once. */
function placement(workflow: Workflow, { catalogue }: LoweringOptions): Place {
  const { nodes, connections } = workflow;
  const incoming = Map.groupBy(connections, ({ to }) => to.node);
  const outgoing = Map.groupBy(connections, ({ from }) => from.node);
  const membersOf = grouped(workflow);
  const configs = new Map<string, JsonObject>();
  const configOf = ({ id, component, config }: WorkflowNode): JsonObject => {
    const known = configs.get(id);
    if (known) return known;
    const { config: schema } = lookup(catalogue.components, component)!;
    const whole = withDefaults(schema, config) as JsonObject;
    configs.set(id, whole);
    return whole;
  };
  const nodeOf = (id: string, asked: Set<string>): PlacedNode => ({
    id,
    providers: (port) =>
      (incoming.get(id) ?? NONE).filter(({ to }) => to.port === port)
        .map(({ from, order }) => ({ ...place(from.node, asked), order })),
    consumers: (port) =>
      (outgoing.get(id) ?? NONE).filter(({ from }) => from.port === port)
        .map(({ to, order }) => ({ ...place(to.node, asked), order })),
    members: () => membersOf().get(id) ?? [],
  });
  const place: Place = (id, asked) => {
    asked.add(id);
    const node = nodes.get(id)!;
    return {
      node: nodeOf(id, asked),
      component: node.component,
      config: configOf(node),
      order: true,
    };
  };
  return place;
}

/** The nodes in each group, those of inner groups included; found once, when a group asks. */
function grouped(workflow: Workflow): () => ReadonlyMap<string, readonly string[]> {
  let members: Map<string, string[]> | undefined;
  return () => {
    if (members) return members;
    members = new Map();
    const { groupsAround } = groupingOf(workflow);
    for (const id of [...workflow.nodes.keys()].sort()) {
      for (const group of groupsAround(id)) {
        const known = members.get(group);
        if (known) known.push(id);
        else members.set(group, [id]);
      }
    }
    return members;
  };
}
