import type { Catalogue, ComponentType, Kind } from "../../../lib/model/catalogue.ts";
import type { Problem } from "../../../lib/model/problem.ts";
import { problems } from "../../../lib/model/problems.ts";
import type { Connection, Workflow, WorkflowNode } from "../../../lib/model/workflow.ts";

const motor: ComponentType = {
  id: "motor",
  title: "Motor",
  description: "Turns things.",
  category: "Moving",
  outputs: {
    shaft: { type: "spin", title: "Shaft" },
    battery: { type: "power", title: "Battery", needs: "cells" },
  },
  inputs: { switch: { type: "signal", title: "Switch" } },
  config: {
    type: "object",
    properties: {
      speed: { type: "integer", minimum: 1, maximum: 9 },
      cells: { type: "array", items: { type: "integer" }, examples: [[1, 2]] },
      label: { type: "string" },
    },
    additionalProperties: false,
  },
};

const wheel: ComponentType = {
  id: "wheel",
  title: "Wheel",
  description: "Is turned.",
  category: "Moving",
  outputs: { rim: { type: "spin", title: "Rim" } },
  inputs: {
    axle: { type: "spin", title: "Axle" },
    push: { type: "force", title: "Push", many: true },
    charge: { type: "power", title: "Charge", many: true },
  },
  config: { type: "object", properties: {}, additionalProperties: false },
};

const box: ComponentType = {
  id: "box",
  title: "Box",
  description: "Holds things.",
  category: "Holding",
  outputs: {},
  inputs: {},
  groups: true,
  config: { type: "object" },
};

/** A kind that may go round, and where spin also pushes. */
const toy: Kind = {
  id: "Toy",
  title: "Toy",
  description: "Things that move.",
  components: ["motor", "wheel", "box"],
  joins: [{ from: "spin", to: "force" }],
  acyclic: false,
};

/** A kind that may not go round, and where only like joins like. */
const clock: Kind = { ...toy, id: "Clock", title: "Clock", joins: [], acyclic: true };

/** A catalogue that has nothing to do with ours, so that nothing can assume ours. */
export const TOYS: Catalogue = {
  version: 1,
  kinds: { Toy: toy, Clock: clock },
  components: { motor, wheel, box },
};

/** A node by what it is: the id of its component, or more. */
export type ToyNode = string | Partial<Omit<WorkflowNode, "id">>;

/** A workflow of toys; a connection is `a.shaft -> b.axle`, or that with `~>` for one without order. */
export function toyOf(
  nodes: Readonly<Record<string, ToyNode>> | readonly (readonly [string, ToyNode])[],
  connections: readonly string[] = [],
  rest: Partial<Workflow> = {},
): Workflow {
  const entries = Array.isArray(nodes) ? nodes : Object.entries(nodes);
  return {
    kind: "Toy",
    name: "train",
    labels: {},
    nodes: new Map(entries.map(([id, node]) => [id, {
      id,
      config: {},
      ...(typeof node === "string" ? { component: node } : { component: "motor", ...node }),
    }])),
    connections: connections.map(connectionOf),
    conflicts: [],
    ...rest,
  };
}

function connectionOf(text: string): Connection {
  const [from, arrow, to] = text.split(" ") as [string, string, string];
  const end = (text: string) => {
    const [node = "", port = ""] = text.split(".");
    return { node, port };
  };
  return { from: end(from), to: end(to), order: arrow === "->" };
}

/** What is wrong with a workflow of toys. */
export function toyProblems(...workflow: Parameters<typeof toyOf>): Problem[] {
  return problems(toyOf(...workflow), TOYS);
}

/** The codes of problems, in their order. */
export function codesOf(problems: readonly Problem[]): string[] {
  return problems.map(({ code }) => code);
}

/** Ids that sort and look like those of people. */
export function idsOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `service-with-name-${index}`);
}
