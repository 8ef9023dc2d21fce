import type { JSX } from "preact";
import type { NodeState, NodeStatus } from "../lib/model/deployment.ts";
import { Icon } from "./Icon.tsx";
import { circle, circleAlert, circleCheck, circleQuestion, type IconNode, loader } from "./icon.ts";
import { Time } from "./Time.tsx";

interface Look {
  readonly label: string;
  readonly icon: IconNode;
  readonly tone: string;
}

const LOOKS: Readonly<Record<NodeState, Look>> = {
  waiting: { label: "Waiting", icon: circle, tone: "is-neutral" },
  applying: { label: "Applying", icon: loader, tone: "is-info is-moving" },
  healthy: { label: "Healthy", icon: circleCheck, tone: "is-success" },
  failed: { label: "Failed", icon: circleAlert, tone: "is-fault" },
  unknown: { label: "Unknown", icon: circleQuestion, tone: "is-warning" },
};

/** What the list of nodes is told. */
export interface DeploymentNodesProps {
  readonly nodes: readonly NodeStatus[];
  readonly now: number;
}

/** Shows the state of every node; those that failed come first, with what they printed last. */
export function DeploymentNodes({ nodes, now }: DeploymentNodesProps): JSX.Element {
  const failedFirst = nodes.toSorted((a, b) => weight(a) - weight(b));
  return (
    <section aria-labelledby="nodes">
      <h2 id="nodes" class="section-title">Nodes</h2>
      {nodes.length === 0
        ? <p class="card panel muted">No node has a state yet.</p>
        : (
          <ul class="card rows">
            {failedFirst.map((status) => <NodeRow key={status.node} status={status} now={now} />)}
          </ul>
        )}
    </section>
  );
}

function NodeRow(
  { status, now }: { readonly status: NodeStatus; readonly now: number },
): JSX.Element {
  const { node, state, reason, message, log = [], at } = status;
  const { label, icon, tone } = LOOKS[state];
  return (
    <li class="row is-node">
      <span class={`chip ${tone}`}>
        <Icon of={icon} size={13} /> {label}
      </span>
      <div class="row-main">
        <p class="row-title">
          <strong>{node}</strong>
          {reason && <span class="mono muted small">{reason}</span>}
        </p>
        {message && <p class="row-text said">{message}</p>}
        {log.length > 0 && (
          <figure>
            <figcaption class="muted small">Its last lines</figcaption>
            <pre
              class="log"
              tabIndex={0}
              aria-label={`Last lines of ${node}`}
            >{log.join("\n")}</pre>
          </figure>
        )}
      </div>
      <p class="row-meta muted small">
        <Time at={at} now={now} />
      </p>
    </li>
  );
}

function weight({ state }: NodeStatus): number {
  return state === "failed" ? 0 : 1;
}
