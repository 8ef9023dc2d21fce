import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { HOSTILE } from "../../format/hostile.ts";
import { textOf } from "./rendering.ts";
import { hostilePlan } from "./hostile_plan.ts";

const TEXT = fc.oneof(
  fc.constantFrom(...HOSTILE, "$", "$$", "$$$A", "${A:-b}", "$(A)", "${", "$$${A}$"),
  fc.string({ unit: "binary" }),
);

Deno.test("hostile text reaches the container as it was written, by every reader of YAML", () => {
  fc.assert(
    fc.property(TEXT, fc.array(TEXT, { minLength: 1, maxLength: 3 }), (value, list) => {
      const text = textOf(hostilePlan(value, list), "compose.yaml");
      for (const version of ["1.1", "1.2"] as const) {
        const { api } = parse(text, { version }).services;
        assert.deepEqual(api.environment, { A: doubled(value), B: doubled(value) });
        assert.deepEqual(api.command, list.map(doubled));
        assert.deepEqual(api.entrypoint, list.map(doubled));
        assert.deepEqual(api.healthcheck.test, ["CMD", ...list.map(doubled)]);
        assert.deepEqual(api.build.args, { V: doubled(value) });
        assert.equal(api.environment.A.replaceAll("$$", "$"), value);
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("text never becomes a key, an entry or an expansion", () => {
  fc.assert(
    fc.property(TEXT, (value) => {
      const { services, ...rest } = parse(textOf(hostilePlan(value, [value]), "compose.yaml"));
      assert.deepEqual(Object.keys(services), ["api"]);
      assert.deepEqual(Object.keys(rest), ["name"]);
      assert.deepEqual(Object.keys(services.api).sort(), KEYS);
    }),
    { numRuns: 200 },
  );
});

const KEYS = (
  "build cap_drop command cpus entrypoint environment healthcheck image init labels logging " +
  "mem_limit pids_limit read_only restart security_opt stop_grace_period tmpfs user"
).split(" ");

function doubled(text: string): string {
  return text.split("$").join("$$");
}
