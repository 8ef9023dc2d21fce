import type { z as zod } from "zod";
import { type Answer, text } from "./answer.ts";
import type { Description, Operation } from "./description/description.ts";
import { jsonSchema } from "./description/json_schema.ts";
import { operationOf } from "./description/operation.ts";
import { errorResponses } from "./description/responses.ts";
import { defineRoute, type Route, type Zod } from "./route.ts";
import { loadZod } from "./schema.ts";

/** Describes routes when it is first asked to: it takes zod and some time. */
export function createDescription(routes: readonly Route[]): () => Promise<Description> {
  let description: Promise<Description> | undefined;
  return () => description ??= describe(routes);
}

/** `/openapi.json`. */
export function openapiRoute(description: () => Promise<Description>): Route {
  let answer: Promise<Answer> | undefined;
  return defineRoute({
    name: "openapi.read",
    method: "GET",
    path: "/openapi.json",
    permission: "public",
    summary: "The description of the API, as OpenAPI 3.1",
    responses: { 200: { description: "The description", types: ["application/json"] } },
    handler: () =>
      answer ??= description().then((all) => ({
        ...text("application/json", JSON.stringify(all)),
        isShared: true,
      })),
  });
}

async function describe(routes: readonly Route[]): Promise<Description> {
  const z = await loadZod();
  const operations = await Promise.all(routes.map((route) => operationOf(z, route)));
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [index, { path, method }] of routes.entries()) {
    (paths[path] ??= {})[method.toLowerCase()] = operations[index]!;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Celestra",
      version: "1",
      description: "Workflows as files in Git: read and save them, render them, deploy them.",
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      // Cookies are not for programs: a request with one must come from a page of ours.
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An access token" },
        metrics: { type: "http", scheme: "bearer", description: "The token of the metrics" },
      },
      schemas: { Error: jsonSchema(z, errorSchema(z), "output") },
      responses: errorResponses(),
    },
  };
}

function errorSchema(z: Zod): zod.ZodType {
  return z.object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.unknown()),
      requestId: z.string(),
    }),
  });
}
