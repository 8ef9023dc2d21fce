import { docsRoute } from "./docs.ts";
import { healthRoutes } from "./health.ts";
import { createDescription, openapiRoute } from "./openapi.ts";
import type { Route } from "./route.ts";
import { schemaRoutes } from "./schemas.ts";

/** What stands beside the API: health, schemas, and how the API describes itself. */
export function systemRoutes(api: readonly Route[]): readonly Route[] {
  const described = [...healthRoutes, ...schemaRoutes];
  const description = createDescription([...described, ...api]);
  return [...described, openapiRoute(description), docsRoute(description)];
}
