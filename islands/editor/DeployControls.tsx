/// <reference lib="dom" />
import type { JSX } from "preact";
import { DeploymentChip } from "../DeploymentChip.tsx";
import { rocket } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import type { Editor } from "./editor.ts";
import type { EditorViewProps } from "./view_props.ts";

/** Opens the dialog that deploys. */
export function DeployButton({ editor }: EditorViewProps): JSX.Element {
  const reason = deployRefusal(editor);
  return (
    <button
      type="button"
      class="button is-primary is-small"
      aria-disabled={reason !== undefined}
      title={reason ?? "Deploy"}
      onClick={() => reason === undefined && editor.deploying.open()}
    >
      <Icon of={rocket} />
      <span class="button-word">Deploy</span>
    </button>
  );
}

/** Why it cannot be deployed; `undefined` when it can. */
function deployRefusal({ canDeploy, environments }: Editor): string | undefined {
  if (!canDeploy) return "To deploy, ask an administrator for the role deployer.";
  if (environments.length > 0) return undefined;
  return "There is no environment yet. Add environments/<name>.yaml to the repository.";
}

/** How the newest deployment stands; opens its progress. */
export function DeploymentButton({ editor: { deploying } }: EditorViewProps): JSX.Element | null {
  const deployment = deploying.deployment.value;
  if (!deployment) return null;
  return (
    <button
      type="button"
      class="chip-button"
      aria-expanded={deploying.isShown.value}
      title={`Deployment to ${deployment.environment}`}
      onClick={() => deploying.show(!deploying.isShown.value)}
    >
      <DeploymentChip state={deployment.state} environment={deployment.environment} />
    </button>
  );
}
