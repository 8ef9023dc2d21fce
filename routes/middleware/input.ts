import type { z as zod } from "zod";
import { AppError } from "../../lib/model/error.ts";
import { id } from "../params.ts";
import type { Route, SchemaOf } from "../route.ts";
import { schemaOf } from "../schema.ts";
import type { AppSettings } from "../settings.ts";
import { fieldsOf, readBody } from "./body.ts";

/**
 * Refuses a parameter of the path that has not its form.
 *
 * @throws `invalid_input`
 */
export function checkParams(route: Route, params: Readonly<Record<string, string>>): void {
  for (const name in params) {
    const { pattern, description } = route.params?.[name] ?? id;
    if (pattern.test(params[name]!)) continue;
    throw new AppError("invalid_input", `The ${name} in the path is none. ${description}`, {
      details: { problems: [{ path: [name], message: description }] },
    });
  }
}

/**
 * The query by the route's schema. A page does not care what others hang on its address.
 *
 * @throws `invalid_input`
 */
export async function queryOf(route: Route, search: URLSearchParams): Promise<unknown> {
  if (!route.query) {
    if (route.isPage || search.size === 0) return undefined;
    throw new AppError("invalid_input", `This takes no query: ${[...search.keys()].join(", ")}`);
  }
  const fields = fieldsOf(search);
  const schema = await schemaOf(route.query);
  return parsed("invalid_input", "The query", schema, fields);
}

/**
 * The body by the route's schema.
 *
 * @throws `unprocessable` with all problems, or as `readBody` does.
 */
export async function bodyOf(
  request: Request,
  route: Route,
  { bodyPatience }: AppSettings,
): Promise<unknown> {
  if (!route.body) return undefined;
  const value = await readBody(request, route, bodyPatience);
  return parsed("unprocessable", "The body", await schemaOf(route.body as SchemaOf), value);
}

function parsed(
  code: "invalid_input" | "unprocessable",
  what: string,
  schema: zod.ZodType,
  value: unknown,
): unknown {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => ({ path, message }));
  const [first] = problems;
  const place = first!.path.length > 0 ? `${what}: ${first!.path.join(".")}` : what;
  throw new AppError(code, `${place}: ${first!.message}`, { details: { problems } });
}
