import { applyToWorkflow } from "../../model/apply.ts";
import { AppError } from "../../model/error.ts";
import type { Operation, OperationPath } from "../../model/operation.ts";
import { secretsIn } from "../../model/secret_scan.ts";
import type { Workflow } from "../../model/workflow.ts";
import type { StoredDraft } from "../../state/state.ts";
import type { Checking } from "../checking.ts";

/** A secret in an operation; never the secret itself. */
interface Finding {
  /** `operations[3]`. */
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly title: string;
}

/** What a draft is looked through for. */
type Edits = Pick<StoredDraft, "operations" | "files">;

/**
 * Refuses edits that hold a secret, as a commit would. What the files held before is in Git already.
 *
 * @throws `secret_found` with `details.findings`, which name operation and rule, not the value.
 */
export function refuseSecrets(edits: Edits, base: Workflow | undefined, checking: Checking): void {
  const found = [...shapes(edits), ...base ? literals(edits.operations, base, checking) : []];
  if (found.length === 0) return;
  const { file, title, rule } = found[0]!;
  const rest = found.length > 1 ? ` (and ${found.length - 1} more)` : "";
  const message = `${file}: ${title} must not be kept in a draft (${rule})${rest}; ` +
    "expected the name of a secret there, and its value where secrets are kept";
  const findings = found.map(({ file, line, rule }) => ({ file, line, rule }));
  throw new AppError("secret_found", message, { details: { findings } });
}

/** What has the shape of a secret, or stands in a field that says so. */
function* shapes({ operations, files }: Edits): Generator<Finding> {
  const known = files.workflow.text + (files.layout?.text ?? "");
  for (const [index, operation] of operations.entries()) {
    const text = pageOf(operation);
    const lines = text.split("\n");
    for (const { line, lastLine, rule, title, isAllowed } of secretsIn(text, nameOf(index))) {
      const told = lines.slice(line - 1, lastLine).join("\n");
      if (isAllowed || wordsOf(told).every((word) => known.includes(word))) continue;
      yield { file: nameOf(index), line, rule, title };
    }
  }
}

/** What could be a secret, or a part of one. */
function wordsOf(text: string): string[] {
  return text.split(/[\s"',{}[\]\\]+/).filter((word) => word.length >= 8);
}

function nameOf(index: number): string {
  return `operations[${index}]`;
}

/** An operation as text: its value under the name of its field, and texts with the lines that they have. */
function pageOf(operation: Operation): string {
  const text = JSON.stringify(operation, null, 1);
  const texts = text.includes("\\n") ? textsIn(operation).filter((one) => one.includes("\n")) : [];
  if (!("path" in operation && "value" in operation)) return [text, ...texts].join("\n");
  return [`${fieldOf(operation.path)}: ${JSON.stringify(operation.value)}`, text, ...texts]
    .join("\n");
}

/** The field that an operation is about; of a pair of name and value, what the name says. */
function fieldOf(path: OperationPath): string {
  const [name, last] = [...path.slice(-2)];
  const step = last === "value" || last === undefined ? name : last;
  if (typeof step !== "object") return String(step ?? "value");
  return "name" in step ? step.name : step.key;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/**
 * What stands where the component of a node takes names only. An edit that cannot be made is told when
 * it is published.
 */
function* literals(
  operations: readonly Operation[],
  base: Workflow,
  { graph }: Pick<Checking, "graph">,
): Generator<Finding> {
  const hasLiteral = (workflow: Workflow, id: string) => {
    const node = workflow.nodes.get(id);
    const alone = { ...workflow, nodes: new Map(node && [[id, node]]), connections: [] };
    return graph(alone).some(({ code }) => code === "literal_secret");
  };
  let now = base;
  for (const [index, operation] of operations.entries()) {
    now = attempt(() => applyToWorkflow(now, operation)) ?? now;
    if (!("node" in operation) || !VALUED.includes(operation.op)) continue;
    const { node } = operation;
    if (!hasLiteral(now, node) || hasLiteral(base, node)) continue;
    yield { file: nameOf(index), line: 1, rule: "literal-secret", title: "the value of a secret" };
  }
}

/** The operations that give a node a value, or a value another meaning. */
const VALUED: readonly Operation["op"][] = ["add-node", "set", "insert", "set-component"];

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
