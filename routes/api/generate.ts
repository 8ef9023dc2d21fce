import { json } from "../answer.ts";
import { defineRoute, type Route, type Zod } from "../route.ts";
import { id, problem, text } from "./schemas.ts";
import type { z as zod } from "zod";

/** Renders workflows. */
export const generateRoutes: readonly Route[] = [
  defineRoute({
    name: "generate.list",
    method: "GET",
    path: "/api/v1/generate",
    permission: "read",
    summary: "List the outputs that there are",
    responses: {
      200: {
        description: "The outputs",
        json: (z) =>
          z.object({
            items: z.array(z.object({ id: id(z), title: z.string() })),
            total: z.int(),
          }),
      },
    },
    handler({ services: { generation: { outputs } } }) {
      return json({ items: outputs, total: outputs.length });
    },
  }),
  defineRoute({
    name: "generate.run",
    method: "POST",
    path: "/api/v1/generate/{output}",
    permission: "read",
    summary: "Render a workflow or a text",
    description: "By itself or in an environment. Nothing is kept.",
    isRead: true,
    params: {
      output: {
        description: "The id of an output",
        pattern: /^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$/,
        example: "kubernetes",
      },
    },
    body: (z) =>
      z.strictObject({
        name: id(z).exactOptional(),
        text: text(z).exactOptional(),
        environment: id(z).exactOptional(),
      }).refine(
        ({ name, text }) => name !== undefined || text !== undefined,
        "must hold a name or a text",
      ).meta({ anyOf: [{ required: ["name"] }, { required: ["text"] }] }),
    responses: {
      200: {
        description: "The files, what became of each property, and where each line came from",
        json: generated,
      },
    },
    handler: async ({ params, services, body }) =>
      json(await services.generation.generate({ output: params.output!, ...body })),
  }),
];

function generated(z: Zod): zod.ZodType {
  const path = z.array(z.union([z.string(), z.number()]));
  const lines = z.object({ from: z.int(), to: z.int(), node: z.string().nullable(), path });
  return z.object({
    files: z.array(z.object({ path: z.string(), text: z.string() })),
    report: z.array(z.object({
      node: z.string(),
      path,
      class: z.enum(["exact", "approximated", "dropped"]),
      message: z.string(),
    })),
    map: z.object({ version: z.literal(1), files: z.record(z.string(), z.array(lines)) }),
    problems: z.array(problem(z)),
  });
}
