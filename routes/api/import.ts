import type { z as zod } from "zod";
import { FOREIGN_BYTES } from "../../lib/format/foreign_yaml.ts";
import { json } from "../answer.ts";
import { defineRoute, type Route, type Zod } from "../route.ts";
import { id, problem } from "./schemas.ts";

/** Makes workflows of what people already have. */
export const importRoutes: readonly Route[] = [
  defineRoute({
    name: "import.run",
    method: "POST",
    path: "/api/v1/import",
    permission: "write",
    summary: "Read other formats as a workflow",
    description: "Answers the workflow, its layout and what became of every line. Nothing is kept.",
    isRead: true,
    maxBody: FOREIGN_BYTES,
    body: (z) =>
      z.strictObject({
        from: id(z).exactOptional().meta({
          description: "The id of a format; recognised by what the files hold without",
        }),
        name: id(z),
        files: z.array(file(z)).min(1).max(1000),
      }),
    responses: {
      200: { description: "The workflow, or what could not be read", json: imported },
    },
    handler: async ({ services, body: { from, name, files } }) =>
      json(await services.importing.import({ from, name, files })),
  }),
];

/** A name in a path: neither `.` nor `..`, and not empty. */
const NAME = String
  .raw`(?:[^\\/.\x00-\x1f\x7f]|\.[^\\/.\x00-\x1f\x7f]|\.\.[^\\/\x00-\x1f\x7f])[^\\/\x00-\x1f\x7f]*`;

/** A path that leads down only. */
const RELATIVE = new RegExp(`^${NAME}(?:/${NAME})*$`);

function file(z: Zod): zod.ZodType<{ path: string; text: string }> {
  return z.strictObject({
    path: z.string().max(400).regex(RELATIVE, "must be a relative path that leads down only"),
    text: z.string(),
  });
}

function imported(z: Zod): zod.ZodType {
  return z.object({
    from: id(z),
    text: z.string().optional(),
    layout: z.string().optional(),
    report: z.array(z.object({
      file: z.string(),
      from: z.int(),
      to: z.int(),
      source: z.string(),
      class: z.enum(["taken", "approximated", "custom", "dropped"]),
      message: z.string(),
      node: z.string().optional(),
      at: z.array(z.union([z.string(), z.number()])).optional(),
    })),
    problems: z.array(problem(z)),
  });
}
