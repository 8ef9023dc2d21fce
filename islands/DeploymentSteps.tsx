import type { JSX } from "preact";
import type { Deployment } from "../lib/model/deployment.ts";
import { type DeploymentStep, stepsOf } from "./deployment_steps.ts";
import { Icon } from "./Icon.tsx";
import { ban, check, circle, type IconNode, loader, x } from "./icon.ts";

const ICONS: Readonly<Record<DeploymentStep["state"], IconNode>> = {
  done: check,
  now: loader,
  failed: x,
  stopped: ban,
  waiting: circle,
};

const WORDS: Readonly<Record<DeploymentStep["state"], string>> = {
  done: "done",
  now: "at work",
  failed: "failed",
  stopped: "stopped",
  waiting: "not yet",
};

/** Shows the steps of a deployment and how far it is. */
export function DeploymentSteps(
  { deployment }: { readonly deployment: Deployment },
): JSX.Element {
  return (
    <ol class="card deployment-steps" aria-label="Steps">
      {stepsOf(deployment).map(({ label, state }) => (
        <li
          key={label}
          class={`deployment-step is-${state}`}
          aria-current={state === "now" ? "step" : undefined}
        >
          <span class="deployment-mark">
            <Icon of={ICONS[state]} size={14} />
          </span>
          {label} <span class="visually-hidden">{WORDS[state]}</span>
        </li>
      ))}
    </ol>
  );
}
