import { type ReadonlySignal, signal } from "@preact/signals";
import type { Deployment } from "../lib/model/deployment.ts";
import { type Api, createApi, messageOf } from "./api.ts";
import { type Clock, createClock } from "./clock.ts";
import { deploymentOf } from "./deployment_live.ts";
import type { News } from "./news.ts";
import { createToasts, type Toasts } from "./toasts.tsx";
import { goTo } from "./wake.ts";

/** What the server gives the page of a deployment. */
export interface DeploymentProps {
  readonly deployment: Deployment;
  readonly canDeploy: boolean;
  readonly now: number;
}

/** A deployment and what can be done with it. */
export interface DeploymentModel {
  readonly deployment: ReadonlySignal<Deployment>;
  readonly canDeploy: boolean;
  readonly isBusy: ReadonlySignal<boolean>;
  /** Whether it is asked if the workflow may be taken away. */
  readonly isAsking: ReadonlySignal<boolean>;
  readonly clock: Clock;
  readonly toasts: Toasts;
  readonly news: ReadonlySignal<News | undefined>;
  cancel(): Promise<void>;
  /** Deploys the same source again and goes there. */
  redeploy(): Promise<void>;
  ask(isAsking: boolean): void;
  /** Takes the workflow away from the environment. */
  undeploy(): Promise<void>;
  start(news: News): () => void;
}

/** What the page takes from the browser; tests hand in their own. */
export interface DeploymentTools {
  readonly api?: Api;
  readonly toasts?: Toasts;
  readonly go?: (path: string) => void;
}

const LIST = "/api/v1/deployments";

/** Creates the model of the page of a deployment. */
export function createDeployment(
  props: DeploymentProps,
  { api = createApi(), toasts = createToasts(), go = goTo }: DeploymentTools = {},
): DeploymentModel {
  const { id, workflow, environment } = props.deployment;
  const path = `${LIST}/${id}`;
  const deployment = signal(props.deployment);
  const isBusy = signal(false);
  const isAsking = signal(false);
  const news = signal<News>();
  const clock = createClock(props.now);

  let heardOf = 0;

  /** Takes an answer, unless the news were faster: they are never older. */
  const take = async (answer: Promise<{ readonly value: Deployment }>) => {
    const before = heardOf;
    const { value } = await answer;
    if (heardOf === before) deployment.value = value;
  };
  const busily = async (work: () => Promise<void>) => {
    isBusy.value = true;
    try {
      await work();
    } catch (error) {
      toasts.fault(messageOf(error));
    }
    isBusy.value = false;
  };

  return {
    deployment,
    canDeploy: props.canDeploy,
    isBusy,
    isAsking,
    clock,
    toasts,
    news,
    cancel: () => busily(() => take(api.send<Deployment>("POST", `${path}/cancel`))),
    redeploy: () =>
      busily(async () => {
        const { value } = await api.send<Deployment>("POST", `${path}/redeploy`);
        go(`/deployments/${value.id}`);
      }),
    ask(next) {
      isAsking.value = next;
    },
    undeploy: () =>
      busily(async () => {
        const body = { workflow, environment };
        const { value } = await api.send<Undeployed>("POST", `${LIST}/undeploy`, { body });
        isAsking.value = false;
        toasts.done(gone(workflow, environment, value.volumes));
      }),
    start(from) {
      news.value = from;
      const missed = () =>
        take(api.get<Deployment>(path)).catch((error) => toasts.fault(messageOf(error)));
      const filter = { types: ["deployment_status" as const], deployment: id };
      const heard = from.follow(filter, (event) => {
        heardOf++;
        deployment.value = deploymentOf(event);
      }, missed);
      const stop = clock.start();
      return () => {
        heard();
        stop();
      };
    },
  };
}

interface Undeployed {
  readonly volumes: readonly string[];
}

function gone(workflow: string, environment: string, volumes: readonly string[]): string {
  const what = `${workflow} is gone from ${environment}.`;
  return volumes.length === 0 ? what : `${what} Its volumes stay: ${volumes.join(", ")}`;
}
