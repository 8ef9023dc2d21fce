import { type ReadonlySignal, signal } from "@preact/signals";
import type { Deployment } from "../lib/model/deployment.ts";
import { type Api, createApi } from "./api.ts";
import { type Clock, createClock } from "./clock.ts";
import { createListing, type Listing, type Page, type Query } from "./listing.ts";
import type { News } from "./news.ts";
import { goTo, rememberSearch } from "./wake.ts";
import type { WorkflowChanges, WorkflowsDialog } from "./workflow_changes.ts";
import {
  type ExampleChoice,
  type LastDeployment,
  lastDeployments,
  type WorkflowItem,
} from "./workflow_item.ts";

/** What the server gives the page of workflows. */
export interface WorkflowsProps {
  readonly page: Page<WorkflowItem>;
  readonly query: Query;
  readonly deployments: readonly LastDeployment[];
  readonly examples: readonly ExampleChoice[];
  readonly canWrite: boolean;
  readonly now: number;
}

/** The list of workflows. */
export interface WorkflowsModel {
  readonly list: Listing<WorkflowItem>;
  readonly deployments: ReadonlySignal<readonly LastDeployment[]>;
  readonly examples: readonly ExampleChoice[];
  readonly canWrite: boolean;
  readonly clock: Clock;
  readonly news: ReadonlySignal<News | undefined>;
  /** What changes workflows, once something is to be changed: most visits change nothing. */
  readonly changes: ReadonlySignal<WorkflowChanges | undefined>;
  /** Asks something over the page. */
  ask(dialog: WorkflowsDialog): Promise<void>;
  /** Removes a workflow; asks first where that cannot be undone. */
  remove(item: WorkflowItem): Promise<void>;
  /** Follows what others do, until the answer is called. */
  start(news: News): () => void;
}

/** What the page takes from the browser; tests hand in their own. */
export interface WorkflowsTools {
  readonly api?: Api;
  readonly go?: (path: string) => void;
  readonly remember?: (search: string) => void;
}

const PATH = "/api/v1/workflows";

/** Creates the model of the list of workflows. */
export function createWorkflows(
  props: WorkflowsProps,
  { api = createApi(), go = goTo, remember = rememberSearch }: WorkflowsTools = {},
): WorkflowsModel {
  const { page, query, examples, canWrite, now } = props;
  const list = createListing<WorkflowItem>({ api, path: PATH, page, query, remember });
  const deployments = signal(props.deployments);
  const changes = signal<WorkflowChanges>();
  const news = signal<News>();
  const clock = createClock(now);

  const readDeployments = async () => {
    const { value } = await api.get<Page<LastDeployment>>("/api/v1/deployments?per_page=100");
    deployments.value = lastDeployments([...deployments.value, ...value.items]);
  };
  const heard = (deployment: Deployment) => {
    deployments.value = lastDeployments([...deployments.value, deployment]);
  };
  const missed = () => {
    list.load();
    readDeployments().catch(
      () => {/* The list is read at the same time, and says what is wrong. */},
    );
  };
  const needChanges = async () => {
    const { createWorkflowChanges } = await import("./late_workflow_changes.ts");
    return changes.value ??= createWorkflowChanges({ api, list, go });
  };

  return {
    list,
    deployments,
    examples,
    canWrite,
    clock,
    news,
    changes,
    ask: async (dialog) => (await needChanges()).ask(dialog),
    async remove(item) {
      const { ask, remove } = await needChanges();
      if (item.errors > 0) ask({ kind: "remove", of: item });
      else await remove(item);
    },
    start(from) {
      news.value = from;
      const stops = [
        clock.start(),
        from.follow({ types: ["workflow_update"] }, () => list.load(), missed),
        from.follow({ types: ["deployment_status"] }, ({ data }) => {
          heard(data as unknown as Deployment);
        }),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
}
