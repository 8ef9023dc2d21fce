import { LIMITS } from "../../lib/model/workflow.ts";
import type { BodyType, Route, Zod } from "../route.ts";
import { schemaOf } from "../schema.ts";
import type { JsonSchema, Operation, RequestBody } from "./description.ts";
import { jsonSchema, type Shape } from "./json_schema.ts";
import { parametersOf } from "./parameters.ts";
import { responsesOf } from "./responses.ts";

/** Describes a route. */
export async function operationOf(z: Zod, route: Route): Promise<Operation> {
  const { name, summary, description, permission } = route;
  const parameters = await parametersOf(z, route);
  return {
    operationId: name,
    tags: [name.split(".")[0]!],
    summary,
    ...(description !== undefined && { description }),
    security: securityOf(route),
    "x-permission": permission,
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: await requestBody(z, route) }),
    responses: await responsesOf(z, route),
  };
}

/** The numbers are there without a token for whoever asks from the same machine. */
function securityOf({ permission }: Route): Operation["security"] {
  if (permission === "public") return [];
  return permission === "metrics" ? [{}, { metrics: [] }] : [{ bearer: [] }];
}

async function requestBody(z: Zod, route: Route): Promise<RequestBody> {
  const shape = jsonSchema(z, await schemaOf(route.body!), "input");
  const types: readonly BodyType[] = route.bodyTypes ?? ["application/json"];
  return {
    required: isNeeded(shape),
    content: Object.fromEntries(types.map((type) => [
      type,
      { schema: type === "application/yaml" ? YAML : shape },
    ])),
  };
}

/** A body of which nothing must be there need not be there itself. */
function isNeeded(shape: JsonSchema & Shape): boolean {
  return (shape.required ?? []).length > 0 || shape.anyOf !== undefined ||
    shape.oneOf !== undefined;
}

const YAML: JsonSchema = { type: "string", maxLength: LIMITS.fileBytes };
