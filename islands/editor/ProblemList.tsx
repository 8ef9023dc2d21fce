import type { JSX } from "preact";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import { circleAlert, circleCheck } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import type { EditorViewProps } from "./view_props.ts";
import { triangleAlert } from "./icon.ts";

/** Everything that is wrong; each problem leads to its node or line. */
export function ProblemList({ editor }: EditorViewProps): JSX.Element {
  const { drawing, saving } = editor;
  const found = drawing.problems.value;
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
        <li key={index}>
          <button type="button" class="problem" onClick={() => editor.show(problem)}>
            <Icon
              of={problem.severity === "error" ? circleAlert : triangleAlert}
              class={`is-${problem.severity}`}
            />
            <span class="problem-text">{problem.message}{hint(problem)}</span>
            <span class="problem-place">
              {problem.node && <span class="problem-node">{problem.node}</span>}
              line {problem.line}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function hint({ suggestion }: LocatedProblem): string {
  return suggestion === undefined ? "" : ` (did you mean ${suggestion}?)`;
}
