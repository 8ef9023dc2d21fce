import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { locate, onReadable, parseLayout, parseWorkflow } from "../../lib/format/parse.ts";
import { autoLayout } from "../../lib/model/auto_layout.ts";
import { nodeSizes } from "../../lib/model/node_size.ts";
import type { Catalogue } from "../../lib/model/catalogue.ts";
import { lookup } from "../../lib/model/json.ts";
import type { Layout } from "../../lib/model/layout.ts";
import { hasErrors, type LocatedProblem, type Problem } from "../../lib/model/problem.ts";
import type { Workflow } from "../../lib/model/workflow.ts";
import type { Texts } from "./texts.ts";

/** What the files of a workflow say: all of it follows from their texts. */
export interface Drawing {
  /** The workflow; where the text cannot be read, as it was when it last could. */
  readonly workflow: ReadonlySignal<Workflow>;
  /** Whether the text can be read as it stands. */
  readonly isReadable: ReadonlySignal<boolean>;
  /** Where nodes and notes stand; what has no place is laid out. */
  readonly layout: ReadonlySignal<Layout>;
  /** The nodes whose place is not written down. */
  readonly unplaced: ReadonlySignal<readonly string[]>;
  /** Everything that is wrong, in the order of the file. */
  readonly problems: ReadonlySignal<readonly LocatedProblem[]>;
  readonly hasErrors: ReadonlySignal<boolean>;
  /** Where it breaks rules, in the order of the file; nothing stops for them. */
  readonly findings: ReadonlySignal<readonly LocatedProblem[]>;
  /** The problems of each node. */
  readonly byNode: ReadonlySignal<ReadonlyMap<string, readonly LocatedProblem[]>>;
  /** The line of a place in the workflow's file, from 1. */
  lineOf(path: readonly (string | number)[]): number;
}

/** Says what is wrong with a workflow that can be read. */
export type Judge = (workflow: Workflow, catalogue: Catalogue) => readonly Problem[];

/** What a drawing takes. */
export interface DrawingOptions {
  readonly name: string;
  readonly texts: ReadonlySignal<Texts>;
  readonly catalogue: Catalogue;
  /** Absent until its script is there; till then only what cannot be read is told. */
  readonly judge: ReadonlySignal<Judge | undefined>;
  /** Asks the rules about a workflow without errors; absent until its script is there. */
  readonly rules?: ReadonlySignal<Judge | undefined> | undefined;
}

/** Reads the files of a workflow whenever they change. */
export function createDrawing(
  { name, texts, catalogue, judge, rules }: DrawingOptions,
): Drawing {
  const file = `workflows/${name}.yaml`;
  let last = emptyWorkflow(name);
  const text = computed(() => texts.value.workflow);
  const layoutText = computed(() => texts.value.layout);
  // Some texts need a reader that is loaded when the first of them turns up.
  const readers = signal(0);
  onReadable(() => readers.value++);
  const document = computed(() => {
    readers.value;
    return parseWorkflow(text.value, file);
  });
  const workflow = computed(() => last = document.value.value ?? last);
  const written = computed(() => {
    readers.value;
    return layoutOf(name, layoutText.value);
  });
  const unplaced = computed(() =>
    [...workflow.value.nodes.keys()].filter((id) => !lookup(written.value.nodes, id))
  );
  const layout = computed(() =>
    unplaced.value.length > 0
      ? autoLayout(workflow.value, nodeSizes(workflow.value, catalogue), written.value)
      : written.value
  );
  const problems = computed(() => {
    const { value, problems } = document.value;
    if (!value || !judge.value) return problems;
    const found = judge.value(value, catalogue).map((one) => locate(document.value, one));
    return [...problems, ...found].sort(byPlace);
  });
  const findings = computed(() => {
    const { value } = document.value;
    if (!value || !judge.value || !rules?.value || hasErrors(problems.value)) return [];
    return rules.value(value, catalogue).map((one) => locate(document.value, one)).sort(byPlace);
  });
  return {
    workflow,
    isReadable: computed(() => document.value.value !== undefined),
    layout,
    unplaced,
    problems,
    hasErrors: computed(() => hasErrors(problems.value)),
    findings,
    byNode: computed(() => grouped(problems.value)),
    lineOf: (path) =>
      locate(document.value, { code: "syntax", severity: "info", path, message: "" }).line,
  };
}

function byPlace(a: LocatedProblem, b: LocatedProblem): number {
  return a.line - b.line || a.column - b.column;
}

function grouped(
  problems: readonly LocatedProblem[],
): ReadonlyMap<string, readonly LocatedProblem[]> {
  const byNode = new Map<string, LocatedProblem[]>();
  for (const problem of problems) {
    if (problem.node === undefined) continue;
    const own = byNode.get(problem.node);
    if (own) own.push(problem);
    else byNode.set(problem.node, [problem]);
  }
  return byNode;
}

function emptyWorkflow(name: string): Workflow {
  return { kind: "", name, labels: {}, nodes: new Map(), connections: [], conflicts: [] };
}

function layoutOf(name: string, text: string | undefined): Layout {
  const read = text === undefined
    ? undefined
    : parseLayout(text, `workflows/${name}.layout.yaml`).value;
  return read ?? { name, nodes: {}, notes: {} };
}
