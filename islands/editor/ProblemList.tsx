import type { JSX } from "preact";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import { ruleOf } from "../../lib/model/rules/registry.ts";
import { circleAlert, circleCheck } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import type { Editor } from "./editor.ts";
import { triangleAlert } from "./icon.ts";
import { mend } from "./mending.ts";
import type { EditorViewProps } from "./view_props.ts";

/** Everything that is wrong, and every rule that is broken; each leads to its node or line. */
export function ProblemList({ editor }: EditorViewProps): JSX.Element {
  const { drawing, saving } = editor;
  const found = [...drawing.problems.value, ...drawing.findings.value].sort(bySeverity);
  const problems = found.length > 0 ? found : saving.refused.value;
  if (problems.length === 0) {
    return (
      <p class="dock-empty">
        <Icon of={circleCheck} /> No problems.
      </p>
    );
  }
  return (
    <ul class="problems">
      {problems.map((problem, index) => (
        <ProblemRow
          key={index}
          editor={editor}
          problem={problem}
        />
      ))}
    </ul>
  );
}

interface ProblemRowProps {
  readonly editor: Editor;
  readonly problem: LocatedProblem;
}

function ProblemRow({ editor, problem }: ProblemRowProps): JSX.Element {
  const { severity, message, node, line, code } = problem;
  const rule = ruleOf(code);
  return (
    <li class="problem-row">
      <button type="button" class="problem" onClick={() => editor.show(problem)}>
        <Icon
          of={severity === "warning" ? triangleAlert : circleAlert}
          class={`is-${severity}`}
        />
        <span class="problem-text">
          {message}
          {hint(problem)}
          {rule && <span class="problem-why">{rule.why} {rule.mending}</span>}
        </span>
        <span class="problem-place">
          {node && <span class="problem-node">{node}</span>}
          line {line}
        </span>
      </button>
      {problem.mend && editor.canEdit && (
        <button
          type="button"
          class="button problem-mend"
          aria-label={`Mend: ${message}`}
          onClick={() => mend(editor, problem)}
        >
          Mend
        </button>
      )}
    </li>
  );
}

const SEVERITIES = ["error", "warning", "info"];

function bySeverity(a: LocatedProblem, b: LocatedProblem): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
}

function hint({ suggestion }: LocatedProblem): string {
  return suggestion === undefined ? "" : ` (did you mean ${suggestion}?)`;
}
