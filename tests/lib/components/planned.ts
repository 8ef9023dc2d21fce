import assert from "node:assert/strict";
import { z } from "zod";
import { catalogueOf } from "../../../lib/components/catalogue_of.ts";
import { planOf } from "../../../lib/components/plan.ts";
import { components, kinds } from "../../../lib/components/registry.ts";
import type { Catalogue } from "../../../lib/model/catalogue.ts";
import type { Environment } from "../../../lib/model/environment.ts";
import type { JsonObject } from "../../../lib/model/json.ts";
import { problems } from "../../../lib/model/problems.ts";
import type { Plan, Resource } from "../../../lib/model/resource.ts";
import type { Workflow } from "../../../lib/model/workflow.ts";

/** The catalogue as the components say it now. */
export const CATALOGUE: Catalogue = catalogueOf(z, kinds, components);

/** A node: the id of its component, and its config if it has one. */
export type PlannedNode = string | readonly [component: string, config: JsonObject];

/** An application; a connection is `db.endpoint -> api.requires`, or that with `~>` for no order. */
export function applicationOf(
  nodes: Readonly<Record<string, PlannedNode>>,
  connections: readonly string[] = [],
): Workflow {
  return {
    kind: "Application",
    name: "shop",
    labels: { team: "web" },
    nodes: new Map(
      Object.entries(nodes).map(([id, node]) => {
        const [component, config] = typeof node === "string" ? [node, {}] : node;
        return [id, { id, component, config }];
      }),
    ),
    connections: connections.map((text) => {
      const [from, arrow, to] = text.split(" ");
      return { from: endOf(from!), to: endOf(to!), order: arrow === "->" };
    }),
    conflicts: [],
  };
}

function endOf(text: string) {
  const [node, port] = text.split(".") as [string, string];
  return { node, port };
}

/** The plan of an application that has no problems. */
export function planned(
  nodes: Readonly<Record<string, PlannedNode>>,
  connections: readonly string[] = [],
  environment?: Environment,
): Plan {
  const workflow = applicationOf(nodes, connections);
  assert.deepEqual(problems(workflow, CATALOGUE), []);
  return planOf(workflow, {
    components,
    catalogue: CATALOGUE,
    ...(environment && { environment }),
  });
}

/** The resources of one node of an application. */
export function lowered(id: string, ...application: Parameters<typeof planned>): Resource[] {
  return planned(...application).resources.filter(({ node }) => node === id);
}
