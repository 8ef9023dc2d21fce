import { ROLES } from "../../lib/model/role.ts";
import { json } from "../answer.ts";
import { defineRoute, type Route } from "../route.ts";
import { listAnswer, listReply, paging } from "./listing.ts";
import * as schemas from "./schemas.ts";

/** What was done, by whom. */
export const auditRoutes: readonly Route[] = [
  defineRoute({
    name: "audit.list",
    method: "GET",
    path: "/api/v1/audit",
    permission: "administer",
    summary: "List what was done, the newest first",
    query: (z) => z.strictObject(paging(z, 50)),
    responses: {
      200: listReply("A page of the audit log", (z) =>
        z.object({
          id: z.int(),
          at: schemas.moment(z),
          actor: z.string().nullable(),
          role: z.enum(ROLES).nullable(),
          action: z.string(),
          object: z.string(),
          before: z.string().optional(),
          after: z.string().optional(),
          requestId: z.string(),
          address: z.string(),
          result: z.enum(["allowed", "denied", "failed"]),
          reason: z.string().optional(),
          previous: z.string(),
          hash: z.string(),
        })),
    },
    async handler(context) {
      const { page, per_page: perPage } = context.query;
      const { items, total } = await context.services.audit.list({ page, perPage });
      return listAnswer(context, { items, page, perPage, total });
    },
  }),
  defineRoute({
    name: "audit.verify",
    method: "GET",
    path: "/api/v1/audit/verify",
    permission: "administer",
    summary: "Check that nobody changed the audit log",
    responses: {
      200: {
        description: "Whether every record fits the one before, and the first that does not",
        json: (z) => z.object({ ok: z.boolean(), record: z.int().optional() }),
      },
    },
    async handler({ services }) {
      const record = await services.audit.verify();
      return json({ ok: record === undefined, record });
    },
  }),
];
