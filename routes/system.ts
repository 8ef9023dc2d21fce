import { docsRoute } from "./docs.ts";
import { healthRoutes } from "./health.ts";
import { createDescription, openapiRoute } from "./openapi.ts";
import type { Route } from "./route.ts";

/** What stands beside the API: health, and how the API describes itself. */
export function systemRoutes(api: readonly Route[]): readonly Route[] {
  const description = createDescription([...healthRoutes, ...api]);
  return [...healthRoutes, openapiRoute(description), docsRoute(description)];
}
