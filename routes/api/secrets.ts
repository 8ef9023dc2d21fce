import { FORMATS } from "../../lib/model/formats.ts";
import { empty, json } from "../answer.ts";
import { environmentName as environment, id, type Param } from "../params.ts";
import { defineRoute, type Route } from "../route.ts";

const LIST = "/api/v1/environments/{environment}/secrets/{workflow}";

const key: Param = {
  description: `The key of a secret: ${FORMATS["secret-key"]!.expected}`,
  pattern: /^[A-Za-z_][A-Za-z0-9_.-]{0,252}$/,
  example: "password",
};

const node: Param = { ...id, example: "db-password" };

/** The longest value that is kept. */
const LONGEST = 64 * 1024;

/** Which secret values are there, and setting them. No value is ever read back. */
export const secretRoutes: readonly Route[] = [
  defineRoute({
    name: "secrets.list",
    method: "GET",
    path: LIST,
    permission: "read",
    summary: "List the secrets that a workflow names",
    params: { environment },
    responses: {
      200: {
        description: "The names, and whether each has a value",
        json: (z) =>
          z.object({
            items: z.array(z.object({ node: z.string(), key: z.string(), isSet: z.boolean() })),
            total: z.int(),
          }),
      },
    },
    async handler({ params: { environment, workflow }, services }) {
      const items = await services.environments.secrets(environment!, workflow!);
      return json({ items, total: items.length });
    },
  }),
  defineRoute({
    name: "secrets.set",
    method: "PUT",
    path: `${LIST}/{node}/{key}`,
    permission: "deploy",
    summary: "Set the value of a secret",
    object: "secret/{environment}/{workflow}/{node}/{key}",
    params: { environment, node, key },
    body: (z) => z.strictObject({ value: z.string().min(1).max(LONGEST) }),
    responses: { 204: { description: "It is kept" } },
    async handler({ params: { environment, workflow, node, key }, services, actor, body }) {
      const place = { environment: environment!, workflow: workflow!, node: node!, key: key! };
      await services.environments.setSecret(place, body.value, actor);
      return empty();
    },
  }),
];
