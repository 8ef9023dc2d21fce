import assert from "node:assert/strict";
import type { Json } from "../../../lib/model/json.ts";
import type { Schema } from "../../../lib/model/schema.ts";
import { suggestedValues } from "../../../lib/model/suggested_values.ts";

const text = (format: string, ...presets: Json[]): Schema => ({ type: "string", format, presets });
const whole: Schema = { type: "integer", minimum: 1, maximum: 65_535, presets: [80, 8080, 5432] };

const CASES: readonly (readonly [Schema, Json, readonly Json[]])[] = [
  [text("quantity", "1Gi", "5Gi", "10Gi"), "10 gb", ["10Gi", "5Gi", "1Gi"]],
  [text("quantity", "128Mi", "256Mi", "1Gi"), "200", ["200Mi", "200Gi", "200Ki"]],
  [text("cpu", "100m", "500m", "1"), "500 M", ["500m", "1", "100m"]],
  [text("cpu", "100m", "1"), "0,5", ["0.5", "1", "100m"]],
  [text("duration"), "30 sec", ["30s"]],
  [text("percent", "25%", "50%"), "30", ["30%", "25%", "50%"]],
  [text("port-name"), "My Port", ["my-port"]],
  [text("variable"), "log.level", ["LOG_LEVEL"]],
  [whole, 70_000, [65_535, 8080, 5432]],
  [whole, "http", [80, 8080, 5432]],
  [{ enum: ["Always", "Never", "IfNotPresent"] }, "Alwasy", ["Always", "Never", "IfNotPresent"]],
  [text("cron", "0 2 * * *"), "at night", ["0 2 * * *"]],
];

for (const [schema, value, expected] of CASES) {
  Deno.test(`for ${JSON.stringify(value)} as ${schema.format ?? schema.type ?? "choice"}`, () => {
    assert.deepEqual(suggestedValues(schema, value), expected);
  });
}

Deno.test("nothing is suggested where nothing fits", () => {
  assert.deepEqual(suggestedValues(text("hostname"), "???"), []);
  assert.deepEqual(suggestedValues({ type: "boolean" }, "maybe"), []);
});
