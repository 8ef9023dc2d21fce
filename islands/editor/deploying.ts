import { type ReadonlySignal, signal } from "@preact/signals";
import { type Api, messageOf } from "../api.ts";
import type { News } from "../news.ts";
import { createMissingSecrets, type MissingSecrets } from "./missing_secrets.ts";
import { createNewestDeployment, type NewestDeployment } from "./newest_deployment.ts";

/** Deploys a workflow and follows what comes of it. */
export interface Deploying
  extends
    Pick<MissingSecrets, "missing" | "values" | "type">,
    Pick<NewestDeployment, "deployment" | "byNode" | "isShown" | "show" | "stop"> {
  /** Whether the dialog that asks where to is open. */
  readonly isOpen: ReadonlySignal<boolean>;
  readonly environment: ReadonlySignal<string>;
  readonly isBusy: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<string | undefined>;
  /** Reads the newest deployment. */
  load(): Promise<void>;
  open(): void;
  close(): void;
  choose(environment: string): void;
  /** Sets the secret values and starts; whether it started. */
  deploy(): Promise<boolean>;
  cancel(): Promise<void>;
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

const NOT_SAVED = "Your edits could not be saved, so nothing was deployed. " +
  "Close this, correct what is wrong, and deploy again.";

/** Creates what deploys a workflow. */
export function createDeploying(options: DeployingOptions): Deploying {
  const { name, api, news, environments, save } = options;
  const isOpen = signal(false);
  const environment = signal(environments[0]?.name ?? "");
  const isBusy = signal(false);
  const fault = signal<string>();
  const secrets = createMissingSecrets(name, api);
  // The news may call at once, when nothing stands here yet.
  const onMissed = () => queueMicrotask(load);
  const newest = createNewestDeployment({ name, api, news, onMissed });

  /** Does something; says why it could not be done. */
  async function tried(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      fault.value = messageOf(error);
      return false;
    }
  }

  async function load(): Promise<void> {
    await tried(newest.read);
  }

  function readSecrets(): void {
    fault.value = undefined;
    if (environment.value !== "") void tried(() => secrets.read(environment.value));
  }

  function close(): void {
    isOpen.value = false;
    fault.value = undefined;
    secrets.forget();
  }

  async function start(): Promise<void> {
    if (!await save()) throw new Error(NOT_SAVED);
    await secrets.send(environment.value);
    await newest.start(environment.value);
    close();
  }

  return {
    isOpen,
    environment,
    isBusy,
    fault,
    missing: secrets.missing,
    values: secrets.values,
    type: secrets.type,
    deployment: newest.deployment,
    byNode: newest.byNode,
    isShown: newest.isShown,
    show: newest.show,
    stop: newest.stop,
    load,
    open() {
      isOpen.value = true;
      readSecrets();
    },
    close,
    choose(next) {
      if (next === environment.value) return;
      environment.value = next;
      readSecrets();
    },
    async deploy() {
      if (isBusy.value) return false;
      isBusy.value = true;
      fault.value = undefined;
      const isStarted = await tried(start);
      isBusy.value = false;
      return isStarted;
    },
    cancel: async () => void await tried(newest.cancel),
  };
}
