import type { JSX } from "preact";
import type { NodeProps } from "./view_props.ts";
import { StatusMark } from "./StatusMark.tsx";

/** How a node is in the newest deployment, and what it last said. */
export function StatusReport({ editor, id }: NodeProps): JSX.Element | null {
  const status = editor.deploying.byNode.value.get(id);
  if (!status) return null;
  const { state, reason, message, log = [] } = status;
  const environment = editor.deploying.deployment.value?.environment;
  return (
    <div class={`status-report is-${state}`}>
      <p>
        <StatusMark state={state} />
        <strong>{state}</strong> on {environment}
        {reason && <code>{reason}</code>}
      </p>
      {message && <p>{message}</p>}
      {log.length > 0 && (
        <pre class="log" tabIndex={0} aria-label={`Last lines of ${id}`}>{log.join("\n")}</pre>
      )}
    </div>
  );
}
