import type { Catalogue } from "../catalogue.ts";
import { groupingOf } from "../grouping.ts";
import { type JsonObject, lookup } from "../json.ts";
import { withDefaults } from "../schema_defaults.ts";
import type { Workflow } from "../workflow.ts";

/** A workflow as a person wrote it, with the defaults of the catalogue laid under. */
export interface RuledGraph {
  readonly workflow: Workflow;
  /** Registries that images may come from; any when there is none. */
  readonly registries: readonly string[];
  /** All nodes, in the order of the file. */
  readonly nodes: readonly RuledNode[];
  /** The nodes of some components, in the order of the file. */
  of<Config = JsonObject>(...components: readonly string[]): readonly RuledNode<Config>[];
  /** The nodes joined to an input of a node. */
  providers(node: string, input: string): readonly RuledNode[];
  /** The nodes joined to an output of a node. */
  consumers(node: string, output: string): readonly RuledNode[];
  /** Whether anything is joined to a node. */
  isJoined(node: string): boolean;
  /** The groups around a node, the outermost first. */
  groupsAround(node: string): readonly RuledNode[];
  /** An id that no node has yet. */
  freeId(wanted: string): string;
}

/** A node as rules see it. */
export interface RuledNode<Config = JsonObject> {
  readonly id: string;
  readonly component: string;
  /** Its config with all defaults; it fits the schema of its component. */
  readonly config: Config;
  /** Its config as it was written. */
  readonly written: JsonObject;
}

/** Prepares a workflow without errors for all rules: each config gets its defaults once. */
export function ruledGraph(
  workflow: Workflow,
  catalogue: Catalogue,
  registries: readonly string[] = [],
): RuledGraph {
  const nodes = [...workflow.nodes.values()].map(({ id, component, config }): RuledNode => {
    const schema = lookup(catalogue.components, component)?.config ?? {};
    return { id, component, config: withDefaults(schema, config) as JsonObject, written: config };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const byComponent = Map.groupBy(nodes, ({ component }) => component);
  const incoming = Map.groupBy(workflow.connections, ({ to }) => to.node);
  const outgoing = Map.groupBy(workflow.connections, ({ from }) => from.node);
  const found = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const grouping = groupingOf(workflow);
  return {
    workflow,
    registries,
    nodes,
    // What a component's config holds is said by its schema, and the workflow has no errors.
    of: <Config>(...components: readonly string[]) =>
      components.flatMap((id) => byComponent.get(id) ?? []) as unknown as RuledNode<Config>[],
    providers: (node, input) =>
      found(
        (incoming.get(node) ?? []).filter(({ to }) => to.port === input)
          .map(({ from }) => from.node),
      ),
    consumers: (node, output) =>
      found(
        (outgoing.get(node) ?? []).filter(({ from }) => from.port === output)
          .map(({ to }) => to.node),
      ),
    isJoined: (node) => incoming.has(node) || outgoing.has(node),
    groupsAround: (node) => found(grouping.groupsAround(node)),
    freeId: (wanted) => freeId(wanted, byId),
  };
}

/** The longest id; what is appended must fit, too. */
const LONGEST = 52;

function freeId(wanted: string, taken: { has(id: string): boolean }): string {
  for (let number = 1;; number++) {
    const suffix = number === 1 ? "" : `-${number}`;
    const id = `${wanted.slice(0, LONGEST - suffix.length).replace(/-+$/, "")}${suffix}`;
    if (!taken.has(id)) return id;
  }
}
