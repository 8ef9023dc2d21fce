import type { z as zod } from "zod";
import type { Json } from "../../lib/model/json.ts";
import type { Operation } from "../../lib/model/operation.ts";
import { operationProblems, OperationsSchema } from "../../lib/model/operation_schema.ts";
import type { Zod } from "../route.ts";

/** A list of operations. The model is their judge, as it is in the browser. */
export function operations(z: Zod): zod.ZodType<Operation[]> {
  const { $schema: _, ...schema } = OperationsSchema;
  return z.custom<Operation[]>((value) => value !== undefined, "must be a list of operations")
    .superRefine((value, context) => {
      for (const { path, message } of operationProblems(value as unknown as Json)) {
        context.addIssue({ code: "custom", path: [...path], message });
      }
    })
    .meta(schema as Record<string, unknown>);
}
