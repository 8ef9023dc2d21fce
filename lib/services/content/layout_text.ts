import { scalarText } from "../../format/scalar.ts";
import type { Layout, NodePlace } from "../../model/layout.ts";
import { API_VERSION } from "../../model/workflow.ts";

/** A layout without notes as the text of a new file, a line for each node. */
export function layoutText({ name, nodes }: Layout): string {
  const places = Object.entries(nodes).map(([id, place]) =>
    `  ${scalarText(id)}: { ${placeText(place)} }\n`
  );
  return `apiVersion: ${API_VERSION}\nkind: Layout\nmetadata: { name: ${scalarText(name)} }\n` +
    (places.length > 0 ? `\nnodes:\n${places.join("")}` : "");
}

function placeText({ x, y, width, height }: NodePlace): string {
  return Object.entries({ x, y, width, height })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}`).join(", ");
}
