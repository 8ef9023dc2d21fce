import { isCreation, requiredMatch } from "../etag.ts";
import { defineRoute, type Route, type SchemaOf } from "../route.ts";
import {
  FILE_WRITE,
  fileAnswer,
  fileReplies,
  messageOf,
  READ_HEADERS,
  savedAnswer,
} from "./files.ts";
import * as schemas from "./schemas.ts";

const PATH = "/api/v1/workflows/{name}/layout";

/** A layout that is made and not read has no tag. */
const made: SchemaOf = (z) => schemas.openFile(z).extend({ etag: schemas.etag(z).exactOptional() });

/** Where the nodes of a workflow stand on the canvas; a file of its own. */
export const layoutRoutes: readonly Route[] = [
  defineRoute({
    name: "layout.read",
    method: "GET",
    path: PATH,
    permission: "read",
    summary: "Read the layout of a workflow",
    description: "Where there is no file it is laid out automatically, and there is no ETag.",
    headers: READ_HEADERS,
    responses: fileReplies("The layout", made),
    handler: async ({ request, params, services }) =>
      fileAnswer(request, await services.workflows.layout(params.name!)),
  }),
  defineRoute({
    name: "layout.replace",
    method: "PUT",
    path: PATH,
    permission: "write",
    summary: "Replace or create the layout of a workflow",
    object: "layout/{name}",
    ...FILE_WRITE,
    async handler(context) {
      const { request, params, services: { workflows }, actor } = context;
      const match = isCreation(request) ? undefined : requiredMatch(request);
      const file = { text: context.body.text, ...messageOf(context) };
      const saved = await workflows.replaceLayout(params.name!, file, match, actor);
      const path = `/api/v1/workflows/${params.name}/layout`;
      return savedAnswer(context, saved, match === undefined ? path : undefined);
    },
  }),
];
