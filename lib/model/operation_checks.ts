import { AppError } from "./error.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { thereAre } from "./json_path.ts";
import type {
  AddNode,
  Connect,
  NewConnection,
  RenameNode,
  SetGroup,
  SetMetadata,
  SetSpec,
  Step,
} from "./operation.ts";
import { type ConnectionEnd, endText, ID_PATTERN } from "./workflow.ts";

/** The error of an operation that names a node which is not there. */
export function unknownNode(id: string, known: readonly string[]): AppError {
  return new AppError("invalid_input", `There is no node "${id}"; ${thereAre(known)}`);
}

/**
 * What comes back with its exact bytes may be as wrong as it was.
 *
 * @throws `invalid_input` where a new node cannot have its id, or comes with what is not its own.
 */
export function checkNewNode(operation: AddNode, isTaken: boolean): void {
  const { node: id, connections = [], source } = operation;
  if (isTaken) throw new AppError("invalid_input", `There is a node "${id}" already`);
  const stray = connections.find(({ from, to }) =>
    endOf(from).node !== id && endOf(to).node !== id
  );
  if (stray) {
    const { from, to } = stray;
    throw new AppError("invalid_input", `The connection ${from} -> ${to} does not touch "${id}"`);
  }
  if (!source) checkId(id);
}

/**
 * @param named Every id that something names, whether there is such a node or not: whatever names
 * the new id would mean this node from now on.
 * @throws `invalid_input` where a node cannot get another id.
 */
export function checkRename({ to, source }: RenameNode, named: ReadonlySet<string>): void {
  if (named.has(to)) throw new AppError("invalid_input", `Something is named "${to}" already`);
  if (!source) checkId(to);
}

function checkId(id: string): void {
  if (ID_PATTERN.test(id)) return;
  const expected = "lower-case letters, digits and dashes that begin with a letter, at most 52";
  throw new AppError("invalid_input", `"${id}" is no id: expected ${expected}`);
}

/** The fields of a workflow that operations set: those of `metadata`, and those of `spec`. */
const FIELDS = { "set-metadata": ["title", "description", "labels"], "set-spec": ["namespace"] };

/**
 * The field that an operation sets, and in labels the label.
 *
 * @throws `invalid_input` where there is no such field, or another operation sets it.
 */
export function fieldPath(
  { op, path }: SetMetadata | SetSpec,
): readonly [field: string, label?: string] {
  const [key, label, ...rest] = path;
  const known = FIELDS[op];
  const isField = typeof key === "string" && known.includes(key);
  const isLabel = label === undefined || key === "labels" && typeof label === "string";
  if (isField && isLabel && rest.length === 0) return label === undefined ? [key] : [key, label];
  throw new AppError(
    "invalid_input",
    `${op} sets ${known.join(", ")}, not ${path.map(stepText).join(".")}`,
  );
}

/** @throws `invalid_input` where a new connection is none, or names nodes that are not there. */
export function checkNewConnection(
  { from, to, source }: Connect,
  known: readonly string[],
  isThere: boolean,
): void {
  for (const end of source ? [] : [from, to]) {
    const { node, port } = endOf(end);
    if (endText({ node, port }) !== end || node === "" || port === "") {
      throw new AppError("invalid_input", `"${end}" is no end of a connection: expected node.port`);
    }
    if (!known.includes(node)) throw unknownNode(node, known);
  }
  if (isThere) {
    throw new AppError("invalid_input", `There is a connection ${from} -> ${to} already`);
  }
}

/** The error of an operation that names a connection which is not there. */
export function unknownConnection(
  { from, to }: NewConnection,
  known: readonly NewConnection[],
): AppError {
  const near = known.filter((one) => one.from === from || one.to === to);
  const shown = (near.length > 0 ? near : known).map((one) => `${one.from} -> ${one.to}`);
  return new AppError(
    "invalid_input",
    `There is no connection ${from} -> ${to}; ${thereAre(shown)}`,
  );
}

/** The node and port of an end such as `db.endpoint`. */
export function endOf(text: string): ConnectionEnd {
  const [node = "", port = ""] = text.split(".");
  return { node, port };
}

/** @throws `invalid_input` where a node is put into a group that is not there. */
export function checkGroup({ value, source }: SetGroup, known: readonly string[]): void {
  if (value !== null && !source && !known.includes(value)) throw unknownNode(value, known);
}

/** The config that `set` makes; as a whole it can only be a map. */
export function checkConfig(value: Json): asserts value is JsonObject {
  if (!isObject(value)) throw new AppError("invalid_input", "config must be a map");
}

function stepText(step: Step): string {
  return typeof step === "object" ? `[${Object.values(step)[0]}]` : String(step);
}
