import type { Json } from "../json.ts";
import { isSame } from "../json_path.ts";
import type { Layout, NodePlace, Note } from "../layout.ts";
import type { WorkflowNode } from "../workflow.ts";
import { conflictOf, eachSide, type Report, type Sides } from "./conflict.ts";

/**
 * The layouts of three versions: each node's place, size and colour, and each note, by itself. Where
 * both sides moved a node, it stands where ours has it: no work is lost by that.
 */
export function mergedLayout(
  sides: Sides<Layout>,
  nodes: ReadonlyMap<string, WorkflowNode>,
  report: Report,
): Layout {
  const { ours } = sides as { readonly ours: Layout };
  return {
    name: ours.name,
    nodes: merged(eachSide(sides, (one) => one.nodes), mergedPlace, (id) => nodes.has(id)),
    notes: merged(eachSide(sides, (one) => one.notes), (note, id) => mergedNote(note, id, report)),
  };
}

function merged<T>(
  sides: Sides<Readonly<Record<string, T>>>,
  mergeOne: (one: Sides<T>, id: string) => T | undefined,
  isKept: (id: string) => boolean = () => true,
): Record<string, T> {
  const { ours = {}, theirs = {} } = sides;
  const ids = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(isKept);
  return Object.fromEntries(ids.flatMap((id) => {
    const one = mergeOne(
      eachSide(sides, (map) => Object.hasOwn(map, id) ? map[id] : undefined),
      id,
    );
    return one === undefined ? [] : [[id, one]];
  }));
}

/** A place changed on one side only is as that side has it; so is its point, its size and its colour. */
function mergedPlace(sides: Sides<NodePlace>): NodePlace | undefined {
  const { base, ours, theirs } = sides;
  if (!ours || !theirs) {
    const there = ours ?? theirs;
    return base && isSame(base as unknown as Json, there as unknown as Json) ? undefined : there;
  }
  const point = pick(sides, ({ x, y }) => ({ x, y }));
  const size = pick(sides, ({ width, height }) => (
    { ...(width !== undefined && { width }), ...(height !== undefined && { height }) }
  ));
  const look = pick(sides, ({ color }) => ({ ...(color !== undefined && { color }) }));
  return { ...point, ...size, ...look };
}

function pick<T>(sides: Sides<NodePlace>, get: (place: NodePlace) => T): T {
  const { base, ours, theirs } = eachSide(sides, get);
  return isSame(base as Json, ours as Json) ? theirs! : ours!;
}

/** What a note says is somebody's words, so two of them are a conflict. */
function mergedNote(sides: Sides<Note>, id: string, report: Report): Note | undefined {
  const { base, ours, theirs } = eachSide(sides, (note) => note as unknown as Json);
  if (isSame(ours, theirs) || isSame(base, theirs)) return sides.ours;
  if (isSame(base, ours)) return sides.theirs;
  if (!sides.ours || !sides.theirs || sides.ours.text !== sides.theirs.text) {
    report(conflictOf(null, ["notes", id], { base, ours, theirs }));
  }
  return sides.ours;
}
