import { isObject, type Json, type Path } from "../../model/json.ts";
import { error, type Problem } from "../../model/problem.ts";
import type { Plan } from "../../model/resource.ts";
import { problemsOf as kubernetesProblems } from "../kubernetes/problems.ts";

/** Line ends of Unicode that Kustomize reads back as blanks, and what it takes no YAML with. */
const LOST = /[\u007f-\u009f\u2028\u2029\ufffe\uffff]/;

/** Annotations by which Kustomize takes notes of its own; it leaves out what carries them, or them. */
const RESERVED =
  /^(config\.kubernetes\.io\/(index|local-config|path)|config\.k8s\.io\/id|internal\.config\.kubernetes\.io\/.*)$/;

/** What this output cannot write at all. */
export function problemsOf(plan: Plan): Problem[] {
  const own = [...plan.written].flatMap(([node, config]) => [...found(config, [], node)]);
  return [...kubernetesProblems(plan), ...own];
}

function* found(value: Json, path: Path, node: string): Iterable<Problem> {
  if (typeof value === "string" && LOST.test(value)) {
    yield refusal(node, path, `Kustomize cannot keep the character ${nameOf(value)} of this text`);
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (path.at(-1) === "annotations" && isObject(value) && RESERVED.test(key)) {
      yield refusal(node, at, `Kustomize keeps the annotation ${key} for itself; remove it`);
    }
    yield* found(child, at, node);
  }
}

function nameOf(text: string): string {
  const code = LOST.exec(text)![0].charCodeAt(0).toString(16).toUpperCase();
  return `U+${code.padStart(4, "0")}`;
}

function refusal(node: string, path: Path, message: string): Problem {
  return error("not_supported", path, message, { node });
}
