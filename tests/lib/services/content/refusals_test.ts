import assert from "node:assert/strict";
import { AppError } from "../../../../lib/model/error.ts";
import type { LocatedProblem, ProblemCode } from "../../../../lib/model/problem.ts";
import { refuseFaults } from "../../../../lib/services/content/refusals.ts";

const CONNECTION = ["spec", "connections", 0];
const CONFIG = ["spec", "nodes", "a", "config", "image"];

function problem(
  code: ProblemCode,
  path: LocatedProblem["path"],
  more: Partial<LocatedProblem> = {},
): LocatedProblem {
  const place = { file: "workflows/x.yaml", line: 1, column: 1 };
  return { code, severity: "error", path, message: "wrong", ...place, ...more };
}

function isRefused(
  now: readonly LocatedProblem[],
  before: readonly LocatedProblem[] = [],
): boolean {
  try {
    refuseFaults("workflows/x.yaml", now, before);
    return false;
  } catch (error) {
    assert.ok(error instanceof AppError && error.code === "unprocessable");
    assert.deepEqual(error.details.problems, now);
    return true;
  }
}

Deno.test("a fault of the text, a limit, a literal secret and a conflict are always refused", () => {
  const codes: ProblemCode[] = [
    ...["too_large", "encoding", "syntax", "duplicate_key", "forbidden_key"] as const,
    ...["forbidden_character", "alias_limit", "unsupported_yaml", "limit_exceeded"] as const,
    ...["literal_secret", "unresolved_conflict"] as const,
  ];
  for (const code of codes) {
    for (const path of [[], CONFIG]) {
      assert.ok(isRefused([problem(code, path)]), code);
      assert.ok(isRefused([problem(code, path)], [problem(code, path)]), code);
    }
  }
});

Deno.test("a fault of shape or graph is refused when it is new", () => {
  for (const code of ["unknown_field", "dangling_connection", "cycle", "name_mismatch"] as const) {
    const fault = problem(code, CONNECTION, { node: "a" });
    assert.ok(isRefused([fault]), code);
    assert.ok(!isRefused([fault], [fault]), code);
    assert.ok(isRefused([fault], [{ ...fault, node: "b" }]), code);
    assert.ok(isRefused([fault, fault], [fault]), code);
  }
});

Deno.test("an old fault stays an old one when entries before it go", () => {
  const before = [1, 2, 3].map((index) =>
    problem("dangling_connection", ["spec", "connections", index], { node: "a" })
  );
  const moved = before.map((fault) => ({ ...fault, path: ["spec", "connections", 0] }));
  assert.ok(!isRefused(moved, before));
});

Deno.test("what a node lacks is no reason to refuse", () => {
  const codes = [
    "missing_field",
    "wrong_type",
    "invalid_value",
    "unknown_field",
    "unknown_node",
    "image_missing",
    "port_missing",
    "pod_security",
    "port_clash",
    "name_clash",
    "duplicate_variable",
  ] as const;
  for (const code of codes) assert.ok(!isRefused([problem(code, CONFIG, { node: "a" })]), code);
  assert.ok(!isRefused([problem("cycle", CONNECTION, { severity: "warning" })]));
});
