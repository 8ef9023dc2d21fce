import { createGuardedFetch, type GuardedFetch } from "../net/guarded_fetch.ts";
import type { StoreAdapter } from "./adapter.ts";
import { createApi } from "./github/api.ts";
import { leadsTo } from "./github/leads_to.ts";
import { gitHubObjects } from "./github/objects.ts";
import { publishToGitHub } from "./github/publish.ts";
import { gitHubRefs } from "./github/refs.ts";
import { createSeenRefs } from "./github/seen_refs.ts";
import { type GitHubSettings, isHere, readSettings } from "./github/settings.ts";
import { tagWriter } from "./github/tags.ts";
import { createOwnText, type SharedText } from "./github/turns.ts";
import { createRepository } from "./repository.ts";
import type { Store } from "./store.ts";

export { readSettings } from "./github/settings.ts";
export type { SharedText } from "./github/turns.ts";

/** How a store on GitHub behaves. */
export interface GitHubStoreOptions {
  /** What all processes share that write with the same token; else each keeps its own. */
  readonly shared?: SharedText;
  /** Whether GraphQL is asked, which makes a commit in one request; yes unless told. */
  readonly hasGraphql?: boolean;
  /** How requests leave this machine. */
  readonly fetch?: GuardedFetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** A repository on GitHub; nothing is kept on this machine. */
export const github: StoreAdapter = {
  id: "github",
  // deno-lint-ignore require-await -- a wrong setting is a promise that fails
  open: async (settings) => openGitHubStore(readSettings(settings)),
};

/** Opens a repository on GitHub. It is asked when the store is. */
export function openGitHubStore(settings: GitHubSettings, options: GitHubStoreOptions = {}): Store {
  const { shared = createOwnText(), hasGraphql = true, now = Date.now, wait = pause } = options;
  const api = createApi({ settings, fetch: options.fetch ?? guarded(settings), shared, now, wait });
  const objects = gitHubObjects(api);
  const seen = createSeenRefs(api, now);
  const refs = gitHubRefs({ api, seen, leadsTo: (one, other) => leadsTo(objects, one, other) });
  const graphql = hasGraphql ? graphqlOf(settings) : undefined;
  const parts = { objects, refs, now, lockWait: 0, writeTag: tagWriter(api) };
  const store = createRepository({
    ...parts,
    publish: ({ database }) =>
      publishToGitHub({ api, refs, seen, database, now, ...(graphql && { graphql }) }),
  });
  return {
    ...store,
    commit(change) {
      if (change.base !== undefined) seen.expect(`refs/heads/${change.branch}`, change.base);
      return store.commit(change);
    },
    bundle: () =>
      createRepository({ ...parts, objects: gitHubObjects(api, { isExact: true }) }).bundle(),
  };
}

function guarded({ api }: GitHubSettings): GuardedFetch {
  const url = new URL(api);
  return createGuardedFetch({ origins: [url.origin], isLoopbackAllowed: isHere(url) });
}

/** GitHub Enterprise Server answers GraphQL beside its other API. */
function graphqlOf({ api }: GitHubSettings): string {
  return `${api.replace(/\/v3$/, "")}/graphql`;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
