import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Deployment, NodeStatus } from "../../lib/model/deployment.ts";
import type { Api } from "../api.ts";
import { deploymentOf, hasEnded } from "../deployment_live.ts";
import type { News } from "../news.ts";

/** The newest deployment of a workflow, as it goes on. */
export interface NewestDeployment {
  readonly deployment: ReadonlySignal<Deployment | undefined>;
  /** What happened to each node in it. */
  readonly byNode: ReadonlySignal<ReadonlyMap<string, NodeStatus>>;
  /** Whether its progress is shown. */
  readonly isShown: ReadonlySignal<boolean>;
  /** Reads it. @throws ApiError */
  read(): Promise<void>;
  /** Starts one. @throws ApiError */
  start(environment: string): Promise<void>;
  /** Cancels it, unless it has ended. @throws ApiError */
  cancel(): Promise<void>;
  show(isShown: boolean): void;
  /** Ends what follows the news. */
  stop(): void;
}

/** What following the newest deployment takes. */
export interface NewestDeploymentOptions {
  readonly name: string;
  readonly api: Api;
  readonly news: News;
  /** Told when the news may have left something out. */
  readonly onMissed: () => void;
}

const LIST = "/api/v1/deployments";

/** Creates what follows the newest deployment of a workflow. */
export function createNewestDeployment(
  { name, api, news, onMissed }: NewestDeploymentOptions,
): NewestDeployment {
  const deployment = signal<Deployment>();
  const isShown = signal(false);

  /** Keeps the newest: ids are in the order of time, and an answer may be older than the news. */
  function hear(heard: Deployment): void {
    const { value: known } = deployment;
    if (known && heard.id < known.id) return;
    if (known?.id === heard.id && hasEnded(known) && !hasEnded(heard)) return;
    if (known?.id !== heard.id) isShown.value = !hasEnded(heard) || isShown.value;
    deployment.value = heard;
  }

  const stop = news.follow(
    { workflow: name, types: ["deployment_status"] },
    (event) => hear(deploymentOf(event)),
    onMissed,
  );

  return {
    deployment,
    byNode: computed(() =>
      new Map(deployment.value?.nodes.map((status) => [status.node, status]) ?? [])
    ),
    isShown,
    async read() {
      const path = `${LIST}?workflow=${name}&per_page=1`;
      const { value } = await api.get<{ readonly items: readonly Deployment[] }>(path);
      const [newest] = value.items;
      if (newest) hear(newest);
    },
    async start(environment) {
      const body = { workflow: name, environment };
      const { value } = await api.send<Deployment>("POST", LIST, { body });
      isShown.value = true;
      hear(value);
    },
    async cancel() {
      const { value: running } = deployment;
      if (!running || hasEnded(running)) return;
      hear((await api.send<Deployment>("POST", `${LIST}/${running.id}/cancel`)).value);
    },
    show: (shown) => void (isShown.value = shown),
    stop,
  };
}
