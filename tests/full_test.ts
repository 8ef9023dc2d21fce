import assert from "node:assert/strict";
import type { JsonObject } from "../lib/model/json.ts";
import { FULL_WORKFLOWS } from "./helpers/full_workflows.ts";
import { leaves, nameOf } from "./lib/components/full_configs.ts";
import { CATALOGUE } from "./lib/components/planned.ts";
import { leavesOf } from "./lib/components/schema_walk.ts";

for (const [id, { config: schema }] of Object.entries(CATALOGUE.components)) {
  Deno.test(`tests/full sets every property of ${id}`, () => {
    const configs = FULL_WORKFLOWS.filter(({ component }) => component === id)
      .flatMap(({ workflow }) => [...workflow.nodes.values()])
      .filter(({ component }) => component === id)
      .map(({ config }): JsonObject => config);
    const set = new Set(
      configs.flatMap((config) => leaves(config)).map(({ path }) => nameOf(schema, path)),
    );
    const missing = leavesOf(schema).filter((name) =>
      !set.has(name) && ![...set].some((one) => one.startsWith(`${name}[`))
    );
    assert.deepEqual(missing, []);
  });
}
