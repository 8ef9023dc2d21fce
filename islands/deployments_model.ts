import { type ReadonlySignal, signal } from "@preact/signals";
import type { Deployment } from "../lib/model/deployment.ts";
import { type Api, createApi } from "./api.ts";
import { type Clock, createClock } from "./clock.ts";
import { deploymentOf } from "./deployment_live.ts";
import { createListing, type Listing, type Page, type Query } from "./listing.ts";
import type { News } from "./news.ts";
import { rememberSearch } from "./wake.ts";

/** What the server gives the page of deployments. */
export interface DeploymentsProps {
  readonly page: Page<DeploymentItem>;
  readonly query: Query;
  /** The names that there are, to choose from. */
  readonly workflows: readonly string[];
  readonly environments: readonly string[];
  readonly now: number;
}

/** A deployment as the list shows it. */
export type DeploymentItem = Omit<Deployment, "nodes">;

/** The list of deployments. */
export interface DeploymentsModel extends Pick<DeploymentsProps, "workflows" | "environments"> {
  readonly list: Listing<DeploymentItem>;
  readonly clock: Clock;
  readonly news: ReadonlySignal<News | undefined>;
  /** Follows what happens, until the answer is called. */
  start(news: News): () => void;
}

/** What the page takes from the browser; tests hand in their own. */
export interface DeploymentsTools {
  readonly api?: Api;
  readonly remember?: (search: string) => void;
}

/** Creates the model of the list of deployments. */
export function createDeployments(
  { page, query, workflows, environments, now }: DeploymentsProps,
  { api = createApi(), remember = rememberSearch }: DeploymentsTools = {},
): DeploymentsModel {
  const path = "/api/v1/deployments";
  const list = createListing<DeploymentItem>({ api, path, page, query, remember });
  const clock = createClock(now);
  const news = signal<News>();

  const heard = (deployment: Deployment) => {
    // One that is not seen yet may belong here, and one that is seen may not fit any more.
    const isSeen = list.page.value.items.some(({ id }) => id === deployment.id);
    if (!isSeen || list.query.value.state) list.load();
    else list.show((items) => items.map((one) => one.id === deployment.id ? deployment : one));
  };

  return {
    list,
    workflows,
    environments,
    clock,
    news,
    start(from) {
      news.value = from;
      const filter = { types: ["deployment_status" as const] };
      const stops = [
        clock.start(),
        from.follow(filter, (event) => heard(deploymentOf(event)), () => list.load()),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
}
