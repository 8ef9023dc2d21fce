/// <reference lib="dom" />
import type { JSX } from "preact";
import { hasEnded } from "./deployment_live.ts";
import type { DeploymentModel } from "./deployment_model.ts";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";
import { ban, rotateCw, unplug } from "./icon.ts";

/** What the views of actions are told. */
export interface DeploymentActionsProps {
  readonly model: DeploymentModel;
}

/** Shows what can be done with a deployment now. */
export function DeploymentActions({ model }: DeploymentActionsProps): JSX.Element | null {
  if (!model.canDeploy) return null;
  const isBusy = model.isBusy.value;
  if (!hasEnded(model.deployment.value)) {
    return (
      <button type="button" class="button" disabled={isBusy} onClick={() => model.cancel()}>
        <Icon of={ban} /> Cancel
      </button>
    );
  }
  return (
    <>
      <button type="button" class="button is-danger" onClick={() => model.ask(true)}>
        <Icon of={unplug} /> Undeploy
      </button>
      <button
        type="button"
        class="button is-primary"
        disabled={isBusy}
        onClick={() => model.redeploy()}
      >
        <Icon of={rotateCw} /> Redeploy
      </button>
    </>
  );
}

/** Asks before a workflow is taken away. */
export function UndeployDialog({ model }: DeploymentActionsProps): JSX.Element {
  const { workflow, environment } = model.deployment.value;
  const close = () => model.ask(false);
  return (
    <Dialog
      title={`Take ${workflow} away from ${environment}?`}
      isOpen={model.isAsking.value}
      onClose={close}
    >
      <p>
        Its containers and networks are removed, and its folder leaves the branch. Named volumes
        stay, with all data in them.
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>Keep it</button>
        <button
          type="button"
          class="button is-danger"
          disabled={model.isBusy.value}
          onClick={() => model.undeploy()}
        >
          Undeploy
        </button>
      </div>
    </Dialog>
  );
}
