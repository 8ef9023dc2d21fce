import type { z as zod } from "zod";
import type { SchemaOf, Zod } from "./route.ts";

const made = new WeakMap<SchemaOf, zod.ZodType>();
let loading: Promise<Zod> | undefined;

/** The zod namespace, loaded when it is first needed. */
export function loadZod(): Promise<Zod> {
  return loading ??= import("zod").then(({ z }) => z);
}

/** The schema that a function makes; the same function makes it once. */
export async function schemaOf<Schema extends zod.ZodType>(
  make: SchemaOf<Schema>,
): Promise<Schema> {
  const known = made.get(make) as Schema | undefined;
  if (known) return known;
  const schema = make(await loadZod());
  made.set(make, schema);
  return schema;
}
