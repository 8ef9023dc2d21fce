import type { Json } from "../model/json.ts";
import { pathText } from "../model/json.ts";
import { error, type LocatedProblem, type Problem } from "../model/problem.ts";
import type { Schema } from "../model/schema.ts";
import { check } from "../model/schema_check.ts";
import { LIMITS } from "../model/workflow.ts";
import { readYaml } from "./read.ts";
import { offsetOf, placeOf, type SourceNode, valueOf } from "./source.ts";

/** A file that was read: what it says, and what is wrong with it. */
export interface Document<T> {
  /** The file as messages name it. */
  readonly file: string;
  readonly text: string;
  /** What it says; `undefined` when its text or outermost shape is broken. */
  readonly value?: T;
  /** The document with the range of each value, for edits of the text. */
  readonly source?: SourceNode;
  /** Faults of its text and shape. */
  readonly problems: readonly LocatedProblem[];
}

/** How a kind of file is read. */
export interface DocumentKind<T> {
  readonly schema: Schema;
  /** Takes what is there, whatever faults the shape has; `undefined` when there is nothing to take. */
  model(json: Json): T | undefined;
  /** Faults that the schema cannot say. */
  problems?(json: Json, file: string): Problem[];
}

/** Reads a document: all faults of its text, or all faults of its shape. */
export function readDocument<T>(
  kind: DocumentKind<T>,
  text: string,
  file: string,
  maxBytes: number = LIMITS.fileBytes,
): Document<T> {
  const { root, faults } = readYaml(text, maxBytes);
  if (!root || faults.length > 0) {
    const problems = faults.map(({ code, offset, message }) =>
      at({ file, text }, offset, error(code, [], message))
    );
    return { file, text, problems };
  }
  const json = valueOf(root);
  const value = kind.model(json);
  const document = { file, text, source: root };
  const shape = check(kind.schema, json).map(({ code, path, message, suggestion }) =>
    error(code, path, `${path.length > 0 ? pathText(path) : "The document"} ${message}`, {
      node: nodeOf(path),
      suggestion,
    })
  );
  const problems = [...shape, ...kind.problems?.(json, file) ?? []].map((problem) =>
    locate(document, problem)
  );
  return { ...document, ...(value === undefined ? {} : { value }), problems };
}

/** A problem at its place in the file that it is about. */
export function locate(
  document: Pick<Document<unknown>, "file" | "text" | "source">,
  problem: Problem,
): LocatedProblem {
  const offset = document.source ? offsetOf(document.source, problem.path) : 0;
  return at(document, offset, problem);
}

function at(
  { file, text }: { readonly file: string; readonly text: string },
  offset: number,
  problem: Problem,
): LocatedProblem {
  return { ...problem, file, ...placeOf(text, offset) };
}

/** The node that a path of a workflow is about. */
function nodeOf(path: Problem["path"]): string | undefined {
  const [spec, nodes, id] = path;
  return spec === "spec" && nodes === "nodes" && typeof id === "string" ? id : undefined;
}
