import type { Generator } from "../../lib/generators/generator.ts";
import type { Fidelity } from "../../lib/model/artifact.ts";
import type { ComponentType } from "../../lib/model/catalogue.ts";
import { hasErrors } from "../../lib/model/problem.ts";
import type { Resource } from "../../lib/model/resource.ts";
import { nameOf } from "../lib/components/full_configs.ts";
import { CATALOGUE } from "../lib/components/planned.ts";
import { FULL_WORKFLOWS } from "./full_workflows.ts";

/** How an output really carries a component. */
export interface Measured {
  readonly component: string;
  /** The kinds of resources that it asks for. */
  readonly kinds: readonly Resource["kind"][];
  readonly class: Fidelity["class"];
  /** Each property, with everything that was said of it. */
  readonly properties: ReadonlyMap<string, readonly Said[]>;
}

/** A class, and how or why; empty for exact. */
export type Said = Pick<Fidelity, "class" | "message">;

/** Renders every property of every component, and looks at the reports. */
export function measuredFidelity(generator: Generator): Measured[] {
  return Object.values(CATALOGUE.components).map((type) => measured(generator, type));
}

function measured(generator: Generator, type: ComponentType): Measured {
  const properties = new Map<string, Said[]>();
  const kinds = new Set<Resource["kind"]>();
  const classes = new Set<Fidelity["class"]>();
  for (const { component, workflow, plan } of FULL_WORKFLOWS) {
    if (component !== type.id || hasErrors(generator.problems(plan))) continue;
    const isMine = (node: string) => workflow.nodes.get(node)!.component === type.id;
    for (const { node, kind } of plan.resources) if (isMine(node)) kinds.add(kind);
    const { report } = generator.generate(plan, generator.variants ? [] : undefined);
    for (const { node, path, class: kind, message } of report) {
      // What is said of connections is said of no property.
      if (!isMine(node) || !isProperty(type, path)) continue;
      classes.add(kind);
      note(properties, nameOf(type.config, path), { class: kind, message });
    }
  }
  return {
    component: type.id,
    kinds: [...kinds],
    class: classes.size === 1 ? [...classes][0]! : "approximated",
    properties,
  };
}

function isProperty({ config }: ComponentType, [first]: Fidelity["path"]): boolean {
  return first === undefined || Object.hasOwn(config.properties!, first);
}

function note(properties: Map<string, Said[]>, name: string, said: Said): void {
  const known = properties.get(name) ?? [];
  const isKnown = known.some((one) => one.class === said.class && one.message === said.message);
  if (!isKnown) properties.set(name, [...known, said]);
}
