import type { JSX } from "preact";
import { hasErrors as hasErrorsIn } from "../../lib/model/problem.ts";
import { circleAlert, circleCheck } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { HistoryButton } from "./HistoryButton.tsx";
import { rulesText } from "./rules_text.ts";
import type { EditorViewProps } from "./view_props.ts";

/** What there is to know of the workflow itself. */
export function WorkflowInspector({ editor }: EditorViewProps): JSX.Element {
  const { drawing, panels, name } = editor;
  const { title, description, kind, namespace, labels, nodes, connections } = drawing
    .workflow.value;
  const problems = drawing.problems.value.length;
  const findings = drawing.findings.value;
  const hasErrors = drawing.hasErrors.value || hasErrorsIn(findings);
  return (
    <div class="inspector-body">
      <header class="inspector-head">
        <h2>{title ?? name}</h2>
        {description && <p class="quiet">{description}</p>}
      </header>
      <button type="button" class="summary-button" onClick={() => panels.open("problems")}>
        <Icon
          of={problems > 0 || hasErrors ? circleAlert : circleCheck}
          class={hasErrors ? "is-error" : problems > 0 ? "is-warning" : "is-fine"}
        />
        {problems === 0 ? "No problems" : problems === 1 ? "1 problem" : `${problems} problems`}
        {findings.length > 0 && <span class="quiet">{rulesText(findings.length)}</span>}
      </button>
      <dl class="facts">
        <dt>Name</dt>
        <dd>
          <code>{name}</code>
        </dd>
        <dt>Kind</dt>
        <dd>{kind}</dd>
        <dt>Namespace</dt>
        <dd>
          <code>{namespace ?? name}</code>
        </dd>
        <dt>Nodes</dt>
        <dd>{nodes.size}</dd>
        <dt>Connections</dt>
        <dd>{connections.length}</dd>
        {Object.entries(labels).length > 0 && (
          <>
            <dt>Labels</dt>
            <dd>
              {Object.entries(labels).map(([key, value]) => (
                <code key={key} class="label-chip">{key}: {value}</code>
              ))}
            </dd>
          </>
        )}
      </dl>
      <p class="quiet">Select a node to see and change its settings.</p>
      <HistoryButton editor={editor} />
      <a class="button" href={`/deployments?workflow=${name}`}>Deployments of this workflow</a>
    </div>
  );
}
