import type { GenerationOptions } from "./generation.ts";
import type { Importer } from "../importers/importer.ts";
import type { Store } from "../stores/store.ts";
import type { State } from "../state/state.ts";
import type { SecretFiles } from "../targets/secret_files.ts";
import type { Target, TargetAdapter } from "../targets/target.ts";
import { dayOf } from "../model/day.ts";
import type { Registry } from "../model/registry.ts";
import { createAccounts } from "./accounts.ts";
import { createAudit } from "./audit.ts";
import { createAuthentication } from "./authentication.ts";
import { createChecking } from "./checking.ts";
import { createHead } from "./content/head.ts";
import { tellRewriting } from "./content/rewriting_news.ts";
import { createDeploymentJobs } from "./deployment_jobs.ts";
import { destinationsOf } from "./destinations.ts";
import { createDrafts } from "./drafts.ts";
import { createEnvironments } from "./environments.ts";
import { createEvents } from "./events.ts";
import { createGenerating } from "./generating.ts";
import { createHealth } from "./health.ts";
import { createHistory } from "./history.ts";
import { createIdentityCache } from "./identity/identity_cache.ts";
import { createImporting } from "./importing.ts";
import { createMerges } from "./merges.ts";
import { createMetrics } from "./metrics.ts";
import type { Services } from "./mod.ts";
import { createPasswords } from "./passwords.ts";
import { createRuling } from "./ruling.ts";
import { createSeries } from "./series.ts";
import { createWorkflows } from "./workflows.ts";

/** What the services of one repository stand on. */
export interface ServicesOptions extends Omit<GenerationOptions, "destinations"> {
  readonly store: Store;
  readonly importers: Registry<Importer>;
  readonly state: State;
  readonly secrets: SecretFiles;
  /** The sorts of destination that environments may name. */
  readonly targets: Registry<TargetAdapter>;
  /** Opens a sort of destination on this machine. */
  readonly openTarget: (id: string) => Target;
  /** The origin that people use. */
  readonly publicUrl: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Writes a line to standard output, and its end. */
  readonly out: (line: string) => void;
  /** Told of errors that nobody expected, in what goes on beside requests. */
  readonly report: (error: unknown) => void;
}

/** Creates everything a user can do with one repository. */
export function createServices(options: ServicesOptions): Services {
  const { store, state, secrets, publicUrl, now, out } = options;
  const tools = { ...options, destinations: destinationsOf(options), series: createSeries() };
  const checking = createChecking(tools);
  const ruling = createRuling({
    checking,
    catalogue: options.catalogue,
    outputs: tools.destinations.outputs,
    today: () => dayOf(now()),
  });
  const passwords = createPasswords();
  const cache = createIdentityCache(state);
  const events = createEvents({ state });
  const audit = createAudit({ state, now, out });
  const onRewritten = tellRewriting({ audit, events, now, report: options.report });
  const head = createHead({ store, now, heads: state.heads, onRewritten });
  const metrics = createMetrics({
    gauges: {
      event_readers: () => events.readers,
      event_readers_dropped: () => events.dropped,
      jobs_open: () => deployments.open,
      oldest_job_age: () => deployments.oldestAge,
      resident_memory: () => Deno.memoryUsage().rss,
    },
  });
  const health = createHealth({ store, state });
  const deployments = createDeploymentJobs({
    state,
    store,
    checking,
    tools,
    events,
    metrics,
    now,
    targets: options.openTarget,
    report: options.report,
  });
  const workflows = createWorkflows({ store, head, checking, ruling, events, now });
  return {
    catalogue: options.catalogue,
    accounts: createAccounts({ state, now, passwords, cache }),
    audit,
    authentication: createAuthentication({ state, now, publicUrl, passwords, cache }),
    deployments,
    drafts: createDrafts({ state, head, checking, workflows, now, report: options.report }),
    environments: createEnvironments({ head, checking, tools, secrets }),
    events,
    generation: createGenerating({ head, checking, ruling, tools }),
    health,
    history: createHistory({
      store,
      head,
      checking,
      catalogue: options.catalogue,
      workflows,
      tools,
    }),
    importing: createImporting(options),
    merges: createMerges({ store, head, checking, workflows }),
    metrics,
    workflows,
    async close() {
      health.close();
      await Promise.all([events.close(), deployments.close()]);
    },
  };
}
