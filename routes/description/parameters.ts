import { type Header, id } from "../params.ts";
import type { Route, Zod } from "../route.ts";
import { schemaOf } from "../schema.ts";
import type { JsonSchema, Parameter } from "./description.ts";
import { jsonSchema, type Shape } from "./json_schema.ts";

/** Everything that a route reads besides its body. */
export async function parametersOf(z: Zod, route: Route): Promise<Parameter[]> {
  return [...inPath(route), ...await inQuery(z, route), ...inHeaders(route)];
}

function inPath(route: Route): Parameter[] {
  return [...route.path.matchAll(/\{(\w+)\*?\}/g)].map(([, name]) => {
    const { pattern, description, example } = route.params?.[name!] ?? id;
    const schema = { type: "string", pattern: pattern.source };
    return { name: name!, in: "path", required: true, description, schema, example };
  });
}

/** What stands in a query is text; its schema says what the text must say. */
async function inQuery(z: Zod, { query }: Route): Promise<Parameter[]> {
  if (!query) return [];
  const schema = await schemaOf(query);
  const { properties = {} } = jsonSchema(z, schema, "output") as Shape;
  const { required = [] } = jsonSchema(z, schema, "input") as Shape;
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(typeof description === "string" && { description }),
    schema: rest,
  }));
}

function inHeaders({ headers = {} }: Route): Parameter[] {
  return Object.entries(headers).map(([name, header]) => ({
    name,
    in: "header",
    required: header.isRequired === true,
    description: header.description,
    schema: headerSchema(header),
    ...(header.example !== undefined && { example: header.example }),
  }));
}

function headerSchema({ pattern, only }: Header): JsonSchema {
  return {
    type: "string",
    ...(pattern && { pattern: pattern.source }),
    ...(only !== undefined && { enum: [only] }),
  };
}
