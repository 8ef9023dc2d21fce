/// <reference lib="dom" />
import type { JSX } from "preact";
import { DeploymentActions, UndeployDialog } from "./DeploymentActions.tsx";
import { DeploymentChip } from "./DeploymentChip.tsx";
import { DeploymentNodes } from "./DeploymentNodes.tsx";
import { DeploymentSteps } from "./DeploymentSteps.tsx";
import type { DeploymentModel } from "./deployment_model.ts";
import { Icon } from "./Icon.tsx";
import { arrowLeft, arrowRight } from "./icon.ts";
import { Live } from "./Live.tsx";
import { Notice } from "./Notice.tsx";
import { Time } from "./Time.tsx";
import { ToastList } from "./toasts.tsx";

/** What the page is told. */
export interface DeploymentViewProps {
  readonly model: DeploymentModel;
}

/** Shows how a deployment goes, node by node, while it goes. */
export function Deployment({ model }: DeploymentViewProps): JSX.Element {
  const { deployment: { value: deployment }, clock, news, toasts } = model;
  const { workflow, environment, state, actor, createdAt, message } = deployment;
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <a class="back" href="/deployments">
            <Icon of={arrowLeft} size={13} /> Deployments
          </a>
          <h1 class="heading-line">
            <span>
              {workflow} <Icon of={arrowRight} class="muted" />
              <span class="visually-hidden">to</span> {environment}
            </span>
            <span role="status">
              <DeploymentChip state={state} />
            </span>
          </h1>
          <p>
            Asked for by {actor}, <Time at={createdAt} now={clock.now.value} />
          </p>
        </div>
        <div class="page-actions">
          <Live state={news.value?.state.value ?? "connecting"} />
          <DeploymentActions model={model} />
        </div>
      </header>
      <DeploymentSteps deployment={deployment} />
      {message && (
        <Notice tone={state === "failed" ? "fault" : "info"}>
          <p class="said">{message}</p>
        </Notice>
      )}
      <DeploymentNodes nodes={deployment.nodes} now={clock.now.value} />
      <Facts model={model} />
      <UndeployDialog model={model} />
      <ToastList toasts={toasts} />
    </div>
  );
}

/** Where it comes from and where it lies. */
function Facts({ model }: DeploymentViewProps): JSX.Element {
  const { id, workflow, environment, source, commit } = model.deployment.value;
  return (
    <section class="card panel" aria-labelledby="facts">
      <h2 id="facts">Where it lies</h2>
      <dl class="facts">
        <dt>Workflow</dt>
        <dd>
          <a href={`/workflows/${workflow}`}>{workflow}</a>
        </dd>
        <dt>Source commit</dt>
        <dd class="mono">{source}</dd>
        <dt>Branch</dt>
        <dd class="mono">deploy/{environment}</dd>
        <dt>Commit there</dt>
        <dd class="mono">{commit ?? "none yet"}</dd>
        <dt>Id</dt>
        <dd class="mono">{id}</dd>
      </dl>
    </section>
  );
}
