import type { Route } from "../route.ts";
import { auditRoutes } from "./audit.ts";
import { authRoutes } from "./auth.ts";
import { componentRoutes } from "./components.ts";
import { deploymentRoutes } from "./deployments.ts";
import { draftRoutes } from "./drafts.ts";
import { environmentRoutes } from "./environments.ts";
import { eventRoutes } from "./events.ts";
import { generateRoutes } from "./generate.ts";
import { historyRoutes } from "./history.ts";
import { importRoutes } from "./import.ts";
import { layoutRoutes } from "./layout.ts";
import { mergeRoutes } from "./merge.ts";
import { ruleRoutes } from "./rules.ts";
import { secretRoutes } from "./secrets.ts";
import type { Streams } from "./streams.ts";
import { userRoutes } from "./users.ts";
import { validateRoutes } from "./validate.ts";
import { workflowRoutes } from "./workflows.ts";
import { workflowPartRoutes } from "./workflow_parts.ts";

/** Everything under `/api/v1`. */
export function apiRoutes(streams: Streams): readonly Route[] {
  return [
    ...authRoutes,
    ...workflowRoutes,
    ...workflowPartRoutes,
    ...layoutRoutes,
    ...draftRoutes,
    ...mergeRoutes,
    ...historyRoutes,
    ...validateRoutes,
    ...ruleRoutes,
    ...componentRoutes,
    ...generateRoutes,
    ...importRoutes,
    ...environmentRoutes,
    ...secretRoutes,
    ...deploymentRoutes,
    ...eventRoutes(streams),
    ...auditRoutes,
    ...userRoutes,
  ];
}
