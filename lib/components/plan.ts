import type { Catalogue } from "../model/catalogue.ts";
import type { Environment } from "../model/environment.ts";
import { groupingOf } from "../model/grouping.ts";
import { type JsonObject, lookup } from "../model/json.ts";
import type { Registry } from "../model/registry.ts";
import type { Plan } from "../model/resource.ts";
import { withDefaults } from "../model/schema_defaults.ts";
import { endText, type Workflow } from "../model/workflow.ts";
import type { Component, PlacedNode, Provider } from "./component.ts";

/** What a plan is made with. */
export interface PlanOptions {
  readonly components: Registry<Component>;
  readonly catalogue: Catalogue;
  /** Where it goes; its overrides are already in the workflow. */
  readonly environment?: Environment;
}

/** Lowers a workflow without errors to the resources that its nodes ask for, ordered by node. */
export function planOf(workflow: Workflow, options: PlanOptions): Plan {
  const { environment } = options;
  return {
    workflow: workflow.name,
    labels: workflow.labels,
    ...(environment && { environment: environment.name }),
    namespace: environment?.namespace ?? workflow.namespace ?? workflow.name,
    podSecurity: environment?.podSecurity ?? "restricted",
    ...(environment?.secretStore && { secretStore: environment.secretStore }),
    ...loweredOnce(workflow, options),
  };
}

type Lowered = Pick<Plan, "resources" | "written">;

const known = new WeakMap<PlanOptions["components"], WeakMap<Workflow, Lowered>>();

/** A workflow is lowered once, to be judged and for every output. */
function loweredOnce(workflow: Workflow, options: PlanOptions): Lowered {
  let plans = known.get(options.components);
  if (!plans) known.set(options.components, plans = new WeakMap());
  let lowered = plans.get(workflow);
  if (!lowered) plans.set(workflow, lowered = lower(workflow, options));
  return lowered;
}

function lower(workflow: Workflow, options: PlanOptions): Lowered {
  const place = placement(workflow, options);
  const ids = [...workflow.nodes.keys()].sort();
  return {
    resources: ids.flatMap((id) => {
      const { node, component, config } = place(id);
      return options.components.get(component)!.resources(node, config);
    }),
    written: new Map(ids.map((id) => [id, workflow.nodes.get(id)!.config])),
  };
}

/** Finds nodes in their graph; each config with its defaults is made once. */
function placement(workflow: Workflow, { catalogue }: PlanOptions): (id: string) => Provider {
  const { nodes, connections } = workflow;
  const incoming = Map.groupBy(connections, ({ to }) => endText(to));
  const outgoing = Map.groupBy(connections, ({ from }) => endText(from));
  const membersOf = grouped(workflow);
  const placed = new Map<string, Provider>();
  const nodeOf = (id: string): PlacedNode => ({
    id,
    providers: (port) =>
      (incoming.get(endText({ node: id, port })) ?? [])
        .map(({ from, order }) => ({ ...place(from.node), order })),
    consumers: (port) =>
      (outgoing.get(endText({ node: id, port })) ?? [])
        .map(({ to, order }) => ({ ...place(to.node), order })),
    members: () => membersOf().get(id) ?? [],
  });
  const place = (id: string): Provider => {
    const known = placed.get(id);
    if (known) return known;
    const { component, config } = nodes.get(id)!;
    const { config: schema } = lookup(catalogue.components, component)!;
    const whole = withDefaults(schema, config) as JsonObject;
    const provider = { node: nodeOf(id), component, config: whole, order: true };
    placed.set(id, provider);
    return provider;
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
