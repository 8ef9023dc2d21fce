import type { Reply, Route, Zod } from "../route.ts";
import { schemaOf } from "../schema.ts";
import type { Content, JsonSchema, Operation, Response } from "./description.ts";
import { FAULTS, faultsOf } from "./faults.ts";
import { jsonSchema } from "./json_schema.ts";

/** All ways in which a route answers. */
export async function responsesOf(z: Zod, route: Route): Promise<Operation["responses"]> {
  const replies = await Promise.all(
    Object.entries(route.responses).map(async ([status, reply]) => {
      const schema = reply.json && jsonSchema(z, await schemaOf(reply.json), "output");
      return [status, responseOf(reply, schema)] as const;
    }),
  );
  const faults = faultsOf(route).map((status) => [status, { $ref: `${PLACE}${status}` }] as const);
  return { ...Object.fromEntries([...faults, ...replies]), default: { $ref: PLACE } };
}

const PLACE = "#/components/responses/Error";

/** The errors, which have one shape everywhere: `Error404` by its status, `Error` for any other. */
export function errorResponses(): Readonly<Record<string, Response>> {
  const schema = { $ref: "#/components/schemas/Error" };
  const named = Object.entries(FAULTS).map(([status, reply]) =>
    [`Error${status}`, responseOf(reply, schema)] as const
  );
  return {
    Error: responseOf({ description: "What went wrong" }, schema),
    ...Object.fromEntries(named),
  };
}

/** Whether what is sent is read as JSON, and not as a text. */
function isJson(type: string): boolean {
  return /[/+]json$/.test(type);
}

function responseOf({ description, types = [], headers = [] }: Reply, json?: JsonSchema): Response {
  const content: Content = {
    ...(json && { "application/json": { schema: json } }),
    ...Object.fromEntries(types.map((type) => [type, { schema: isJson(type) ? {} : TEXT }])),
  };
  return {
    description,
    ...(Object.keys(content).length > 0 && { content }),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map((name) => [name, { schema: TEXT }])),
    }),
  };
}

const TEXT: JsonSchema = { type: "string" };
