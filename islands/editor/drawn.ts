import { parseLayout, parseWorkflow } from "../../lib/format/parse.ts";
import type { Drawing } from "../../lib/model/diff.ts";
import type { Layout } from "../../lib/model/layout.ts";
import type { Texts } from "./texts.ts";

/** What files say; `undefined` where they cannot be read whole. */
export function drawnFrom(name: string, { workflow: text, layout }: Texts): Drawing | undefined {
  const { value: workflow, problems } = parseWorkflow(text, `workflows/${name}.yaml`);
  const isTorn = problems.some(({ severity }) => severity === "error");
  if (!workflow || isTorn) return undefined;
  const places = placesIn(name, layout);
  return places && { workflow, layout: places };
}

function placesIn(name: string, layout: string | undefined): Layout | undefined {
  if (layout === undefined) return { name, nodes: {}, notes: {} };
  const { value, problems } = parseLayout(layout, `workflows/${name}.layout.yaml`);
  return problems.length === 0 ? value : undefined;
}
