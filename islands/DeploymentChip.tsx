import type { JSX } from "preact";
import type { DeploymentState } from "../lib/model/deployment.ts";
import { Icon } from "./Icon.tsx";
import { LOOKS } from "./deployment_looks.ts";

/** What the chip of a deployment is told. */
export interface DeploymentChipProps {
  readonly state: DeploymentState;
  /** Where it goes, said in front of the state. */
  readonly environment?: string;
}

/** Shows the state of a deployment by a word, a drawing and a colour. */
export function DeploymentChip({ state, environment }: DeploymentChipProps): JSX.Element {
  const { label, icon, tone } = LOOKS[state];
  return (
    <span class={`chip ${tone}`}>
      <Icon of={icon} size={13} />
      {environment && <span class="chip-place">{environment}</span>}
      {label}
    </span>
  );
}
