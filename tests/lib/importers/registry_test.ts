import assert from "node:assert/strict";
import { ROOT } from "../../helpers/house.ts";

Deno.test("the grammar of Python is loaded by the import that needs it, not by a start", () => {
  const reached = staticImports("lib/importers/registry.ts");
  assert.ok(reached.has("lib/importers/celestra_dsl.ts"));
  assert.ok(!reached.has("lib/importers/celestra_dsl/tree.ts"));
});

/** The files that are loaded with a file. */
function staticImports(path: string, found: Set<string> = new Set()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  const text = Deno.readTextFileSync(ROOT + path);
  for (const [, to] of text.matchAll(/^(?:import|export) (?!type )[^;]*? from "(\.[^"]+)";/gm)) {
    staticImports(new URL(to!, `file:///${path}`).pathname.slice(1), found);
  }
  return found;
}
