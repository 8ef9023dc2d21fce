import { hasErrors } from "../../lib/model/problem.ts";
import { json } from "../answer.ts";
import { defineRoute, type Route } from "../route.ts";
import * as schemas from "./schemas.ts";

/** Judges a text without keeping it. */
export const validateRoutes: readonly Route[] = [
  defineRoute({
    name: "validate.run",
    method: "POST",
    path: "/api/v1/validate",
    permission: "read",
    summary: "Judge a workflow",
    description: "Lists everything that is wrong, rules included; a text with faults is no error.",
    isRead: true,
    body: (z) => z.strictObject({ text: schemas.text(z) }),
    responses: {
      200: {
        description: "What is wrong with it",
        json: (z) => z.object({ ok: z.boolean(), problems: z.array(schemas.problem(z)) }),
      },
    },
    async handler({ services, body }) {
      const problems = await services.generation.validate(body.text);
      return json({ ok: !hasErrors(problems), problems });
    },
  }),
];
