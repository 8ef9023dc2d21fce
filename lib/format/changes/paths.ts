import type { OperationPath, Step } from "../../model/operation.ts";

/** What needs no quotes, and is no index. */
const PLAIN = /^[A-Za-z_][\w-]*$/;

/**
 * The steps of a path as people write them after what they lead from, and as `edit --set` takes
 * them: `.ports[http].port`, `.env."x.y"`.
 */
export function stepsText(path: OperationPath): string {
  return path.map(stepText).join("");
}

/** A path from the root of a document: `metadata.title`. */
export function rootText(path: OperationPath): string {
  return stepsText(path).replace(/^\./, "");
}

function stepText(step: Step): string {
  if (typeof step === "number") return `[${step}]`;
  if (typeof step === "string") return `.${quoted(step)}`;
  const name = "name" in step ? step.name : step.key;
  return `[${quoted(name)}]`;
}

function quoted(name: string): string {
  return PLAIN.test(name) ? name : JSON.stringify(name);
}
