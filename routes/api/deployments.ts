import type { z as zod } from "zod";
import type { Deployment } from "../../lib/model/deployment.ts";
import { type Answer, json } from "../answer.ts";
import { deploymentId } from "../params.ts";
import { type Context, defineRoute, type Reply, type Route, type Zod } from "../route.ts";
import { listAnswer, listReply, paging } from "./listing.ts";
import * as schemas from "./schemas.ts";

const LIST = "/api/v1/deployments";
const ONE = `${LIST}/{id}`;
const params = { id: deploymentId };
const object = "deployment/{id}";

const STATES = [
  "queued",
  "rendering",
  "committed",
  "applying",
  "healthy",
  "failed",
  "cancelled",
  "superseded",
] as const satisfies readonly Deployment["state"][];

const accepted: Reply = {
  description: "It is queued; the event stream and its address tell how it goes on",
  json: deployment,
  headers: ["Location"],
};

/** Workflows on their way to environments. */
export const deploymentRoutes: readonly Route[] = [
  defineRoute({
    name: "deployments.list",
    method: "GET",
    path: LIST,
    permission: "read",
    summary: "List deployments, the newest first",
    query: (z) =>
      z.strictObject({
        ...paging(z),
        workflow: schemas.id(z).exactOptional(),
        environment: schemas.id(z).exactOptional(),
        state: z.enum(STATES).exactOptional(),
      }),
    responses: { 200: listReply("A page of deployments", deployment) },
    async handler(context) {
      const { per_page: perPage, ...query } = context.query;
      return listAnswer(context, await context.services.deployments.list({ ...query, perPage }));
    },
  }),
  defineRoute({
    name: "deployments.create",
    method: "POST",
    path: LIST,
    permission: "deploy",
    summary: "Deploy a workflow",
    description: "By default its newest commit. A queued one of the same place is superseded.",
    object: "deployment",
    body: (z) =>
      z.strictObject({
        workflow: schemas.id(z),
        environment: schemas.id(z),
        commit: schemas.commit(z).exactOptional(),
      }),
    responses: { 202: accepted },
    faults: [404],
    handler: async (context) =>
      queued(context, await context.services.deployments.start(context.body, context.actor)),
  }),
  defineRoute({
    name: "deployments.undeploy",
    method: "POST",
    path: `${LIST}/undeploy`,
    permission: "deploy",
    summary: "Take a workflow away from an environment",
    description: "Its volumes stay; the answer names them.",
    object: "deployment",
    body: (z) => z.strictObject({ workflow: schemas.id(z), environment: schemas.id(z) }),
    responses: {
      200: {
        description: "It is gone",
        json: (z) =>
          z.object({ commit: schemas.commit(z).optional(), volumes: z.array(z.string()) }),
      },
    },
    faults: [404, 409, 502],
    async handler(context) {
      const { services, actor, body } = context;
      context.note({ object: `deployed/${body.environment}/${body.workflow}` });
      const undeployed = await services.deployments.undeploy(body, actor);
      if (undeployed.commit !== undefined) context.note({ after: undeployed.commit });
      return json(undeployed);
    },
  }),
  defineRoute({
    name: "deployments.read",
    method: "GET",
    path: ONE,
    permission: "read",
    summary: "Read a deployment",
    params,
    responses: { 200: { description: "The deployment", json: deployment } },
    handler: async ({ services, params }) => json(await services.deployments.find(params.id!)),
  }),
  defineRoute({
    name: "deployments.cancel",
    method: "POST",
    path: `${ONE}/cancel`,
    permission: "deploy",
    summary: "Stop a deployment",
    object,
    params,
    responses: { 200: { description: "It is stopped, or about to be", json: deployment } },
    faults: [409],
    handler: async ({ services, params, actor }) =>
      json(await services.deployments.cancel(params.id!, actor)),
  }),
  defineRoute({
    name: "deployments.redeploy",
    method: "POST",
    path: `${ONE}/redeploy`,
    permission: "deploy",
    summary: "Deploy the source of a deployment again",
    object,
    params,
    responses: { 202: accepted },
    handler: async (context) => {
      const { services, params, actor } = context;
      return queued(context, await services.deployments.redeploy(params.id!, actor));
    },
  }),
];

function queued(context: Pick<Context, "note">, deployment: Deployment): Answer {
  context.note({ object: `deployment/${deployment.id}` });
  return json(deployment, { status: 202, headers: { location: `${LIST}/${deployment.id}` } });
}

function deployment(z: Zod): zod.ZodType {
  return z.object({
    id: z.string().regex(deploymentId.pattern),
    workflow: schemas.id(z),
    environment: schemas.id(z),
    commit: schemas.commit(z).optional(),
    source: schemas.commit(z),
    state: z.enum(STATES),
    actor: z.string(),
    createdAt: schemas.moment(z),
    reason: z.string().optional(),
    message: z.string().optional(),
    nodes: z.array(z.object({
      node: z.string(),
      state: z.enum(["waiting", "applying", "healthy", "failed", "unknown"]),
      reason: z.string().optional(),
      message: z.string().optional(),
      log: z.array(z.string()).optional(),
      at: schemas.moment(z),
    })),
  });
}
