import { AppError } from "../../lib/model/error.ts";
import type { Workflows } from "../../lib/services/workflows.ts";
import { empty, json } from "../answer.ts";
import { isCreation, requiredMatch } from "../etag.ts";
import { exampleAs, EXAMPLES } from "../examples.ts";
import { defineRoute, type Route } from "../route.ts";
import {
  factsOf,
  FILE_WRITE,
  fileAnswer,
  fileHeaders,
  fileReplies,
  messageOf,
  READ_HEADERS,
  savedAnswer,
  savedReply,
  WRITE_HEADERS,
} from "./files.ts";
import { listAnswer, listReply, paging } from "./listing.ts";
import { operations } from "./operations.ts";
import * as schemas from "./schemas.ts";

const LIST = "/api/v1/workflows";
const ONE = `${LIST}/{name}`;
const object = "workflow/{name}";

/** The workflows of the repository: what people list, open and save. */
export const workflowRoutes: readonly Route[] = [
  defineRoute({
    name: "workflows.list",
    method: "GET",
    path: LIST,
    permission: "read",
    summary: "List and search workflows",
    query: (z) =>
      z.strictObject({
        ...paging(z),
        search: z.string().max(200).meta({ description: "Part of the name, title or description" })
          .exactOptional(),
        kind: z.string().max(60).exactOptional(),
        state: z.enum(["valid", "invalid"]).exactOptional(),
        sort: z.enum(["name", "-name", "updated", "-updated"]).exactOptional(),
      }),
    responses: {
      200: listReply("A page of workflows", (z) =>
        z.object({
          name: schemas.id(z),
          title: z.string().exactOptional(),
          description: z.string().exactOptional(),
          kind: z.string().exactOptional(),
          nodes: z.int(),
          connections: z.int(),
          etag: schemas.etag(z),
          updatedAt: schemas.moment(z),
          updatedBy: z.string(),
          errors: z.int(),
          problem: schemas.problem(z).exactOptional(),
          findings: z.object({ errors: z.int(), total: z.int() })
            .meta({ description: "How much rules find; nothing while it has errors" }),
        })),
    },
    async handler(context) {
      const { per_page: perPage, ...query } = context.query;
      return listAnswer(context, await context.services.workflows.list({ ...query, perPage }));
    },
  }),
  defineRoute({
    name: "workflows.create",
    method: "POST",
    path: LIST,
    permission: "write",
    summary: "Create a workflow",
    description: "From a text, or as one of the examples.",
    object: "workflow",
    body: (z) =>
      z.strictObject({
        name: schemas.id(z),
        text: schemas.text(z).exactOptional(),
        example: z.enum(EXAMPLES).exactOptional(),
        message: schemas.message(z).exactOptional(),
      }).refine(
        ({ text, example }) => (text === undefined) !== (example === undefined),
        "must hold either text or example",
      ).meta({ oneOf: [{ required: ["text"] }, { required: ["example"] }] }),
    responses: { 201: savedReply("The workflow is there") },
    faults: [409],
    async handler(context) {
      const { services, actor, body: { name, text, example, message } } = context;
      context.note({ object: `workflow/${name}` });
      const file = text === undefined ? exampleAs(name, example!) : { text };
      const wanted = message === undefined ? file : { ...file, message };
      const saved = await services.workflows.create(name, wanted, actor);
      return savedAnswer(context, saved, `${LIST}/${name}`);
    },
  }),
  defineRoute({
    name: "workflows.read",
    method: "GET",
    path: ONE,
    permission: "read",
    summary: "Read a workflow",
    headers: READ_HEADERS,
    responses: fileReplies("The workflow"),
    handler: async ({ request, params, services }) =>
      fileAnswer(request, await services.workflows.read(params.name!)),
  }),
  defineRoute({
    name: "workflows.replace",
    method: "PUT",
    path: ONE,
    permission: "write",
    summary: "Replace or create a workflow",
    description: "YAML is stored byte for byte; the same bytes make no commit.",
    object,
    ...FILE_WRITE,
    async handler(context) {
      const { request, services: { workflows }, actor } = context;
      const name = context.params.name!;
      const file = { text: context.body.text, ...messageOf(context) };
      if (isCreation(request)) {
        const saved = await workflows.create(name, file, actor)
          .catch((error) => refuseExisting(error, name, workflows));
        return savedAnswer(context, saved, `${LIST}/${name}`);
      }
      const saved = await workflows.replace(name, file, requiredMatch(request), actor);
      return savedAnswer(context, saved);
    },
  }),
  defineRoute({
    name: "workflows.patch",
    method: "PATCH",
    path: ONE,
    permission: "write",
    summary: "Apply operations to a workflow and its layout",
    description: "One commit; only the lines that the operations touch change.",
    object,
    headers: WRITE_HEADERS,
    body: (z) =>
      z.strictObject({
        operations: operations(z),
        expandAliases: z.boolean().meta({
          description: "Whether aliases give way to what they stand for, where they are in the way",
        }).exactOptional(),
        message: schemas.message(z).exactOptional(),
      }),
    responses: {
      200: {
        description: "What the operations made",
        headers: ["ETag", "Vary"],
        json: (z) =>
          schemas.savedFile(z).extend({
            text: z.string(),
            layout: z.object({ text: z.string(), etag: schemas.etag(z).exactOptional() }),
          }),
      },
    },
    async handler(context) {
      const { request, params, services, actor, body } = context;
      const match = requiredMatch(request);
      const saved = await services.workflows.patch(params.name!, body, match, actor);
      context.note(factsOf(saved));
      return json(saved, { headers: fileHeaders(saved.etag) });
    },
  }),
  defineRoute({
    name: "workflows.remove",
    method: "DELETE",
    path: ONE,
    permission: "write",
    summary: "Delete a workflow with its layout",
    object,
    headers: WRITE_HEADERS,
    responses: { 204: { description: "It is gone" } },
    async handler(context) {
      const { request, params, services, actor } = context;
      const match = requiredMatch(request);
      context.note(factsOf(await services.workflows.remove(params.name!, match, actor)));
      return empty();
    },
  }),
  defineRoute({
    name: "workflows.duplicate",
    method: "POST",
    path: `${ONE}/duplicate`,
    permission: "write",
    summary: "Copy a workflow with its layout",
    object,
    body: (z) => z.strictObject({ name: schemas.id(z) }),
    responses: { 201: savedReply("The copy is there") },
    faults: [409],
    async handler(context) {
      const { params, services, actor, body: { name } } = context;
      const saved = await services.workflows.duplicate(params.name!, name, actor);
      return savedAnswer(context, saved, `${LIST}/${name}`);
    },
  }),
];

/** `If-None-Match: *` names a condition, and one that fails has a status of its own. */
async function refuseExisting(error: unknown, name: string, workflows: Workflows): Promise<never> {
  if (!(error instanceof AppError) || error.code !== "already_exists") throw error;
  const { etag } = await workflows.read(name);
  throw new AppError("precondition_failed", error.message, { cause: error, details: { etag } });
}
