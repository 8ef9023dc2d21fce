import type { z as zod } from "zod";
import { LIMITS } from "../lib/model/workflow.ts";
import { type Answer, text } from "./answer.ts";
import { id } from "./params.ts";
import { type BodyType, defineRoute, type Reply, type Route, type Zod } from "./route.ts";
import { loadZod, schemaOf } from "./schema.ts";

/** A JSON Schema, as zod writes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The description of the API, as OpenAPI 3.1 has it. */
export interface Description {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly [key: string]: unknown;
}

/** One route of a description. */
export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly "x-permission": string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: Readonly<Record<string, Response>>;
}

/** A value in the path, the query or the headers. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

/** What a route takes. */
export interface RequestBody {
  readonly required: boolean;
  readonly content: Content;
}

/** Bodies by media type. */
export type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

/** One way to be answered. */
export interface Response {
  readonly description?: string;
  readonly content?: Content;
  readonly headers?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
  readonly $ref?: string;
}

/** Describes routes when it is first asked to: it takes zod and some time. */
export function createDescription(routes: readonly Route[]): () => Promise<Description> {
  let description: Promise<Description> | undefined;
  return () => description ??= describe(routes);
}

/** `/openapi.json`. */
export function openapiRoute(description: () => Promise<Description>): Route {
  let answer: Promise<Answer> | undefined;
  return defineRoute({
    name: "openapi.read",
    method: "GET",
    path: "/openapi.json",
    permission: "public",
    summary: "The description of the API, as OpenAPI 3.1",
    responses: { 200: { description: "The description", types: ["application/json"] } },
    handler: () =>
      answer ??= description().then((all) => ({
        ...text("application/json", JSON.stringify(all)),
        isShared: true,
      })),
  });
}

async function describe(routes: readonly Route[]): Promise<Description> {
  const z = await loadZod();
  const operations = await Promise.all(routes.map((route) => operationOf(z, route)));
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [index, { path, method }] of routes.entries()) {
    (paths[path] ??= {})[method.toLowerCase()] = operations[index]!;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Celestra",
      version: "1",
      description: "Workflows as files in Git: read and save them, render them, deploy them.",
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An access token" },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: "celestra_access",
          description: "Pages of ours; over HTTPS the name begins with __Host-",
        },
      },
      schemas: { Error: schemaText(z, errorSchema(z), "output") },
      responses: {
        Error: {
          description: "What went wrong",
          content: json({ $ref: "#/components/schemas/Error" }),
        },
      },
    },
  };
}

async function operationOf(z: Zod, route: Route): Promise<Operation> {
  const { name, summary, description, permission } = route;
  const parameters = [
    ...pathParameters(route),
    ...await queryParameters(z, route),
    ...headersOf(route),
  ];
  return {
    operationId: name,
    tags: [name.split(".")[0]!],
    summary,
    ...(description !== undefined && { description }),
    security: permission === "public" ? [] : [{ bearer: [] }, { cookie: [] }],
    "x-permission": permission,
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: await requestBody(z, route) }),
    responses: await responsesOf(z, route),
  };
}

function pathParameters(route: Route): Parameter[] {
  return [...route.path.matchAll(/\{(\w+)\*?\}/g)].map(([, name]) => {
    const { pattern, description, example } = route.params?.[name!] ?? id;
    const schema = { type: "string", pattern: pattern.source };
    return { name: name!, in: "path", required: true, description, schema, example };
  });
}

/** What stands in a query is text; its schema says what the text must say. */
async function queryParameters(z: Zod, { query }: Route): Promise<Parameter[]> {
  if (!query) return [];
  const schema = await schemaOf(query);
  const { properties = {} } = schemaText(z, schema, "output") as Shape;
  const { required = [] } = schemaText(z, schema, "input") as Shape;
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(typeof description === "string" && { description }),
    schema: rest,
  }));
}

interface Shape {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

function headersOf({ headers = {} }: Route): Parameter[] {
  return Object.entries(headers).map(([name, description]) => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string" },
  }));
}

async function requestBody(z: Zod, route: Route): Promise<RequestBody> {
  const schema = await schemaOf(route.body!);
  const types: readonly BodyType[] = route.bodyTypes ?? ["application/json"];
  const shape = schemaText(z, schema, "input");
  return {
    required: ((shape as Shape).required ?? []).length > 0,
    content: Object.fromEntries(types.map((type) => [
      type,
      { schema: type === "application/yaml" ? YAML : shape },
    ])),
  };
}

const YAML: JsonSchema = { type: "string", maxLength: LIMITS.fileBytes };

async function responsesOf(z: Zod, route: Route): Promise<Operation["responses"]> {
  const replies = await Promise.all(
    Object.entries(route.responses).map(async ([status, reply]) =>
      [status, await responseOf(z, reply)] as const
    ),
  );
  const faults = faultsOf(route).map((status) => [status, FAULT] as const);
  return { ...Object.fromEntries([...replies, ...faults]), default: FAULT };
}

const FAULT: Response = { $ref: "#/components/responses/Error" };

async function responseOf(
  z: Zod,
  { description, json, types = [], headers = [] }: Reply,
): Promise<Response> {
  const schema = json && schemaText(z, await schemaOf(json), "output");
  const content = {
    ...(schema && { "application/json": { schema } }),
    ...Object.fromEntries(types.map((type) => [type, { schema: { type: "string" } }])),
  };
  return {
    description,
    ...(Object.keys(content).length > 0 && { content }),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map((name) => [name, { schema: { type: "string" } }])),
    }),
  };
}

/** The faults that a reader should think of; there are others, and all look the same. */
function faultsOf({ permission, path, body, headers = {} }: Route): number[] {
  return [
    400,
    ...permission === "public" ? [] : [401, 403],
    ...path.includes("{") ? [404] : [],
    ..."If-Match" in headers ? [412, 428] : [],
    ...body ? [413, 415, 422] : [],
  ];
}

function errorSchema(z: Zod): zod.ZodType {
  return z.object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.unknown()),
      requestId: z.string(),
    }),
  });
}

function schemaText(z: Zod, schema: zod.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

function json(schema: JsonSchema): Content {
  return { "application/json": { schema } };
}
