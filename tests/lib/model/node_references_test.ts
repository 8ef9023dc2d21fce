import assert from "node:assert/strict";
import {
  boundBy,
  REFERENCE_KEYS,
  REFERENCE_PATHS,
  referencesIn,
  renamedReferences,
} from "../../../lib/model/node_references.ts";
import type { Schema } from "../../../lib/model/schema.ts";
import { CATALOGUE } from "../components/planned.ts";

/** The paths of the fields whose text, or whose keys, are ids of nodes. */
function idPaths(schema: Schema, path: readonly string[] = []): [values: string[], keys: string[]] {
  const values: string[] = [];
  const keys: string[] = [];
  if (schema.format === "id") values.push(path.join("."));
  if (schema.propertyNames?.format === "id") keys.push(path.join("."));
  const inside: (readonly [string, Schema])[] = [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.items ? [["*", schema.items] as const] : []),
    ...(schema.anyOf ?? []).map((branch) => ["", branch] as const),
  ];
  for (const [step, inner] of inside) {
    const [more, others] = idPaths(inner, step === "" ? path : [...path, step]);
    values.push(...more);
    keys.push(...others);
  }
  return [values, keys];
}

Deno.test("every field of the catalogue that names a node is known", () => {
  const found = Object.values(CATALOGUE.components).map(({ config }) => idPaths(config));
  const values = new Set(found.flatMap(([values]) => values));
  const keys = new Set(found.flatMap(([, keys]) => keys));
  assert.deepEqual([...values].sort(), REFERENCE_PATHS.map((path) => path.join(".")).sort());
  assert.deepEqual([...keys].sort(), [...REFERENCE_KEYS].sort());
});

const CONFIG = {
  bind: { db: { host: "DB" }, web: { port: "P" } },
  placement: { near: ["db", "web"], apart: ["cache"] },
  paths: [{ backend: "web", path: "/" }, { backend: "db", path: "/db" }],
  ingress: [{ nodes: ["db"] }, { cidr: "10.0.0.0/8" }],
  env: { NAME: "db" },
};

Deno.test("references are found where they are, and nowhere else", () => {
  const found = referencesIn(CONFIG).map(({ path, node }) => `${path.join(".")} ${node}`);
  assert.deepEqual(found, [
    "ingress.0.nodes.0 db",
    "paths.0.backend web",
    "paths.1.backend db",
    "placement.apart.0 cache",
    "placement.near.0 db",
    "placement.near.1 web",
  ]);
  assert.deepEqual(boundBy(CONFIG), ["db", "web"]);
});

Deno.test("what is renamed is renamed everywhere, and text that is the same word is not", () => {
  const { bind, placement, paths, ingress, env } = renamedReferences(CONFIG, "db", "store");
  assert.deepEqual(Object.keys(bind as object), ["store", "web"]);
  assert.deepEqual(placement, { near: ["store", "web"], apart: ["cache"] });
  assert.deepEqual(paths, [{ backend: "web", path: "/" }, { backend: "store", path: "/db" }]);
  assert.deepEqual(ingress, [{ nodes: ["store"] }, { cidr: "10.0.0.0/8" }]);
  assert.deepEqual(env, CONFIG.env);
});

Deno.test("what has no shape of a config is left alone", () => {
  const odd = { bind: null, placement: { near: "db" }, paths: [null, { backend: 7 }] };
  assert.deepEqual(referencesIn(odd), []);
  assert.deepEqual(renamedReferences(odd, "db", "store"), odd);
});
