import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { catalogueOf } from "../../../lib/components/catalogue_of.ts";
import { components, kinds } from "../../../lib/components/registry.ts";
import type { Json } from "../../../lib/model/json.ts";
import { check } from "../../../lib/model/schema_check.ts";
import { withDefaults } from "../../../lib/model/schema_defaults.ts";
import { fitting, nearlyFitting } from "../../helpers/arbitraries.ts";

const { components: types } = catalogueOf(z, kinds, components);

for (const [id, component] of components) {
  const { config: schema } = types[id]!;
  const zod = component.config(z);

  Deno.test(`[${id}] check() finds nothing wrong with a config that was made to fit, nor does zod`, () => {
    fc.assert(
      fc.property(fitting(schema), (config) => {
        assert.deepEqual(check(schema, config), []);
        assert.equal(zod.safeParse(config).success, true);
      }),
      { numRuns: 600 },
    );
  });

  Deno.test(`[${id}] check() and zod are of one opinion about a config that was changed`, () => {
    const seen = { fits: 0, not: 0 };
    fc.assert(
      fc.property(nearlyFitting(schema), (config) => {
        const faults = check(schema, config);
        seen[faults.length === 0 ? "fits" : "not"]++;
        assert.equal(zod.safeParse(config).success, faults.length === 0, JSON.stringify(faults));
      }),
      { numRuns: 1800 },
    );
    // Otherwise the property says little.
    assert.ok(seen.fits > 40 && seen.not > 400, JSON.stringify(seen));
  });

  Deno.test(`[${id}] withDefaults() makes what zod makes, and what then still fits`, () => {
    fc.assert(
      fc.property(fitting(schema), (config) => {
        const whole = withDefaults(schema, config);
        assert.deepEqual(whole, zod.parse(config));
        assert.deepEqual(check(schema, whole), []);
        assert.deepEqual(withDefaults(schema, whole), whole);
      }),
      { numRuns: 600 },
    );
  });

  Deno.test(`[${id}] check() refuses a key that would replace what its map inherits`, () => {
    // Zod leaves such a key out of an open map and says nothing; a file may not lose anything.
    for (const [field, property] of Object.entries(schema.properties ?? {})) {
      if (typeof property.additionalProperties !== "object") continue;
      const config = JSON.parse(`{ "${field}": { "__proto__": {} } }`) as Json;
      const found = check(schema, config).filter(({ path }) => path.includes("__proto__"));
      assert.equal(found.length > 0, true, field);
    }
  });
}
