import { applyOperations } from "../../lib/format/edit.ts";
import type { Operation } from "../../lib/model/operation.ts";
import { median } from "./measure.ts";
import { servicesText } from "./services.ts";

/** Milliseconds that one edit of the largest workflow takes: ten of each, and undoing them. */
export function editFigures(): { readonly name: string; readonly times: readonly number[] }[] {
  return Object.entries(EDITS).map(([name, edit]) => ({ name, times: timesOf(edit) }));
}

const NODES = 500;

const EDITS: Readonly<Record<string, (index: number) => Operation>> = {
  "set one field": (index) => (
    { op: "set", node: `service-${40 * index}`, path: ["replicas"], value: 3 + index }
  ),
  "add a node": (index) => (
    { op: "add-node", node: `new-${index}`, component: "app", config: { image: "nginx:1.29" } }
  ),
  "remove a node": (index) => ({ op: "remove-node", node: `service-${40 * index + 1}` }),
  "connect": (index) => (
    { op: "connect", from: `service-${index}.endpoint`, to: `service-${index + 200}.requires` }
  ),
  "move": (index) => ({ op: "move", node: `service-${40 * index}`, x: index, y: 5 }),
};

function timesOf(edit: (index: number) => Operation): number[] {
  let files: { workflow: string; layout: string | undefined } = {
    workflow: servicesText(NODES),
    layout: undefined,
  };
  return Array.from({ length: 10 }, (_, index) => {
    const start = performance.now();
    files = applyOperations({ ...files, name: "services" }, [edit(index)]);
    return performance.now() - start;
  });
}

if (import.meta.main) {
  for (const { name, times } of editFigures()) {
    // deno-lint-ignore no-console
    console.log(
      `${name}: ${median(times).toFixed(1)} ms, at most ${Math.max(...times).toFixed(1)}`,
    );
  }
}
