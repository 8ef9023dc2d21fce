import type { EntryChange } from "../../model/history/entry_change.ts";
import { changeSentences, type Sentence } from "../../format/changes.ts";
import { counted } from "../../format/changes/counted.ts";
import { nameText } from "../../format/changes/values.ts";
import { compare, type Drawing } from "../../model/diff.ts";
import type { LocatedProblem } from "../../model/problem.ts";
import { comparable } from "../content/comparable.ts";
import type { Read, State } from "./readable.ts";
import type { Version } from "./versions.ts";

/** What a commit did, sentence by sentence. */
export interface Deed {
  readonly change: EntryChange;
  /** The name before, of a renamed one. */
  readonly was?: string;
  readonly sentences: readonly Sentence[];
  /** The ids before, of the nodes that got other ones. */
  readonly renames: ReadonlyMap<string, string>;
  /** The first fault of a file that cannot be read. */
  readonly problem?: LocatedProblem;
}

/** A moment and what it comes from. */
export interface Around {
  readonly here: Read;
  /** What it is compared with: the last versions that can be read. */
  readonly before: readonly Read[];
  /** The versions just before, readable or not. */
  readonly parents: readonly Version[];
}

/** What a moment did. */
export function deedOf(around: Around): Deed {
  const { here: { state }, before: [first], parents } = around;
  if (state.is === "unreadable") {
    const { problem } = state;
    const text = `Left a file that cannot be read: line ${problem.line}: ${problem.message}`;
    return { ...plain("unreadable", text), problem };
  }
  const was = first?.state.is === "there" ? first.state.drawing : undefined;
  if (state.is === "absent") return deletion(was);
  if (!was) {
    return parents.some(({ workflow }) => workflow !== undefined)
      ? plain("mended", MENDED, [...state.drawing.workflow.nodes.keys()])
      : creation(state.drawing);
  }
  const isMended = parents.length > 0 &&
    around.before.every(({ version }) =>
      !parents.some((parent) => parent.commit === version.commit)
    );
  return change(around, isMended);
}

const MENDED = "Made the file readable again";

function plain(change: EntryChange, text: string, nodes: readonly string[] = []): Deed {
  return { change, sentences: [{ text, nodes, subject: change }], renames: new Map() };
}

function creation({ workflow: { nodes, connections } }: Drawing): Deed {
  const parts = [
    counted(nodes.size, "node"),
    ...connections.length > 0 ? [counted(connections.length, "connection")] : [],
  ];
  return plain("created", `Created the workflow with ${parts.join(" and ")}`, [...nodes.keys()]);
}

function deletion(was: Drawing | undefined): Deed {
  return plain("deleted", "Deleted the workflow", [...was?.workflow.nodes.keys() ?? []]);
}

/** What differs from every version that a moment comes from: what one of them said is not its doing. */
function change({ here, before, parents }: Around, isMended: boolean): Deed {
  const told = before.map(({ state }) => differing(state, here));
  const [first, ...others] = told;
  const sentences = first!.sentences.filter(({ subject }) =>
    others.every((other) => other.sentences.some((one) => one.subject === subject))
  );
  const { renames } = first!;
  const name = here.version.name;
  const was = before[0]!.version.name;
  if (was !== name) {
    const text = `Renamed the workflow from ${nameText(was)} to ${nameText(name)}`;
    return { change: "renamed", was, renames, sentences: [sentence(text), ...sentences] };
  }
  if (isMended) {
    return { change: "mended", renames, sentences: [sentence(MENDED), ...sentences] };
  }
  if (before.length > 1 && sentences.length === 0) {
    return { ...plain("merged", `Merged ${counted(before.length, "line")} of work`), renames };
  }
  const isArranged = isLayoutOnly(here.version, parents);
  if (sentences.length === 0) return { ...unsaid(isArranged), renames };
  const isSaid = told.every(({ isLogical }) => isLogical);
  const kind = isArranged ? "arranged" : isSaid ? "changed" : "rewritten";
  return { change: kind, sentences, renames };
}

function sentence(text: string): Sentence {
  return { text, nodes: [], subject: text };
}

/** Bytes differ, and nothing that they say. */
function unsaid(isArranged: boolean): Deed {
  return isArranged
    ? plain("arranged", "Changed only the form of the layout")
    : plain("rewritten", "Changed only comments, order or form of the text");
}

interface Differing {
  readonly sentences: readonly Sentence[];
  readonly renames: ReadonlyMap<string, string>;
  readonly isLogical: boolean;
}

function differing(was: State, { state, version: { name } }: Read): Differing {
  if (was.is !== "there" || state.is !== "there") {
    return { sentences: [], renames: new Map(), isLogical: false };
  }
  const problems = [...was.problems, ...state.problems];
  const { base, head } = comparable({ base: was.drawing, head: state.drawing }, problems);
  const difference = compare(base, head);
  const { fields, nodes, connections } = difference;
  return {
    sentences: changeSentences({ name, change: "changed", difference }),
    renames: new Map(nodes.flatMap(({ node, was }) => was === undefined ? [] : [[node, was]])),
    isLogical: fields.length + nodes.length + connections.length > 0,
  };
}

/** Whether only the layout differs from what was before. */
export function isLayoutOnly({ workflow, name }: Version, parents: readonly Version[]): boolean {
  return workflow !== undefined && parents.length > 0 &&
    parents.every((parent) => parent.workflow === workflow && parent.name === name);
}
