import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import { pick, register } from "../../../lib/model/registry.ts";

Deno.test("register() finds things by the names of their exports in kebab-case", () => {
  const registry = register({ dryRun: { id: "dry-run" }, kubernetes: { id: "kubernetes" } });
  assert.deepEqual([...registry.keys()], ["dry-run", "kubernetes"]);
});

Deno.test("register() refuses an id that is not its export's name", () => {
  assert.throws(() => register({ dryRun: { id: "dryRun" } }), /must be "dry-run"/);
  assert.throws(() => register({ one: { id: "two" } }), /must be "one"/);
});

Deno.test("pick() throws not_found and names what there is", () => {
  const registry = register({ b: { id: "b" }, a: { id: "a" } });
  assert.deepEqual(pick("letter", registry, "a"), { id: "a" });
  const error = (() => {
    try {
      pick("letter", registry, "constructor");
    } catch (thrown) {
      return thrown;
    }
  })();
  assert.ok(error instanceof AppError);
  assert.equal(error.code, "not_found");
  assert.equal(error.message, 'There is no letter "constructor"; there are: a, b');
});
