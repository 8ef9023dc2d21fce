import type { ImportedLines } from "../../importers/importer.ts";
import { isObject, type Json, type JsonObject, type Path } from "../../model/json.ts";
import type { Problem } from "../../model/problem.ts";
import type { Workflow } from "../../model/workflow.ts";

/** A workflow without what cannot be, and a report that says so. */
export interface Pruned {
  readonly workflow: Workflow;
  readonly report: readonly ImportedLines[];
}

/** How often the judge is asked; each time at least one thing goes. */
const ROUNDS = 50;

/** Takes away what cannot be valid, one fault after the other, and says of its lines why. */
export function withoutFaults(
  workflow: Workflow,
  report: readonly ImportedLines[],
  { judge }: { readonly judge: (workflow: Workflow) => readonly Problem[] },
): Pruned {
  let pruned: Pruned = { workflow, report };
  for (let round = 0; round < ROUNDS; round++) {
    const found = judge(pruned.workflow);
    if (found.length === 0) return pruned;
    pruned = withoutAll(pruned, laterFirst(found));
  }
  return { workflow: { ...workflow, nodes: new Map(), connections: [] }, report: pruned.report };
}

/** Later entries of a list go first, so that the places of the others stay. */
function laterFirst(found: readonly Problem[]): Problem[] {
  const index = ({ path }: Problem) => {
    const numbers = path.filter((step) => typeof step === "number");
    return numbers.at(-1) ?? -1;
  };
  const places = new Map(found.map((problem) => [JSON.stringify(problem.path), problem]));
  return [...places.values()].sort((a, b) => index(b) - index(a));
}

/** What goes from a node: a part of its config, or without a path all of it. */
interface Gone {
  readonly path: Path | undefined;
  readonly message: string;
}

function withoutAll({ workflow, report }: Pruned, found: readonly Problem[]): Pruned {
  const gone = new Map<string, Gone[]>();
  let left = workflow;
  for (const problem of found) {
    const id = nodeOf(left, problem);
    if (id === undefined) {
      left = withoutConnection(left, problem);
      continue;
    }
    const path = pathOf(left, id, problem);
    left = path ? withoutField(left, id, path) : withoutNode(left, id);
    const all = gone.get(id);
    if (all) all.push({ path, message: problem.message });
    else gone.set(id, [{ path, message: problem.message }]);
  }
  return { workflow: left, report: report.map((line) => told(line, gone.get(line.node ?? ""))) };
}

/** The node that a problem is about; the last where there are too many. */
function nodeOf({ nodes }: Workflow, { path: [, part, id] }: Problem): string | undefined {
  if (part === "connections" && typeof id === "number") return undefined;
  return part === "nodes" && typeof id === "string" ? id : [...nodes.keys()].at(-1);
}

/** The field that must go; where only the map around it makes sense with it, that. */
function pathOf({ nodes }: Workflow, id: string, { path }: Problem): Path | undefined {
  const [, , , config, ...field] = path;
  const node = nodes.get(id);
  if (config !== "config" || !node) return undefined;
  const gone = isThere(node.config, field) ? field : field.slice(0, -1);
  return gone.length > 0 ? gone : undefined;
}

function withoutConnection(workflow: Workflow, { path: [, , index] }: Problem): Workflow {
  const connections = workflow.connections.filter((_, other) => other !== index);
  return { ...workflow, connections };
}

function withoutNode(workflow: Workflow, id: string): Workflow {
  const others = [...workflow.nodes].filter(([other]) => other !== id);
  const nodes = new Map(others.map(([other, node]) => {
    const { group, ...rest } = node;
    return [other, group === id ? rest : node] as const;
  }));
  const connections = workflow.connections.filter(({ from, to }) =>
    from.node !== id && to.node !== id
  );
  return { ...workflow, nodes, connections };
}

function withoutField(workflow: Workflow, id: string, path: Path): Workflow {
  const node = workflow.nodes.get(id)!;
  const config = removed(node.config, path) as JsonObject;
  return { ...workflow, nodes: new Map(workflow.nodes).set(id, { ...node, config }) };
}

/** What became of a line whose node lost something. */
function told(line: ImportedLines, gone: readonly Gone[] = []): ImportedLines {
  return gone.reduce((line, { path, message }) => {
    if (path === undefined) return dropped(line, message);
    if (!line.at) return line;
    return isUnder(line.at, path) ? dropped(line, message) : shifted(line, path);
  }, line);
}

/** What stands behind an entry that is gone has moved up. */
function shifted(line: ImportedLines, gone: Path): ImportedLines {
  const place = gone.length - 1;
  const index = gone[place];
  const own = line.at?.[place];
  if (typeof index !== "number" || typeof own !== "number" || own < index) return line;
  if (!isUnder(line.at!, gone.slice(0, -1))) return line;
  return { ...line, at: line.at!.with(place, own - 1) };
}

function dropped(
  { file, from, to, source, node, class: was, message }: ImportedLines,
  why: string,
) {
  if (was === "dropped") return { file, from, to, source, class: was, message };
  const kept = node === undefined ? {} : { node };
  return {
    file,
    from,
    to,
    source,
    class: "dropped",
    message: `a workflow cannot hold it: ${why}`,
    ...kept,
  } as const;
}

function isUnder(path: Path, above: Path): boolean {
  return above.every((step, index) => path[index] === step);
}

function isThere(value: Json, path: Path): boolean {
  if (path.length === 0) return true;
  const next = step(value, path[0]!);
  return next !== undefined && isThere(next, path.slice(1));
}

function step(value: Json, key: string | number): Json | undefined {
  if (Array.isArray(value)) return value[key as number];
  return isObject(value) && Object.hasOwn(value, key) ? value[key as string] : undefined;
}

function removed(value: Json, [first, ...rest]: Path): Json {
  if (Array.isArray(value)) {
    if (rest.length === 0) return value.filter((_, index) => index !== first);
    return value.map((item, index) => index === first ? removed(item, rest) : item);
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    if (key !== first) return [[key, item]];
    return rest.length === 0 ? [] : [[key, removed(item, rest)]];
  });
  return Object.fromEntries(entries);
}
