import { isObject, type Json } from "../model/json.ts";
import { error, type Problem } from "../model/problem.ts";
import type { RepositoryConfig } from "../model/repository.ts";
import { nearest } from "../model/suggestion.ts";
import { type Document, readDocument } from "./document.ts";
import { RepositorySchema } from "./schemas.ts";

/** Reads `celestra.yaml`. */
export function parseRepository(
  text: string,
  file: string,
  outputs: readonly string[],
): Document<RepositoryConfig> {
  return readDocument(
    {
      schema: RepositorySchema,
      model: modelOf,
      problems: (json) => problemsOf(json, outputs),
    },
    text,
    file,
  );
}

function modelOf(json: Json): RepositoryConfig | undefined {
  if (!isObject(json) || !isObject(json.spec)) return undefined;
  const { outputs } = json.spec;
  return { outputs: Array.isArray(outputs) ? outputs : ["kubernetes"] };
}

function problemsOf(json: Json, outputs: readonly string[]): Problem[] {
  const spec = isObject(json) && isObject(json.spec) ? json.spec : {};
  const listed = Array.isArray(spec.outputs) ? spec.outputs : [];
  return [
    ...["rules", "exceptions"].filter((field) => field in spec).map((field) =>
      error("not_supported", ["spec", field], `spec.${field} is not supported yet; remove it`)
    ),
    ...listed.flatMap((output, index) =>
      typeof output !== "string" || outputs.includes(output) ? [] : [
        error(
          "invalid_value",
          ["spec", "outputs", index],
          `There is no output "${output}"; expected ${outputs.join(", ")}`,
          { suggestion: nearest(output, outputs) },
        ),
      ]
    ),
  ];
}
