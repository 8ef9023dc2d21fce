import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Deployment, NodeStatus } from "../../lib/model/deployment.ts";
import { type Api, messageOf } from "../api.ts";
import { deploymentOf, hasEnded } from "../deployment_live.ts";
import type { News } from "../news.ts";
import type { SecretAnswer } from "./api_answers.ts";

/** Deploys a workflow and follows what comes of it. */
export interface Deploying {
  /** Whether the dialog that asks where to is open. */
  readonly isOpen: ReadonlySignal<boolean>;
  readonly environment: ReadonlySignal<string>;
  /** The secret values that are not set there yet; `undefined` while nobody knows. */
  readonly missing: ReadonlySignal<readonly SecretAnswer[] | undefined>;
  /** What was typed for them, by `node/key`. */
  readonly values: ReadonlySignal<Readonly<Record<string, string>>>;
  readonly isBusy: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<string | undefined>;
  /** The newest deployment of the workflow. */
  readonly deployment: ReadonlySignal<Deployment | undefined>;
  /** What happened to each node in it. */
  readonly byNode: ReadonlySignal<ReadonlyMap<string, NodeStatus>>;
  /** Whether the progress is shown. */
  readonly isShown: ReadonlySignal<boolean>;
  /** Reads the newest deployment. */
  load(): Promise<void>;
  open(): void;
  close(): void;
  choose(environment: string): void;
  type(secret: SecretAnswer, value: string): void;
  /** Sets the secret values and starts; whether it started. */
  deploy(): Promise<boolean>;
  cancel(): Promise<void>;
  show(isShown: boolean): void;
  stop(): void;
}

/** What deploying takes. */
export interface DeployingOptions {
  readonly name: string;
  readonly api: Api;
  readonly news: News;
  readonly environments: readonly { readonly name: string }[];
  /** Saves what is not saved yet; whether everything is saved. */
  readonly save: () => Promise<boolean>;
}

/** The key of a secret's value among those typed. */
export function secretKey({ node, key }: SecretAnswer): string {
  return `${node}/${key}`;
}

/** Creates what deploys a workflow. */
export function createDeploying(options: DeployingOptions): Deploying {
  const { name, api, news, environments, save } = options;
  const isOpen = signal(false);
  const environment = signal(environments[0]?.name ?? "");
  const missing = signal<readonly SecretAnswer[]>();
  const values = signal<Readonly<Record<string, string>>>({});
  const isBusy = signal(false);
  const fault = signal<string>();
  const deployment = signal<Deployment>();
  const isShown = signal(false);

  async function load(): Promise<void> {
    const path = `/api/v1/deployments?workflow=${name}&per_page=1`;
    try {
      const { value } = await api.get<{ readonly items: readonly Deployment[] }>(path);
      const [newest] = value.items;
      if (newest) hear(newest);
    } catch (error) {
      fault.value = messageOf(error);
    }
  }

  /** Keeps the newest: ids are in the order of time. */
  function hear(news: Deployment): void {
    const { value: known } = deployment;
    if (known && news.id < known.id) return;
    if (known?.id !== news.id) isShown.value = !hasEnded(news) || isShown.value;
    deployment.value = news;
  }

  async function readSecrets(): Promise<void> {
    const asked = environment.value;
    missing.value = undefined;
    fault.value = undefined;
    try {
      const secrets = await secretsOf(asked);
      if (asked === environment.value) missing.value = secrets.filter(({ isSet }) => !isSet);
    } catch (error) {
      if (asked === environment.value) fault.value = messageOf(error);
    }
  }

  async function secretsOf(environment: string): Promise<readonly SecretAnswer[]> {
    const { value } = await api.get<
      readonly SecretAnswer[] | { readonly items: readonly SecretAnswer[] }
    >(`/api/v1/environments/${environment}/secrets/${name}`);
    return "items" in value ? value.items : value;
  }

  async function deploy(): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    fault.value = undefined;
    try {
      if (!await save()) {
        fault.value = "Your edits could not be saved, so nothing was deployed. " +
          "Close this, correct what is wrong, and deploy again.";
        return false;
      }
      await sendSecrets();
      const { value } = await api.send<Deployment>("POST", "/api/v1/deployments", {
        body: { workflow: name, environment: environment.value },
      });
      isShown.value = true;
      hear(value);
      close();
      return true;
    } catch (error) {
      fault.value = messageOf(error);
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  /** A value that was taken is forgotten here at once. */
  async function sendSecrets(): Promise<void> {
    for (const secret of missing.value ?? []) {
      const value = values.value[secretKey(secret)];
      if (value === undefined || value === "") continue;
      const { node, key } = secret;
      const path = `/api/v1/environments/${environment.value}/secrets/${name}/${node}/${key}`;
      await api.send("PUT", path, { body: { value } });
      missing.value = missing.value?.filter((one) => one !== secret);
      const { [secretKey(secret)]: _, ...rest } = values.value;
      values.value = rest;
    }
  }

  function close(): void {
    isOpen.value = false;
    values.value = {};
    missing.value = undefined;
    fault.value = undefined;
  }

  const stop = news.follow(
    { workflow: name, types: ["deployment_status"] },
    (event) => hear(deploymentOf(event)),
    () => void load(),
  );

  return {
    isOpen,
    environment,
    missing,
    values,
    isBusy,
    fault,
    deployment,
    isShown,
    byNode: computed(() =>
      new Map(deployment.value?.nodes.map((status) => [status.node, status]) ?? [])
    ),
    load,
    open() {
      isOpen.value = true;
      if (environment.value !== "") void readSecrets();
    },
    close,
    choose(next) {
      if (next === environment.value) return;
      environment.value = next;
      values.value = {};
      void readSecrets();
    },
    type(secret, value) {
      values.value = { ...values.value, [secretKey(secret)]: value };
    },
    deploy,
    async cancel() {
      const { value: running } = deployment;
      if (!running || hasEnded(running)) return;
      try {
        const path = `/api/v1/deployments/${running.id}/cancel`;
        hear((await api.send<Deployment>("POST", path)).value);
      } catch (error) {
        fault.value = messageOf(error);
      }
    },
    show: (shown) => void (isShown.value = shown),
    stop,
  };
}
