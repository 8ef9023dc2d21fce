import assert from "node:assert/strict";
import type { JsonObject } from "../../../../lib/model/json.ts";
import { secretFields } from "../../../../lib/model/rules/secret_fields.ts";
import { holding, nameOf, stringFields } from "../../../helpers/string_fields.ts";
import { CATALOGUE } from "../../components/planned.ts";

const SECRET = "postgres://shop:hunter2@db/shop";

/** Places of any text that need no watch: they name what is elsewhere. */
const NAMES = new Set([
  "app.build.context",
  "app.build.dockerfile",
  "app.build.target",
  "custom-resource.definition.columns[].name",
  "custom-resource.definition.schema",
  "role.rules[].resourceNames[]",
  "role.subjects[].name",
]);

for (const field of stringFields(CATALOGUE)) {
  const name = nameOf(field);
  if (field.schema.format !== undefined || NAMES.has(name)) continue;
  Deno.test(`secretFields() finds a secret in ${name}`, () => {
    const value = field.schema.free ? { url: SECRET } : SECRET;
    const config = holding(field.path, value, "URL") as JsonObject;
    const [place, ...others] = secretFields(config);
    assert.deepEqual(others, []);
    const found = place?.reduce<unknown>((at, step) => (at as never)[step], config);
    assert.equal(found, SECRET);
  });
}
