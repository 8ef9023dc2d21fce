import assert from "node:assert/strict";
import type { Json, JsonObject, Path } from "../../../lib/model/json.ts";
import type { Resource } from "../../../lib/model/resource.ts";
import { fullConfigs, leaves, nameOf } from "./full_configs.ts";
import { CATALOGUE, lowered } from "./planned.ts";
import { leavesOf } from "./schema_walk.ts";

/** Properties that no resource holds under their own name, and where they are instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "bind{}.host": "addresses[].hostVariable, by provider",
  "bind{}.port": "addresses[].portVariable, by provider",
  "bind{}.portName": "addresses[].portName, by provider",
  "bind{}.variables{}": "variables, by provider",
};

for (const [id, { config: schema, inputs }] of Object.entries(CATALOGUE.components)) {
  const configs = fullConfigs(schema);
  const reached = Object.keys(inputs).filter((input) => inputs[input]!.type === "endpoint");

  Deno.test(`[${id}] is lowered whole: whatever is set, some resource holds`, () => {
    const seen = new Set<string>();
    for (const config of configs) {
      const resources = lower(id, config, reached);
      for (const { path, value } of leaves(config)) {
        const name = nameOf(schema, path);
        seen.add(name);
        if (name in ELSEWHERE) continue;
        assert.ok(
          resources.some((resource) => holds(resource, path, value)),
          `${name} (${JSON.stringify(value)}) is lost`,
        );
      }
    }
    assert.deepEqual(leavesOf(schema).filter((name) => !seen.has(name)), [], "never set");
  });
}

Deno.test("every property that is said to be elsewhere is a property", () => {
  const names = Object.values(CATALOGUE.components).flatMap(({ config }) => leavesOf(config));
  assert.deepEqual(Object.keys(ELSEWHERE).filter((name) => !names.includes(name)), []);
});

/** A node with a config, and a database at whatever takes an endpoint. */
function lower(component: string, config: JsonObject, inputs: readonly string[]): Resource[] {
  const ports = [{ name: "http", port: 5432 }];
  const nodes = { db: ["app", { ports }], it: [component, config] } as const;
  return lowered("it", nodes, inputs.map((input) => `db.endpoint -> it.${input}`));
}

/** Whether a resource holds a config value under the same path. */
function holds(resource: Resource, path: Path, value: Json): boolean {
  const { at } = resource;
  if (at.some((step, index) => step !== path[index])) return false;
  let found: unknown = resource;
  for (const step of path.slice(at.length)) {
    found = (found as Record<string | number, unknown> | undefined)?.[step];
  }
  try {
    assert.deepEqual(found, value);
    return true;
  } catch {
    return false;
  }
}
