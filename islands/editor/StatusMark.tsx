import type { JSX } from "preact";
import type { NodeState } from "../../lib/model/deployment.ts";
import { circleAlert, circleCheck, circleDashed, type IconNode, loader } from "../icon.ts";
import { Icon } from "../Icon.tsx";

const MARKS: Readonly<Record<NodeState, { readonly icon: IconNode; readonly title: string }>> = {
  waiting: { icon: circleDashed, title: "Waiting" },
  applying: { icon: loader, title: "Being applied" },
  healthy: { icon: circleCheck, title: "Healthy" },
  failed: { icon: circleAlert, title: "Failed" },
  unknown: { icon: circleDashed, title: "Unknown" },
};

/** Says how a node of the newest deployment is. */
export function StatusMark({ state }: { readonly state: NodeState }): JSX.Element {
  const { icon, title } = MARKS[state];
  return (
    <span class={`status-mark is-${state}`} title={title}>
      <Icon of={icon} size={15} />
      <span class="visually-hidden">{title}</span>
    </span>
  );
}
