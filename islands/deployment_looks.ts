import type { DeploymentState } from "../lib/model/deployment.ts";
import { circle, circleAlert, circleCheck, circleSlash, type IconNode, loader } from "./icon.ts";

/** How a state looks, in words, as a drawing and by its colour. */
export interface Look {
  readonly label: string;
  readonly icon: IconNode;
  readonly tone: string;
}

/** How each state of a deployment looks. */
export const LOOKS: Readonly<Record<DeploymentState, Look>> = {
  queued: { label: "Queued", icon: circle, tone: "is-neutral" },
  rendering: { label: "Rendering", icon: loader, tone: "is-info is-moving" },
  committed: { label: "Committed", icon: circleCheck, tone: "is-info" },
  applying: { label: "Applying", icon: loader, tone: "is-info is-moving" },
  healthy: { label: "Healthy", icon: circleCheck, tone: "is-success" },
  failed: { label: "Failed", icon: circleAlert, tone: "is-fault" },
  cancelled: { label: "Cancelled", icon: circleSlash, tone: "is-neutral" },
  superseded: { label: "Superseded", icon: circleSlash, tone: "is-neutral" },
};
