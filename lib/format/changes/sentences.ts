import type { FieldChange, NodeChange, PlaceChange } from "../../model/diff.ts";
import type { Json } from "../../model/json.ts";
import { counted } from "./counted.ts";
import { lineChanges } from "./lines.ts";
import { rootText, stepsText } from "./paths.ts";
import { nameText, valueTexts } from "./values.ts";
import { type PortChange, wiring } from "./wiring.ts";
import type { WorkflowChange } from "./workflow_change.ts";

/** One thing that changed, in words, and the nodes that it is about. */
export interface Sentence {
  readonly text: string;
  readonly nodes: readonly string[];
  /** What changed, whatever it is now: the same for two changes of one thing. */
  readonly subject: string;
}

/** What changed in a workflow, a short sentence for each thing: what the workflow says, then how it looks. */
export function changeSentences({ difference }: WorkflowChange): Sentence[] {
  if (!difference) return [];
  const { fields, nodes, connections, notes } = difference;
  const gone = new Set(nodes.flatMap(({ node, change }) => change === "removed" ? [node] : []));
  // What went took its connections along.
  const wires = Map.groupBy(
    connections.filter(({ to }) => !gone.has(nodeOf(to))),
    ({ to }) => nodeOf(to),
  );
  return [
    ...fields.map((field) => aboutField(field, rootText(field.path), [])),
    ...nodes.flatMap(aboutNode),
    ...[...wires.keys()].sort().flatMap((node) =>
      wiring(wires.get(node)!).map((port) => aboutPort(node, port))
    ),
    ...aboutPlaces(difference),
    ...notes.map(({ note, before, after }) =>
      told(`${!before ? "Added" : after ? "Changed" : "Removed"} note ${nameText(note)}`, [], [
        "note",
        note,
      ])
    ),
  ];
}

function nodeOf(end: string): string {
  return end.slice(0, end.indexOf("."));
}

/** How many sentences are told of one commit. */
const MOST = 20;

/** The texts of sentences: the first of them, and how many more there are. */
export function sentenceTexts(sentences: readonly Sentence[]): string[] {
  const texts = sentences.map(({ text }) => text);
  if (texts.length <= MOST) return texts;
  return [...texts.slice(0, MOST - 1), `and ${counted(texts.length - MOST + 1, "more change")}`];
}

function told(text: string, nodes: readonly string[], subject: Json): Sentence {
  return { text, nodes, subject: JSON.stringify(subject) };
}

function aboutNode({ node, was, change, component, fields }: NodeChange): Sentence[] {
  const name = nameText(node);
  const kind = nameText(component);
  if (change === "added") return [told(`Added ${name} (${kind})`, [node], ["node", node])];
  if (change === "removed") return [told(`Removed ${name} (${kind})`, [node], ["node", node])];
  const renamed = was === undefined
    ? []
    : [told(`Renamed ${nameText(was)} to ${name}`, [node], ["node", node])];
  return [
    ...renamed,
    ...fields.map((field) => aboutField(field, fieldName(node, field), [node])),
  ];
}

function fieldName(node: string, { path: [first, ...rest] }: FieldChange): string {
  return first === "config" ? node + stepsText(rest) : `${rootText([first!])} of ${node}`;
}

function aboutField(field: FieldChange, name: string, nodes: readonly string[]): Sentence {
  return told(fieldText(field, nameText(name)), nodes, [...nodes, [...field.path] as Json]);
}

function fieldText({ before, after }: FieldChange, name: string): string {
  const lines = lineChanges(before, after);
  const [one, other] = valueTexts(before, after);
  if (one === undefined) return lines ? `Set ${name}` : `Set ${name} to ${other}`;
  if (other === undefined) {
    return lines ? `Took ${name} away` : `Took ${name} away, which was ${one}`;
  }
  if (!lines) return `Changed ${name} from ${one} to ${other}`;
  const number = lines.reduce(
    (sum, { removed, added }) => sum + Math.max(removed.length, added.length),
    0,
  );
  return `Changed ${counted(number, "line")} of ${name}`;
}

function aboutPort(node: string, { port, before, after }: PortChange): Sentence {
  const end = `${node}.${port}`;
  const subject = ["connection", end, providerOf(before) ?? null, providerOf(after) ?? null];
  if (before === undefined) return told(`Connected ${after} to ${end}`, [node], subject);
  if (after === undefined) return told(`Disconnected ${before} from ${end}`, [node], subject);
  const isSameEnd = providerOf(before) === providerOf(after);
  const text = isSameEnd
    ? `${end} ${after.includes(" (") ? "no longer waits" : "waits"} for ${providerOf(after)}`
    : `Rewired ${end} from ${before} to ${after}`;
  return told(text, [node], subject);
}

function providerOf(end: string | undefined): string | undefined {
  return end?.replace(/ \(.*/, "");
}

/** How many nodes are named that stand elsewhere. */
const MOST_NAMED = 3;

/** A node that came stands where it came; the others are told together. */
function aboutPlaces({ places, nodes }: NonNullable<WorkflowChange["difference"]>): Sentence[] {
  const added = new Set(nodes.flatMap(({ node, change }) => change === "added" ? [node] : []));
  const changed = places.filter(({ node }) => !added.has(node));
  const moved = changed.map(({ node }) => node);
  if (moved.length === 0) return [];
  const verb = placesVerb(changed);
  const named = moved.slice(0, MOST_NAMED).map(nameText).join(", ");
  const more = moved.length - MOST_NAMED;
  const text = `${verb} ${named}${more > 0 ? ` and ${counted(more, "more node")}` : ""}`;
  return [told(text, moved, ["places"])];
}

function placesVerb(places: readonly PlaceChange[]): string {
  if (places.every(({ before }) => !before)) return "Placed";
  if (places.every(({ after }) => !after)) return "Gave up the place of";
  const isLook = places.every(({ before, after }) =>
    before?.x === after?.x && before?.y === after?.y
  );
  return isLook ? "Changed the look of" : "Moved";
}
