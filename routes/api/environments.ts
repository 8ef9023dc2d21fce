import type { z as zod } from "zod";
import { empty, json } from "../answer.ts";
import { isUnchanged, quoted } from "../etag.ts";
import { defineRoute, type Route, type Zod } from "../route.ts";
import { environmentName } from "../params.ts";
import { READ_HEADERS } from "./files.ts";
import { listAnswer, listReply, pageOf, paging } from "./listing.ts";
import * as schemas from "./schemas.ts";

const LIST = "/api/v1/environments";

/** Where workflows can go. */
export const environmentRoutes: readonly Route[] = [
  defineRoute({
    name: "environments.list",
    method: "GET",
    path: LIST,
    permission: "read",
    summary: "List environments",
    query: (z) => z.strictObject(paging(z, 100)),
    responses: { 200: listReply("A page of environments", summary) },
    handler: async (context) =>
      listAnswer(context, pageOf(await context.services.environments.list(), context.query)),
  }),
  defineRoute({
    name: "environments.read",
    method: "GET",
    path: `${LIST}/{environment}`,
    permission: "read",
    summary: "Read an environment",
    params: { environment: environmentName },
    headers: READ_HEADERS,
    responses: {
      200: {
        description: "The environment",
        headers: ["ETag"],
        json: (z) => summary(z).extend({ text: z.string() }),
      },
      304: { description: "It is what you have", headers: ["ETag"] },
    },
    async handler({ request, params, services }) {
      const environment = await services.environments.read(params.environment!);
      const headers = { etag: quoted(environment.etag) };
      return isUnchanged(request, environment.etag)
        ? empty({ status: 304, headers })
        : json(environment, { headers });
    },
  }),
];

function summary(z: Zod): zod.ZodObject {
  return z.object({
    name: schemas.id(z),
    target: z.string(),
    output: z.string(),
    trigger: z.string(),
    namespace: z.string().optional(),
    etag: schemas.etag(z),
    problems: z.array(schemas.problem(z)),
  });
}
