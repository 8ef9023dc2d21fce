import type { z as zod } from "zod";
import type { Header } from "../params.ts";
import { empty, json } from "../answer.ts";
import { ETAG, isCreation, quoted, requiredMatch } from "../etag.ts";
import { defineRoute, type Route, type Zod } from "../route.ts";
import { factsOf, fileHeaders } from "./files.ts";
import { mergePreview, resolutions, savedPatch } from "./merging.ts";
import { operations } from "./operations.ts";
import * as schemas from "./schemas.ts";

const ONE = "/api/v1/workflows/{name}/draft";
const object = "draft/{name}";

const IF_MATCH: Header = {
  description: "The ETag of the draft that you saw",
  pattern: ETAG,
  example: quoted("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
};

const MATCH = { "If-Match": { ...IF_MATCH, isRequired: true } };

/** The unsaved edits of who asks. Nobody else's can be asked for. */
export const draftRoutes: readonly Route[] = [
  defineRoute({
    name: "drafts.list",
    method: "GET",
    path: "/api/v1/drafts",
    permission: "read",
    summary: "List one's own drafts",
    responses: {
      200: {
        description: "All of them, by the name of the workflow",
        json: (z) => z.object({ items: z.array(summary(z)), total: z.int() }),
      },
    },
    async handler({ services, actor }) {
      const items = await services.drafts.list(actor);
      return json({ items, total: items.length });
    },
  }),
  defineRoute({
    name: "drafts.read",
    method: "GET",
    path: ONE,
    permission: "read",
    summary: "Read one's own draft of a workflow",
    description: "With the files that it was drawn on, and whether the workflow has changed since.",
    responses: {
      200: {
        description: "The draft",
        headers: ["ETag"],
        json: (z) =>
          summary(z).extend({
            operations: operations(z),
            text: z.string(),
            layout: z.object({ text: z.string(), etag: schemas.etag(z).exactOptional() }),
            isBaseKnown: z.boolean(),
            head: standing(z),
          }),
      },
    },
    async handler({ params, services, actor }) {
      const draft = await services.drafts.read(params.name!, actor);
      return json(draft, { headers: { etag: quoted(draft.etag) } });
    },
  }),
  defineRoute({
    name: "drafts.keep",
    method: "PUT",
    path: ONE,
    permission: "write",
    summary: "Keep unsaved edits of a workflow",
    description: "Outside Git, for who asks alone. The same edits again are fine.",
    object,
    // It comes every second while somebody edits, and changes nothing that anybody else sees.
    isRead: true,
    headers: {
      "If-Match": IF_MATCH,
      "If-None-Match": { description: "* where there is no draft yet", only: "*" },
    },
    body: (z) => z.strictObject({ base: schemas.commit(z), operations: operations(z) }),
    responses: { 200: keptReply("It is kept"), 201: keptReply("It is there") },
    faults: [404, 412, 428],
    async handler({ request, params, services, actor, body }) {
      const seen = isCreation(request) ? undefined : requiredMatch(request);
      const { isNew, ...kept } = await services.drafts.keep(params.name!, body, seen, actor);
      const location = ONE.replace("{name}", params.name!);
      const headers = { etag: quoted(kept.etag), ...(isNew && { location }) };
      return json(kept, { status: isNew ? 201 : 200, headers });
    },
  }),
  defineRoute({
    name: "drafts.discard",
    method: "DELETE",
    path: ONE,
    permission: "write",
    summary: "Discard one's own draft of a workflow",
    object,
    headers: MATCH,
    responses: { 204: { description: "It is gone" } },
    async handler({ request, params, services, actor }) {
      await services.drafts.discard(params.name!, requiredMatch(request), actor);
      return empty();
    },
  }),
  defineRoute({
    name: "drafts.publish",
    method: "POST",
    path: `${ONE}/publish`,
    permission: "write",
    summary: "Save one's own draft as one commit",
    description: "Where the workflow has changed meanwhile, both are merged; with dryRun nothing " +
      "is saved.",
    object: "workflow/{name}",
    headers: MATCH,
    body: (z) =>
      z.strictObject({
        message: schemas.message(z).exactOptional(),
        resolutions: resolutions(z).exactOptional(),
        recreate: z.boolean().exactOptional(),
        dryRun: z.boolean().exactOptional(),
      }),
    responses: {
      200: {
        description: "What was saved, or would be",
        headers: ["ETag", "Vary"],
        json: (z) =>
          z.union([
            savedPatch(z).extend({ isMerged: z.boolean() }),
            mergePreview(z).extend({
              mine: z.object({ text: z.string(), layout: z.string().exactOptional() }),
            }),
          ]),
      },
    },
    faults: [409],
    async handler(context) {
      const { request, params, services: { drafts }, actor } = context;
      const { dryRun = false, ...publication } = context.body;
      const [name, seen] = [params.name!, requiredMatch(request)];
      if (dryRun) {
        return json(await drafts.preview(name, publication, seen, actor), {
          headers: fileHeaders(undefined),
        });
      }
      const saved = await drafts.publish(name, publication, seen, actor);
      context.note(factsOf(saved));
      return json(saved, { headers: fileHeaders(saved.etag) });
    },
  }),
];

function keptReply(description: string) {
  return {
    description,
    headers: ["ETag", "Location"],
    json: (z: Zod) => summary(z).extend({ head: standing(z) }),
  };
}

function summary(z: Zod): zod.ZodObject {
  return z.object({
    name: schemas.id(z),
    base: schemas.commit(z),
    savedAt: schemas.moment(z),
    etag: z.string(),
  });
}

function standing(z: Zod): zod.ZodType {
  return z.object({
    commit: schemas.commit(z).exactOptional(),
    state: z.enum(["same", "moved", "deleted"]),
  });
}
