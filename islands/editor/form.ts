import type { Json } from "../../lib/model/json.ts";
import type { OperationPath } from "../../lib/model/operation.ts";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import type { Editor } from "./editor.ts";
import { problemPath } from "./fields.ts";

/** The form of one node: what its fields need to show and change themselves. */
export interface Form {
  readonly editor: Editor;
  readonly node: string;
  /** Sets a field, or with `undefined` takes it away. */
  set(path: OperationPath, value: Json | undefined): void;
  /** Ends what is typed into a field. */
  settle(): void;
  /** What is wrong with exactly this field. */
  problemsAt(path: OperationPath): readonly LocatedProblem[];
  /** What is wrong with this field or inside it. */
  problemsIn(path: OperationPath): readonly LocatedProblem[];
  /** The id of a field's element in the page. */
  idOf(path: OperationPath): string;
}

/** Creates the form of a node. */
export function createForm(editor: Editor, node: string): Form {
  const own = editor.drawing.byNode.value.get(node) ?? [];
  return {
    editor,
    node,
    set: (path, value) => editor.setField(node, path, value),
    settle: () => editor.settle(),
    problemsAt: (path) => own.filter((problem) => isAt(problem, problemPath(node, path))),
    problemsIn: (path) => own.filter((problem) => isIn(problem, problemPath(node, path))),
    idOf: (path) => `field-${path.join("-")}`,
  };
}

function isIn({ path }: LocatedProblem, outer: readonly (string | number)[]): boolean {
  return outer.every((step, index) => path[index] === step);
}

function isAt(problem: LocatedProblem, path: readonly (string | number)[]): boolean {
  return problem.path.length === path.length && isIn(problem, path);
}
