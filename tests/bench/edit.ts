import { openDocument } from "../../lib/format/open_document.ts";
import { readYaml } from "../../lib/format/read.ts";
import { valueOf } from "../../lib/format/source.ts";
import { parseWorkflow } from "../../lib/format/workflow.ts";
import { compare, type Drawing } from "../../lib/model/diff.ts";
import { merge } from "../../lib/model/merge.ts";
import type { Operation } from "../../lib/model/operation.ts";
import { figure, type Ratio, ratio, spread, time } from "./measure.ts";
import { servicesText } from "./services.ts";

/** Milliseconds that one edit of the largest workflow takes, once it is open. */
export function editFigures(): { readonly name: string; readonly times: readonly number[] }[] {
  return Object.entries(EDITS).map(([name, edit]) => ({ name, times: timesOf(edit) }));
}

const NODES = 500;
const EDITED = 100;

const EDITS: Readonly<Record<string, (index: number) => Operation>> = {
  "set one field": (index) => (
    { op: "set", node: `service-${5 * index}`, path: ["replicas"], value: 30 + index }
  ),
  "add a node": (index) => (
    { op: "add-node", node: `new-${index}`, component: "app", config: { image: "nginx:1.29" } }
  ),
  "remove a node": (index) => ({ op: "remove-node", node: `service-${5 * index + 1}` }),
  "connect": (index) => (
    { op: "connect", from: `service-${index}.endpoint`, to: `service-${index + 200}.requires` }
  ),
  "move": (index) => ({ op: "move", node: `service-${5 * index}`, x: index, y: 5 }),
};

/** The first edits run code that is not compiled yet, as they do once in a page. */
function timesOf(edit: (index: number) => Operation): number[] {
  const run = (count: number) => {
    const document = openDocument({ workflow: servicesText(NODES), name: "services" });
    document.apply([{ op: "move", node: "service-0", x: 0, y: 0 }]);
    return Array.from({ length: count }, (_, index) => {
      const start = performance.now();
      document.apply([edit(index)]);
      return performance.now() - start;
    });
  };
  run(EDITED);
  return run(EDITED);
}

/**
 * What one edit of a text takes that nobody has read, of reading that text, and of opening it: of
 * its model and all faults of its shape. All keep as many texts, since memory that is kept costs
 * time of its own.
 */
export async function coldFigures(): Promise<{ readonly name: string; readonly of: Ratio }[]> {
  const text = servicesText(NODES);
  const operations = [EDITS["set one field"]!(40)];
  let salt = 0;
  const kept: unknown[] = [];
  const keeping = (make: (text: string) => unknown) => () => {
    kept.push(make(`${text}# ${salt++}\n`));
    if (kept.length > 4) kept.shift();
  };
  const edit = keeping((workflow) => {
    const document = openDocument({ workflow, name: "services" });
    document.apply(operations);
    return document;
  });
  const read = keeping((workflow) => {
    const { root } = readYaml(workflow);
    return { workflow, root, json: valueOf(root!) };
  });
  const open = keeping((workflow) => parseWorkflow(workflow, "services.yaml"));
  const against = (other: () => unknown) => ratio(() => time(edit), () => time(other));
  return [
    { name: "reading it", of: await against(read) },
    { name: "parsing it", of: await against(open) },
  ];
}

const GRAPH = 1000;

/** Milliseconds that comparing and merging parsed graphs takes. */
export function graphFigures(): { readonly name: string; readonly times: readonly number[] }[] {
  const base = drawingOf(GRAPH);
  const ours = changed(base, (index) => index % 10 === 0, "ours");
  const theirs = changed(base, (index) => index % 10 === 5, "theirs");
  const rounds = (run: () => unknown) => Array.from({ length: 9 }, () => time(run));
  return [
    { name: "compare", times: rounds(() => compare(base, ours)) },
    { name: "merge", times: rounds(() => merge({ base, ours, theirs }, () => [])) },
  ];
}

function drawingOf(nodes: number): Drawing {
  const { value } = parseWorkflow(servicesText(nodes), "services.yaml", 64 * 1024 * 1024);
  const places = [...value!.nodes.keys()].map((id, index) => [id, { x: index, y: 0 }]);
  const layout = { name: value!.name, nodes: Object.fromEntries(places), notes: {} };
  // Two versions come from two texts and share nothing.
  return structuredClone({ workflow: value!, layout });
}

/** Some nodes with another image, one more, and one less. */
function changed(base: Drawing, isChanged: (index: number) => boolean, tag: string): Drawing {
  const { workflow, layout } = structuredClone(base);
  const nodes = [...workflow.nodes].map(([id, node], index) => {
    const config = isChanged(index) ? { ...node.config, image: `${id}:${tag}` } : node.config;
    return [id, { ...node, config }] as const;
  });
  const one = { id: `new-${tag}`, component: "app", config: { image: "nginx:1.29" } };
  const all = new Map([...nodes, [one.id, one] as const]);
  return { workflow: { ...workflow, nodes: all }, layout };
}

if (import.meta.main) {
  for (const { name, times } of editFigures()) {
    figure(`500 nodes open, ${name}, in ms`, "<= 2", spread(times));
  }
  for (const { name, of } of await coldFigures()) {
    figure(`500 nodes, one edit of a cold text, of ${name}`, "<= 1.2", of);
  }
  for (const { name, times } of graphFigures()) {
    figure(`1,000 nodes parsed, ${name}, in ms`, "<= 10", spread(times));
  }
}
