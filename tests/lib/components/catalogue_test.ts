import assert from "node:assert/strict";
import { z } from "zod";
import { catalogueOf } from "../../../lib/components/catalogue_of.ts";
import { components, kinds } from "../../../lib/components/registry.ts";
import { FORMATS } from "../../../lib/model/formats.ts";
import { ID_PATTERN } from "../../../lib/model/workflow.ts";
import { lookup } from "../../../lib/model/json.ts";
import type { Schema } from "../../../lib/model/schema.ts";
import { check } from "../../../lib/model/schema_check.ts";
import { ROOT } from "../../helpers/house.ts";
import { fieldsOf, schemasOf } from "./schema_walk.ts";

const catalogue = catalogueOf(z, kinds, components);
const types = Object.values(catalogue.components);

/** Values that the catalogue itself gives to fields. */
const VALUES = [
  ["presets", ({ presets = [] }: Schema) => presets],
  ["examples", ({ examples = [] }: Schema) => examples],
  ["defaults", (schema: Schema) => schema.default === undefined ? [] : [schema.default]],
] as const;

Deno.test("the catalogue is plain data: JSON says all of it", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(catalogue)), catalogue);
});

Deno.test("every kind holds components that there are, and every component is of some kind", () => {
  const held = Object.values(catalogue.kinds).flatMap((kind) => kind.components);
  assert.deepEqual(held.filter((id) => !lookup(catalogue.components, id)), []);
  assert.deepEqual(types.map(({ id }) => id).filter((id) => !held.includes(id)), []);
});

Deno.test("every kind joins types that some output gives and some input takes", () => {
  const given = new Set(
    types.flatMap(({ outputs }) => Object.values(outputs)).map(({ type }) => type),
  );
  const taken = new Set(
    types.flatMap(({ inputs }) => Object.values(inputs)).map(({ type }) => type),
  );
  for (const { id, joins } of Object.values(catalogue.kinds)) {
    for (const { from, to } of joins) assert.ok(given.has(from) && taken.has(to), `${id}: ${from}`);
  }
});

for (const [id, { config, ...type }] of Object.entries(catalogue.components)) {
  const fields = fieldsOf(config).filter(({ schema }) => schema.refused === undefined);

  Deno.test(`[${id}] has an id, a title, a description and a category`, () => {
    assert.match(id, ID_PATTERN);
    assert.equal(type.id, id);
    for (const text of [type.title, type.description, type.category]) assertSentence(text);
  });

  Deno.test(`[${id}] lies in the file that it is named after`, () => {
    const family = [...Deno.readDirSync(`${ROOT}lib/components`)].filter((one) => one.isDirectory);
    const paths = family.map(({ name }) =>
      `${ROOT}lib/components/${name}/${id.replaceAll("-", "_")}.ts`
    );
    assert.equal(paths.filter(exists).length, 1);
  });

  Deno.test(`[${id}] gives every port a type and a title, and needs fields that it has`, () => {
    for (const port of [...Object.values(type.outputs), ...Object.values(type.inputs)]) {
      assert.match(port.type, /^[a-z]+$/);
      assertSentence(port.title);
      if (port.needs !== undefined) assert.ok(lookup(config.properties!, port.needs));
    }
  });

  Deno.test(`[${id}] gives every field a title and a description`, () => {
    for (const { name, schema } of fields) {
      assert.ok(schema.title && schema.description, name);
      assertSentence(schema.title);
      assertSentence(schema.description);
      assert.match(schema.description, /\.$/, name);
    }
  });

  Deno.test(`[${id}] gives every field a tier that there is`, () => {
    const tiers = [undefined, "basic", "advanced", "expert"];
    assert.deepEqual(fields.filter(({ schema }) => !tiers.includes(schema.tier)), []);
  });

  Deno.test(`[${id}] uses formats that there are`, () => {
    const formats = schemasOf(config).map(({ format }) => format).filter((one) =>
      one !== undefined
    );
    assert.deepEqual(formats.filter((format) => !lookup(FORMATS, format)), []);
  });

  for (const [what, valuesOf] of VALUES) {
    Deno.test(`[${id}] has only ${what} that fit their fields`, () => {
      for (const { name, schema } of fields) {
        for (const value of valuesOf(schema)) {
          assert.deepEqual(check(schema, value), [], `${name}: ${JSON.stringify(value)}`);
        }
      }
    });
  }

  Deno.test(`[${id}] offers no preset twice, and only what a form can show`, () => {
    for (const { name, schema: { presets = [] } } of fields) {
      const texts = presets.map((preset) => JSON.stringify(preset));
      assert.equal(new Set(texts).size, texts.length, name);
    }
  });

  Deno.test(`[${id}] has rules between siblings that there are`, () => {
    for (const { name, schema, siblings } of fields) {
      const { when, atLeast, exactlyOne = [] } = schema;
      if (when) {
        const sibling = lookup(siblings, when.field);
        assert.ok(sibling, name);
        for (const value of when.in) assert.deepEqual(check(sibling, value), [], name);
        // A default would break the rule wherever the field has no meaning.
        assert.equal(schema.default, undefined, name);
      }
      if (atLeast !== undefined) assert.ok(lookup(siblings, atLeast), name);
      for (const one of exactlyOne) {
        assert.ok(lookup(schema.properties!, one), name);
        assert.equal(schema.properties![one]!.default, undefined, name);
      }
    }
  });

  Deno.test(`[${id}] is closed: what it does not know is refused, at every depth`, () => {
    const open = schemasOf(config).filter((schema) =>
      schema.type === "object" && schema.additionalProperties === undefined
    );
    assert.deepEqual(open, []);
  });
}

function assertSentence(text: string): void {
  assert.match(text, /^\S.*\S$/, JSON.stringify(text));
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
