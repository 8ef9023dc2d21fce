import type { Tagged } from "../../lib/services/history.ts";
import { type Answer, empty, json } from "../answer.ts";
import { isCreation, isUnchanged, quoted, requiredMatch } from "../etag.ts";
import { commit } from "../params.ts";
import { defineRoute, type Reply, type Route } from "../route.ts";
import {
  factsOf,
  fileAnswer,
  fileHeaders,
  fileReplies,
  PUT_HEADERS,
  READ_HEADERS,
} from "./files.ts";
import { blame, historyEntry, renderedChange, restored, revision } from "./history_schemas.ts";
import { listAnswer, listReply, paging } from "./listing.ts";
import * as schemas from "./schemas.ts";

const ONE = "/api/v1/workflows/{name}";

/** The past of a workflow: who changed what, how it was, and how it is brought back. */
export const historyRoutes: readonly Route[] = [
  defineRoute({
    name: "history.log",
    method: "GET",
    path: `${ONE}/history`,
    permission: "read",
    summary: "List the commits that changed a workflow or one of its nodes",
    description: "The newest first, through renames; also of a workflow that is gone.",
    headers: READ_HEADERS,
    query: (z) =>
      z.strictObject({
        ...paging(z),
        node: schemas.id(z).exactOptional(),
      }),
    responses: taggedReplies(listReply("A page of the history", historyEntry)),
    async handler(context) {
      const { request, params, query: { per_page: perPage, ...query }, services } = context;
      const { tag, ...page } = await services.history.log(params.name!, { ...query, perPage });
      if (isUnchanged(request, tag)) return unchanged(tag);
      const answer = listAnswer(context, page);
      return { ...answer, headers: { ...answer.headers, etag: quoted(tag) } };
    },
  }),
  defineRoute({
    name: "history.at",
    method: "GET",
    path: `${ONE}/at/{commit}`,
    permission: "read",
    summary: "Read a workflow as it was at a commit, with its layout",
    params: { commit },
    headers: READ_HEADERS,
    responses: fileReplies("The workflow as it was", (z) =>
      schemas.openFile(z).extend({
        layout: z.object({
          text: z.string(),
          etag: schemas.etag(z).exactOptional(),
          problems: z.array(schemas.problem(z)),
        }),
      })),
    handler: async ({ request, params, services }) =>
      fileAnswer(request, await services.history.at(params.name!, params.commit!)),
  }),
  defineRoute({
    name: "history.diff",
    method: "GET",
    path: `${ONE}/diff`,
    permission: "read",
    summary: "Compare a workflow at two commits or branches",
    description:
      "Unless told, the head of the default branch and what was before its last change. " +
      "With an output or an environment also what the rendered files say differently, by node.",
    headers: READ_HEADERS,
    query: (z) =>
      z.strictObject({
        base: revision(z).exactOptional(),
        head: revision(z).exactOptional(),
        output: schemas.id(z).exactOptional(),
        environment: schemas.id(z).exactOptional(),
      }),
    responses: taggedReplies({
      description: "What differs",
      json: (z) =>
        z.object({
          base: schemas.commit(z),
          head: schemas.commit(z),
          workflows: z.array(z.looseObject({ name: z.string(), change: z.string() })),
          changes: z.array(z.string()),
          rendered: z.array(renderedChange(z)).exactOptional(),
        }),
    }),
    handler: async ({ request, params, query, services }) =>
      tagged(request, await services.history.diff(params.name!, query)),
  }),
  defineRoute({
    name: "history.blame",
    method: "GET",
    path: `${ONE}/blame`,
    permission: "read",
    summary: "Tell which commit last changed each node, field and connection",
    headers: READ_HEADERS,
    responses: taggedReplies({ description: "Who changed what last", json: blame }),
    faults: [422],
    handler: async ({ request, params, services }) =>
      tagged(request, await services.history.blame(params.name!)),
  }),
  defineRoute({
    name: "history.restore",
    method: "POST",
    path: `${ONE}/restore`,
    permission: "write",
    summary: "Bring a workflow, or one of its nodes, back as it was",
    description: "A whole workflow byte for byte; of a node what nobody changed again. " +
      "With dryRun nothing is saved, and no condition is needed.",
    object: "workflow/{name}",
    headers: PUT_HEADERS,
    body: (z) =>
      z.strictObject({
        commit: revision(z),
        node: schemas.id(z).exactOptional(),
        overwrite: z.boolean().default(false),
        message: schemas.message(z).exactOptional(),
        dryRun: z.boolean().default(false),
      }),
    responses: { 200: restoredReply("It is back"), 201: restoredReply("It is there again") },
    faults: [409],
    async handler(context) {
      const { request, services: { history }, actor, body: { dryRun, ...wish } } = context;
      const name = context.params.name!;
      if (dryRun) {
        const would = await history.preview(name, wish);
        return json(would, { headers: fileHeaders(would.etag) });
      }
      const match = isCreation(request) ? undefined : requiredMatch(request);
      const restored = await history.restore(name, wish, match, actor);
      context.note(factsOf(restored));
      const isNew = match === undefined;
      const location = { location: `/api/v1/workflows/${name}` };
      return json(restored, {
        status: isNew ? 201 : 200,
        headers: { ...fileHeaders(restored.etag), ...(isNew && location) },
      });
    },
  }),
];

function tagged(request: Request, { tag, ...value }: Tagged<object>): Answer {
  return isUnchanged(request, tag)
    ? unchanged(tag)
    : json(value, { headers: { etag: quoted(tag) } });
}

function unchanged(tag: string): Answer {
  return empty({ status: 304, headers: { etag: quoted(tag) } });
}

function taggedReplies(reply: Reply): Readonly<Record<number, Reply>> {
  const headers = ["ETag"];
  return {
    200: { ...reply, headers: [...reply.headers ?? [], ...headers] },
    304: { description: "It is what you have", headers },
  };
}

function restoredReply(description: string): Reply {
  return { description, headers: ["ETag", "Vary", "Location"], json: restored };
}
