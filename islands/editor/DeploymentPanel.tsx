/// <reference lib="dom" />
import type { JSX } from "preact";
import type { Deployment, DeploymentState, NodeStatus } from "../../lib/model/deployment.ts";
import { hasEnded } from "../deployment_live.ts";
import { DeploymentChip } from "../DeploymentChip.tsx";
import { DeploymentSteps } from "../DeploymentSteps.tsx";
import { x } from "../icon.ts";
import type { EditorViewProps } from "./view_props.ts";
import type { Editor } from "./editor.ts";
import { IconButton } from "./IconButton.tsx";
import { StatusMark } from "./StatusMark.tsx";
import { NodeButton } from "./NodeButton.tsx";

/** Shows how the newest deployment goes, step by step and node by node. */
export function DeploymentPanel({ editor }: EditorViewProps): JSX.Element | null {
  const { deploying, canDeploy } = editor;
  const deployment = deploying.deployment.value;
  if (!deployment || !deploying.isShown.value) return null;
  const { environment, state, actor, message } = deployment;
  return (
    <section class="deployment" aria-label="Deployment">
      <header class="deployment-head">
        <div>
          <h2>Deployment to {environment}</h2>
          <p class="quiet">by {actor}</p>
        </div>
        <span role="status">
          <DeploymentChip state={state} />
        </span>
        <IconButton icon={x} label="Close deployment" onClick={() => deploying.show(false)} />
      </header>
      <DeploymentSteps deployment={deployment} />
      {message && <p class="deployment-message">{message}</p>}
      {advice[state] && <p class="quiet">{advice[state]}</p>}
      <NodeStates editor={editor} deployment={deployment} />
      {canDeploy && !hasEnded(deployment) && (
        <button
          type="button"
          class="button is-danger is-small"
          onClick={() => void deploying.cancel()}
        >
          Cancel deployment
        </button>
      )}
    </section>
  );
}

/** What to do next. */
const advice: Readonly<Partial<Record<DeploymentState, string>>> = {
  failed: "Correct what is wrong, save, and deploy again.",
  cancelled: "What was applied so far stays. Deploy again to finish it.",
  superseded: "A newer deployment took its place.",
};

function NodeStates(
  { editor, deployment: { nodes } }: { readonly editor: Editor; readonly deployment: Deployment },
): JSX.Element | null {
  if (nodes.length === 0) return null;
  return (
    <ul class="node-states">
      {nodes.map((status) => <NodeRow key={status.node} editor={editor} status={status} />)}
    </ul>
  );
}

function NodeRow(
  { editor, status: { node, state, reason, message, log = [] } }: {
    readonly editor: Editor;
    readonly status: NodeStatus;
  },
): JSX.Element {
  return (
    <li>
      <NodeButton editor={editor} node={node}>
        <StatusMark state={state} />
        <span>{node}</span>
        {reason && <code>{reason}</code>}
      </NodeButton>
      {message && state === "failed" && <p class="node-message">{message}</p>}
      {log.length > 0 && state === "failed" && (
        <pre class="log" tabIndex={0} aria-label={`Last lines of ${node}`}>{log.join("\n")}</pre>
      )}
    </li>
  );
}
