import type { Catalogue } from "../model/catalogue.ts";
import type { Accounts } from "./accounts.ts";
import type { Audit } from "./audit.ts";
import type { Authentication } from "./authentication.ts";
import type { DeploymentJobs } from "./deployment_jobs.ts";
import type { Drafts } from "./drafts.ts";
import type { Environments } from "./environments.ts";
import type { Events } from "./events.ts";
import type { Generating } from "./generating.ts";
import type { Health } from "./health.ts";
import type { Importing } from "./importing.ts";
import type { Merges } from "./merges.ts";
import type { History } from "./history.ts";
import type { Metrics } from "./metrics.ts";
import type { Workflows } from "./workflows.ts";

/** Everything a user can do with one repository. */
export interface Services {
  readonly catalogue: Catalogue;
  readonly accounts: Accounts;
  readonly audit: Audit;
  readonly authentication: Authentication;
  readonly deployments: DeploymentJobs;
  readonly drafts: Drafts;
  readonly environments: Environments;
  readonly events: Events;
  readonly generation: Generating;
  readonly health: Health;
  readonly history: History;
  readonly importing: Importing;
  readonly merges: Merges;
  readonly metrics: Metrics;
  readonly workflows: Workflows;
  /** Ends streams and jobs. The state stays open for requests on their way. */
  close(): Promise<void>;
}
