import type { z as zod } from "zod";
import { type Answer, json } from "../answer.ts";
import type { Context, Reply, SchemaOf, Zod } from "../route.ts";

/** A part of a list, as services give it. */
export interface Listed {
  readonly items: readonly unknown[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
}

/** The fields of a query that say which part of a list is wanted. */
export function paging(z: Zod, perPage = 20): PagingFields {
  return {
    page: whole(z, 100_000).default(1).meta({ description: "Which page, from 1" }),
    per_page: whole(z, 100).default(perPage).meta({ description: "How many on a page" }),
  };
}

/** What {@linkcode paging} makes. */
export interface PagingFields {
  readonly page: zod.ZodDefault<zod.ZodType<number>>;
  readonly per_page: zod.ZodDefault<zod.ZodType<number>>;
}

/** A whole number from 1, as a query writes it. */
function whole(z: Zod, most: number): zod.ZodType<number> {
  const numberOf = (text: unknown) => /^\d{1,9}$/.test(String(text)) ? Number(text) : text;
  return z.preprocess(numberOf, z.int().min(1).max(most));
}

/** How a list is answered. */
export function listReply(description: string, item: SchemaOf): Reply {
  return {
    description,
    headers: ["Link", "X-Total-Count"],
    json: (z) =>
      z.object({
        items: z.array(item(z)),
        page: z.int(),
        perPage: z.int(),
        total: z.int(),
      }),
  };
}

/** Answers a part of a list, with the way to the others. */
export function listAnswer(context: Pick<Context, "path" | "search">, listed: Listed): Answer {
  const { items, page, perPage, total } = listed;
  const links = linksOf(context, listed);
  return json({ items, page, perPage, total }, {
    headers: { "x-total-count": String(total), ...(links && { link: links }) },
  });
}

/** A page of a list that is at hand as a whole. */
export function pageOf(
  items: readonly unknown[],
  query: { readonly page: number; readonly per_page: number },
): Listed {
  const { page, per_page: perPage } = query;
  const start = (page - 1) * perPage;
  return { items: items.slice(start, start + perPage), page, perPage, total: items.length };
}

/** The pages around a page (RFC 8288). */
function linksOf(
  { path, search }: Pick<Context, "path" | "search">,
  { page, perPage, total }: Listed,
): string {
  const last = Math.max(1, Math.ceil(total / perPage));
  const pages = { first: 1, prev: page - 1, next: page + 1, last };
  return Object.entries(pages)
    .filter(([, number]) => number >= 1 && number <= last)
    .map(([rel, number]) => {
      const query = new URLSearchParams(search);
      query.set("page", String(number));
      return `<${path}?${query}>; rel="${rel}"`;
    }).join(", ");
}
