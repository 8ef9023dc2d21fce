import { checking, tools } from "../../../../lib/cli/tools.ts";
import type { Actor } from "../../../../lib/model/account.ts";
import { dayOf } from "../../../../lib/model/day.ts";
import type { EventData, EventType } from "../../../../lib/model/event.ts";
import type { Checking } from "../../../../lib/services/checking.ts";
import { createHead, type Head } from "../../../../lib/services/content/head.ts";
import { createRuling, type Ruling } from "../../../../lib/services/ruling.ts";
import { seedRepository } from "../../../../lib/services/seeding.ts";
import { createWorkflows, type Workflows } from "../../../../lib/services/workflows.ts";
import { createMemoryStore } from "../../../../lib/stores/memory.ts";
import type { FileChange, Store } from "../../../../lib/stores/store.ts";

/** Who saves in the tests. */
export const ada: Actor = { name: "ada", role: "editor", requestId: "request-1" };

/** A clock that a test moves. */
export interface Clock {
  time: number;
}

/** The workflows of a repository, with what a test looks at. */
export interface House {
  readonly store: Store;
  readonly clock: Clock;
  readonly head: Head;
  readonly checking: Checking;
  readonly ruling: Ruling;
  readonly workflows: Workflows;
  /** What was published. */
  readonly news: { readonly type: EventType; readonly data: EventData }[];
  /** Commits as somebody else would who knows nothing of our caches. */
  push(...files: FileChange[]): Promise<string>;
}

/** Creates the workflows of a store that holds the examples. */
export async function houseOn(store: Store = createMemoryStore()): Promise<House> {
  await seedRepository(store);
  const clock: Clock = { time: Date.parse("2026-01-01T00:00:00Z") };
  const now = () => clock.time;
  const head = createHead({ store, now });
  const check = checking();
  const rules = createRuling({
    checking: check,
    catalogue: tools.catalogue,
    outputs: tools.destinations.outputs,
    today: () => dayOf(clock.time),
  });
  const news: House["news"] = [];
  const publish = (type: EventType, data: EventData) => {
    news.push({ type, data });
    return Promise.resolve();
  };
  return {
    store,
    clock,
    head,
    checking: check,
    ruling: rules,
    news,
    workflows: createWorkflows({
      store,
      head,
      checking: check,
      ruling: rules,
      events: { publish },
      now,
    }),
    push: async (...files) =>
      await store.commit({
        branch: "main",
        base: await store.head("main"),
        files,
        message: "By hand",
        author: { name: "Grace", email: "grace@example.com" },
      }),
  };
}

/** How many commits the default branch has. */
export async function countCommits(store: Store): Promise<number> {
  return (await store.history((await store.head("main"))!, 10_000)).length;
}

/** What workflows are lowered and rendered with. */
export { tools };

/** The text of a small workflow. */
export function textOf(name: string, nodes = "{}", connections = "[]"): string {
  return `apiVersion: celestra/v1
kind: Application
metadata: { name: ${name} }
spec:
  nodes: ${nodes}
  connections: ${connections}
`;
}

/** An app that lacks nothing. */
export const APP = "{ component: app, config: { image: nginx:1.29.4, user: 101, " +
  "ports: [{ name: http, port: 8080 }] } }";
