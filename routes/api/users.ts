import { ROLES } from "../../lib/model/role.ts";
import { empty, json } from "../answer.ts";
import { defineRoute, type Route } from "../route.ts";
import { id } from "../params.ts";
import { listAnswer, listReply, pageOf, paging } from "./listing.ts";
import * as schemas from "./schemas.ts";

const LIST = "/api/v1/admin/users";
const ONE = `${LIST}/{name}`;
const object = "user/{name}";
const params: Route["params"] = { name: { ...id, example: "grace" } };

/** The people who may sign in. */
export const userRoutes: readonly Route[] = [
  defineRoute({
    name: "users.list",
    method: "GET",
    path: LIST,
    permission: "administer",
    summary: "List accounts",
    query: (z) => z.strictObject(paging(z, 100)),
    responses: { 200: listReply("A page of accounts", schemas.account) },
    handler: async (context) =>
      listAnswer(context, pageOf(await context.services.accounts.list(), context.query)),
  }),
  defineRoute({
    name: "users.create",
    method: "POST",
    path: LIST,
    permission: "administer",
    summary: "Make an account",
    object: "user",
    body: (z) =>
      z.strictObject({
        name: schemas.id(z),
        role: z.enum(ROLES),
        password: schemas.newPassword(z),
      }),
    responses: {
      201: { description: "The account", json: schemas.account, headers: ["Location"] },
    },
    faults: [409],
    async handler(context) {
      const { body, services } = context;
      context.note({ object: `user/${body.name}` });
      const account = await services.accounts.create(body);
      return json(account, { status: 201, headers: { location: `${LIST}/${body.name}` } });
    },
  }),
  defineRoute({
    name: "users.update",
    method: "PATCH",
    path: ONE,
    permission: "administer",
    summary: "Change a role or a password, or disable an account",
    object,
    params,
    body: (z) =>
      z.strictObject({
        role: z.enum(ROLES).exactOptional(),
        isDisabled: z.boolean().exactOptional(),
        password: schemas.newPassword(z).exactOptional(),
      }),
    responses: { 200: { description: "The account", json: schemas.account } },
    faults: [409],
    handler: async ({ params, body, services }) =>
      json(await services.accounts.update(params.name!, body)),
  }),
  defineRoute({
    name: "users.remove",
    method: "DELETE",
    path: ONE,
    permission: "administer",
    summary: "Remove an account",
    object,
    params,
    responses: { 204: { description: "It is gone" } },
    faults: [409],
    async handler({ params, services }) {
      await services.accounts.remove(params.name!);
      return empty();
    },
  }),
];
