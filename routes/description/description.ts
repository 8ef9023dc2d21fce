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
