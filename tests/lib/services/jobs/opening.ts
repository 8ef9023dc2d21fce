import assert from "node:assert/strict";
import { checking, tools } from "../../../../lib/cli/tools.ts";
import type { Deployment, NodeStatus } from "../../../../lib/model/deployment.ts";
import type { EventType } from "../../../../lib/model/event.ts";
import {
  createDeploymentJobs,
  type DeploymentJobs,
  type DeploymentJobsOptions,
} from "../../../../lib/services/deployment_jobs.ts";
import { createState } from "../../../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../../../lib/state/memory.ts";
import type { State } from "../../../../lib/state/state.ts";
import { createMemoryStore } from "../../../../lib/stores/memory.ts";
import type { Store } from "../../../../lib/stores/store.ts";
import type { Application, Target } from "../../../../lib/targets/target.ts";

/** Who deploys. */
export const ada = { name: "ada", role: "deployer", requestId: "r1" } as const;

/** Where `hello` goes. */
export const HELLO = { workflow: "hello", environment: "local" } as const;

/** A target that does what a test says. */
export interface Stage {
  readonly target: { -readonly [Part in keyof Target]: Target[Part] };
  /** What was applied, in order. */
  readonly applied: Application[];
  /** Says something of a node to the last one that is applied. */
  say(node: string, state: NodeStatus["state"], more?: Partial<NodeStatus>): void;
  /** Says that every node is healthy, and ends. */
  succeed(): void;
  /** Ends with an error. */
  fail(error: unknown): void;
}

/** A repository, its state, and a process that deploys from it. */
export interface House {
  readonly store: Store;
  readonly state: State;
  readonly clock: { now: number };
  readonly stage: Stage;
  /** What was published. */
  readonly published: { type: EventType; data: Record<string, unknown> }[];
  /** What was counted. */
  readonly counted: string[];
  readonly jobs: DeploymentJobs;
  /** One more process on the same repository and state; `work()` was called. */
  process(options?: Partial<DeploymentJobsOptions>): DeploymentJobs;
  /** Waits until a deployment is in a state. */
  until(id: string, state: Deployment["state"]): Promise<Deployment>;
}

/** A file of the repository. */
type Files = Readonly<Record<string, string>>;

/** Environments by name, each with what `target` it has. */
export function environment(name: string, target: string): Files {
  return {
    [`environments/${name}.yaml`]: JSON.stringify({
      apiVersion: "celestra/v1",
      kind: "Environment",
      metadata: { name },
      spec: { target },
    }),
  };
}

/** Runs a test with a repository that holds `hello`, `blog` and three environments. */
export async function withHouse(
  test: (house: House) => Promise<void>,
  options: Partial<DeploymentJobsOptions> & { readonly isIdle?: boolean } = {},
): Promise<void> {
  const clock = { now: 1_700_000_000_000 };
  const now = () => clock.now++;
  const store = createMemoryStore({ now });
  await commit(store, {
    ...await examples("hello", "blog"),
    ...environment("local", "docker-compose"),
    ...environment("other", "docker-compose"),
    ...environment("branch", "git"),
  });
  const state = createState(createMemoryKeyValue());
  const stage = createStage();
  const published: House["published"] = [];
  const counted: string[] = [];
  const processes: DeploymentJobs[] = [];
  const process = (more: Partial<DeploymentJobsOptions> = {}) => {
    const jobs = createDeploymentJobs({
      state,
      store,
      checking: checking(),
      tools,
      events: {
        publish: (type, data) => {
          published.push({ type, data: { ...data } });
          return Promise.resolve();
        },
      },
      metrics: { count: (name) => void counted.push(name) },
      targets: (id) => id === "git" ? git(stage.target) : stage.target,
      now,
      pollInterval: 5,
      grace: 20,
      ...options,
      ...more,
    });
    processes.push(jobs);
    if (!options.isIdle) jobs.work();
    return jobs;
  };
  const jobs = process();
  const until = async (id: string, wanted: Deployment["state"]) => {
    let last: Deployment | undefined;
    await eventually(async () => {
      last = await jobs.find(id);
      return last.state === wanted && (wanted !== "committed" || last.message !== undefined);
    }, () => `${wanted}, and it is ${JSON.stringify(last)}`);
    return last!;
  };
  try {
    await test({ store, state, clock, stage, published, counted, jobs, process, until });
  } finally {
    await Promise.all(processes.map((one) => one.close()));
  }
}

/** Commits files to the default branch. */
export async function commit(store: Store, files: Files): Promise<string> {
  return await store.commit({
    branch: "main",
    base: await store.head("main"),
    files: Object.entries(files).map(([path, content]) => ({ path, content })),
    message: "Change",
    author: { name: "Ada", email: "ada@example.com" },
  });
}

async function examples(...names: string[]): Promise<Files> {
  const files = names.map(async (name) => {
    const path = `workflows/${name}.yaml`;
    return [path, await Deno.readTextFile(path)] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

/** Waits until something is so, for 5 s at most. */
export async function eventually(
  isSo: () => boolean | Promise<boolean>,
  what: () => string = () => "it",
): Promise<void> {
  const start = performance.now();
  while (!await isSo()) {
    if (performance.now() - start > 5_000) assert.fail(`waited in vain for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function git(target: Target): Target {
  return {
    ...target,
    id: "git",
    unavailable: () => Promise.resolve("the branch is the destination"),
  };
}

/** A status, an end, or an error. */
type Act = NodeStatus | "end" | { readonly error: unknown };

function createStage(): Stage {
  const applied: Application[] = [];
  let acts: Act[] = [];
  let wake = () => {};
  const add = (act: Act) => {
    acts.push(act);
    wake();
  };

  async function* apply(application: Application): AsyncGenerator<NodeStatus> {
    applied.push(application);
    acts = [];
    const aborted = Promise.withResolvers<void>();
    application.signal?.addEventListener("abort", () => aborted.resolve());
    while (!application.signal?.aborted) {
      const act = acts.shift();
      if (act === undefined) {
        const woken = Promise.withResolvers<void>();
        wake = woken.resolve;
        await Promise.race([woken.promise, aborted.promise]);
      } else if (act === "end") return;
      else if ("error" in act) throw act.error;
      else yield act;
    }
    for (const node of application.nodes) yield status(node, "unknown", { reason: "cancelled" });
  }

  const say: Stage["say"] = (node, state, more) => add(status(node, state, more));
  return {
    applied,
    say,
    target: {
      id: "docker-compose",
      title: "",
      output: "compose",
      unavailable: () => Promise.resolve(undefined),
      apply,
      remove: () => Promise.resolve(["hello-local_data"]),
    },
    succeed() {
      for (const node of applied.at(-1)!.nodes) say(node, "healthy");
      add("end");
    },
    fail: (error) => add({ error }),
  };
}

function status(node: string, state: NodeStatus["state"], more: Partial<NodeStatus> = {}) {
  return { node, state, ...more, at: "2026-01-01T00:00:00.000Z" };
}
