import { json } from "../answer.ts";
import { requiredMatch } from "../etag.ts";
import { defineRoute, type Route, type Zod } from "../route.ts";
import { factsOf, fileHeaders, WRITE_HEADERS } from "./files.ts";
import { mergePreview, resolutions, savedPatch } from "./merging.ts";
import * as schemas from "./schemas.ts";

/** Merges of other versions into a workflow. */
export const mergeRoutes: readonly Route[] = [
  defineRoute({
    name: "workflows.merge",
    method: "POST",
    path: "/api/v1/workflows/{name}/merge",
    permission: "write",
    summary: "Merge another version into a workflow",
    description: "By node and field, from a commit, a branch or a text; with dryRun nothing is " +
      "saved, and If-Match is not looked at.",
    object: "workflow/{name}",
    headers: { "If-Match": { ...WRITE_HEADERS["If-Match"]!, isRequired: false } },
    body: (z) =>
      z.strictObject({
        theirs: z.union([
          z.strictObject({ revision: revision(z) }),
          z.strictObject({ text: schemas.text(z), layout: schemas.text(z).exactOptional() }),
        ]),
        base: revision(z).exactOptional(),
        message: schemas.message(z).exactOptional(),
        resolutions: resolutions(z).exactOptional(),
        dryRun: z.boolean().exactOptional(),
      }),
    responses: {
      200: {
        description: "What was saved, or would be",
        headers: ["ETag", "Vary"],
        json: (z) =>
          z.union([
            savedPatch(z).extend({ isMerged: z.boolean(), parents: z.int() }),
            mergePreview(z),
          ]),
      },
    },
    faults: [409, 412, 428],
    async handler(context) {
      const { request, params, services: { merges }, actor } = context;
      const { dryRun = false, ...wanted } = context.body;
      const name = params.name!;
      if (dryRun) {
        return json(await merges.preview(name, wanted), { headers: fileHeaders(undefined) });
      }
      const saved = await merges.merge(name, wanted, requiredMatch(request), actor);
      context.note(factsOf(saved));
      return json(saved, { headers: fileHeaders(saved.etag) });
    },
  }),
];

/** A commit, branch or tag. */
function revision(z: Zod) {
  return z.string().min(1).max(255);
}
