import type { Path } from "./json.ts";
import type { Operation } from "./operation.ts";

/** Every kind of fault that Celestra reports about a document. */
export type ProblemCode =
  // Text
  | "too_large"
  | "encoding"
  | "syntax"
  | "duplicate_key"
  | "forbidden_key"
  | "forbidden_character"
  | "alias_limit"
  | "unsupported_yaml"
  // Shape
  | "unknown_field"
  | "missing_field"
  | "wrong_type"
  | "invalid_value"
  | "literal_secret"
  | "invalid_id"
  | "name_mismatch"
  | "not_supported"
  | "limit_exceeded"
  | "unresolved_conflict"
  // Graph
  | "unknown_kind"
  | "unknown_component"
  | "unknown_group"
  | "unknown_node"
  | "dangling_connection"
  | "unknown_port"
  | "wrong_direction"
  | "incompatible_ports"
  | "self_connection"
  | "duplicate_connection"
  | "too_many_connections"
  | "port_missing"
  | "cycle"
  // Outputs and environments
  | "image_missing"
  | "pod_security"
  | "port_clash"
  | "name_clash"
  | "duplicate_variable"
  | "unknown_override"
  // Rules and their settings
  | "unknown_rule"
  | "exception_expired"
  | "exception_unused";

/** What breaks a rule has its id: `rule/image-tag`. */
export type RuleCode = `rule/${string}`;

/** How bad a problem is: an `error` stops a deployment, the others do not. */
export type Severity = "error" | "warning" | "info";

/** One fault of a document. */
export interface Problem {
  /** What kind of fault it is. */
  readonly code: ProblemCode | RuleCode;
  /** How bad it is. */
  readonly severity: Severity;
  /** The node it is about, if it is about one. */
  readonly node?: string;
  /** Where it stands, from the document's root. */
  readonly path: Path;
  /** A sentence: what is wrong and what was expected. */
  readonly message: string;
  /** What was probably meant. */
  readonly suggestion?: string;
  /** Operations that mend it, in one go. */
  readonly mend?: readonly Operation[];
}

/** A problem at its place in a file; `line` and `column` count from 1. */
export interface LocatedProblem extends Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Whether any of the problems stops a deployment. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** A problem of severity `error`. */
export function error(
  code: Problem["code"],
  path: Path,
  message: string,
  { node, suggestion }: {
    readonly node?: string | undefined;
    readonly suggestion?: string | undefined;
  } = {},
): Problem {
  return {
    code,
    severity: "error",
    ...(node === undefined ? {} : { node }),
    path,
    message,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
