import assert from "node:assert/strict";
import { generators } from "../../../lib/generators/registry.ts";
import { targets } from "../../../lib/targets/registry.ts";

Deno.test("targets are known by id, title and output before they are opened", () => {
  const known = [...targets].map(([id, { title, output }]) => [id, title, output]);
  assert.deepEqual(known, [
    ["docker-compose", "Docker Compose", "compose"],
    ["git", "Git branch", "kubernetes"],
  ]);
  for (const { output } of targets.values()) assert.ok(generators.has(output), output);
});

Deno.test("an opened target is what its entry says", () => {
  for (const { id, title, output, open } of targets.values()) {
    const target = open({ data: "/nowhere", env: {} });
    assert.deepEqual([target.id, target.title, target.output], [id, title, output]);
  }
});
