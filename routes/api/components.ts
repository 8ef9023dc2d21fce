import type { z as zod } from "zod";
import type { Catalogue, ComponentType } from "../../lib/model/catalogue.ts";
import { AppError } from "../../lib/model/error.ts";
import type { Json } from "../../lib/model/json.ts";
import type { Schema } from "../../lib/model/schema.ts";
import { type Answer, json } from "../answer.ts";
import { defineRoute, type Reply, type Route, type Zod } from "../route.ts";
import { id } from "../params.ts";
import { listAnswer, listReply, pageOf, paging } from "./listing.ts";

const LIST = "/api/v1/components";
const ONE = `${LIST}/{id}`;
const params: Route["params"] = { id: { ...id, example: "app" } };

/** What can be drawn: the catalogue, for palettes, forms and programs. */
export const componentRoutes: readonly Route[] = [
  defineRoute({
    name: "components.list",
    method: "GET",
    path: LIST,
    permission: "read",
    summary: "List components",
    query: (z) =>
      z.strictObject({
        ...paging(z, 100),
        category: z.string().max(60).exactOptional(),
        kind: z.string().max(60).meta({ description: "What a workflow of this kind may hold" })
          .exactOptional(),
      }),
    responses: { 200: listReply("A page of components, without their schemas", summary) },
    handler(context) {
      const { services: { catalogue }, query } = context;
      const found = Object.values(catalogue.components)
        .filter(({ category }) => query.category === undefined || category === query.category)
        .filter(({ id }) => query.kind === undefined || isOfKind(catalogue, query.kind, id))
        .map(({ config: _, ...rest }) => rest);
      return listAnswer(context, pageOf(found, query));
    },
  }),
  defineRoute({
    name: "components.categories",
    method: "GET",
    path: `${LIST}/categories`,
    permission: "read",
    summary: "List the categories of components",
    responses: { 200: itemsReply("The categories", (z) => category(z)) },
    handler({ services: { catalogue } }) {
      const groups = Map.groupBy(Object.values(catalogue.components), ({ category }) => category);
      return items([...groups].map(([id, members]) => ({ id, components: members.length })));
    },
  }),
  defineRoute({
    name: "components.read",
    method: "GET",
    path: ONE,
    permission: "read",
    summary: "Read a component with its schema",
    params,
    responses: {
      200: {
        description: "The component",
        json: (z) => summary(z).extend({ config: z.record(z.string(), z.unknown()) }),
      },
    },
    handler: ({ services: { catalogue }, params }) => json(componentOf(catalogue, params.id!)),
  }),
  defineRoute({
    name: "components.schema",
    method: "GET",
    path: `${ONE}/schema`,
    permission: "read",
    summary: "Read the JSON Schema of a component's config",
    params,
    responses: {
      200: { description: "The schema", json: (z) => z.record(z.string(), z.unknown()) },
    },
    handler({ services: { catalogue }, params }) {
      const { title, description, config } = componentOf(catalogue, params.id!);
      const $schema = "https://json-schema.org/draft/2020-12/schema";
      return json({ $schema, title, description, ...config });
    },
  }),
  defineRoute({
    name: "components.presets",
    method: "GET",
    path: `${ONE}/presets`,
    permission: "read",
    summary: "List the values that forms offer",
    params,
    responses: {
      200: itemsReply(
        "The fields that have presets",
        (z) => z.object({ path: z.array(z.string()), presets: z.array(z.unknown()) }),
      ),
    },
    handler: ({ services: { catalogue }, params }) =>
      items(presetsOf(componentOf(catalogue, params.id!).config)),
  }),
];

/** Only what stands in the catalogue itself: an id such as `constructor` is a fair question. */
function componentOf({ components }: Catalogue, id: string): ComponentType {
  if (Object.hasOwn(components, id)) return components[id]!;
  throw new AppError("not_found", `There is no component "${id}"`);
}

function isOfKind({ kinds }: Catalogue, kind: string, component: string): boolean {
  return Object.hasOwn(kinds, kind) && kinds[kind]!.components.includes(component);
}

/** The presets of a schema's fields, lists included, by their path. */
function presetsOf(schema: Schema, path: readonly string[] = []): Preset[] {
  const own = schema.presets ? [{ path, presets: schema.presets }] : [];
  const fields = Object.entries(schema.properties ?? {})
    .flatMap(([key, field]) => presetsOf(field, [...path, key]));
  return [...own, ...fields, ...schema.items ? presetsOf(schema.items, [...path, "*"]) : []];
}

interface Preset {
  readonly path: readonly string[];
  readonly presets: readonly Json[];
}

function items(items: readonly unknown[]): Answer {
  return json({ items, total: items.length });
}

function itemsReply(description: string, item: (z: Zod) => zod.ZodType): Reply {
  return { description, json: (z) => z.object({ items: z.array(item(z)), total: z.int() }) };
}

function category(z: Zod): zod.ZodType {
  return z.object({ id: z.string(), components: z.int() });
}

function summary(z: Zod): zod.ZodObject {
  const port = z.object({
    type: z.string(),
    title: z.string(),
    many: z.boolean().optional(),
    needs: z.string().optional(),
  });
  return z.object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    category: z.string(),
    outputs: z.record(z.string(), port),
    inputs: z.record(z.string(), port),
    groups: z.boolean().optional(),
  });
}
