import assert from "node:assert/strict";
import { keyValues } from "../../../lib/state/registry.ts";

Deno.test("the registry of key-value stores has each by its id", () => {
  assert.deepEqual([...keyValues.keys()].sort(), ["deno-kv", "memory"]);
});
