import { faultyConnections } from "../../../islands/canvas/flow_edges.ts";
import type { Scene } from "../../../islands/canvas/scene.ts";
import type { Editor } from "../../../islands/editor/editor.ts";
import type { Texts } from "../../../islands/editor/texts.ts";

/** What the canvas is told to draw, as the view puts it together. */
export function sceneOf({ drawing, selection, deploying }: Editor): Scene {
  return {
    workflow: drawing.workflow.value,
    layout: drawing.layout.value,
    problems: drawing.byNode.value,
    statuses: deploying.byNode.value,
    selected: selection.nodes.value,
  };
}

/** What the connections of the canvas are made of. */
export function edgesOf({ drawing, selection }: Editor) {
  return [
    drawing.workflow.value,
    faultyConnections(drawing.problems.value),
    selection.connections.value,
  ] as const;
}

/** A workflow of many apps in a row, each of which needs the one before. */
export function row(count: number): Texts {
  const ids = Array.from({ length: count }, (_, index) => `n${index}`);
  const node = (id: string) =>
    `    ${id}: { component: app, config: { image: "nginx:1.29", ports: [{ name: http, port: 80 }] } }`;
  const join = (id: string, index: number) =>
    `    - { from: n${index}.endpoint, to: ${id}.requires }`;
  const head = (kind: string) =>
    `apiVersion: celestra/v1\nkind: ${kind}\nmetadata: { name: shop }\n`;
  return {
    workflow: [
      `${head("Application")}spec:\n  nodes:`,
      ...ids.map(node),
      "  connections:",
      ...ids.slice(1).map(join),
      "",
    ].join("\n"),
    layout: [
      `${head("Layout")}nodes:`,
      ...ids.map((id, index) => `  ${id}: { x: ${index * 300}, y: 0 }`),
      "",
    ].join("\n"),
  };
}
