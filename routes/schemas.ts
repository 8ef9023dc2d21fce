import { operationsDocument } from "../lib/model/operation_document.ts";
import { type Answer, text } from "./answer.ts";
import { defineRoute, type Route } from "./route.ts";

/** JSON Schemas of what programs write, for their own checks and for editors. */
export const schemaRoutes: readonly Route[] = [
  defineRoute({
    name: "schemas.operations",
    method: "GET",
    path: "/schemas/operations.json",
    permission: "public",
    summary: "The JSON Schema of operations",
    responses: { 200: { description: "The schema", types: ["application/schema+json"] } },
    handler: () => operations ??= answered(),
  }),
];

let operations: Answer | undefined;

function answered(): Answer {
  const body = JSON.stringify(operationsDocument(), undefined, 2);
  return { ...text("application/schema+json", `${body}\n`), isShared: true };
}
