import assert from "node:assert/strict";
import type { Resource } from "../../../lib/model/resource.ts";
import { applicationOf } from "../../../lib/services/application.ts";
import { appOf, jobOf, planOf, secretOf } from "../generators/kubernetes/plans.ts";

/** What a target is told of a plan with these resources. */
function toldOf(...resources: Resource[]) {
  const plan = planOf(resources);
  return applicationOf({
    workflow: "shop",
    environment: "dev",
    output: "compose",
    source: "a".repeat(40),
    actor: { name: "Ada", email: "ada@example.com" },
    rendered: { problems: [], files: [], report: [], plan },
    timeout: 1000,
  });
}

const AFTER = [{ task: "migrate", order: true }];

Deno.test("what keeps running is judged, and the jobs that others wait for", () => {
  assert.deepEqual(toldOf(appOf("api", { after: AFTER }), jobOf("migrate")).nodes, [
    "api",
    "migrate",
  ]);
  const twice = [appOf("api", { after: AFTER }), appOf("web", { after: AFTER }), jobOf("migrate")];
  assert.deepEqual(toldOf(...twice).nodes, ["api", "web", "migrate"]);
});

Deno.test("only what a job consumes or a service does must have its values", () => {
  const told = toldOf(jobOf("migrate", { settings: ["token"] }), secretOf("token"), secretOf("no"));
  assert.deepEqual(Object.keys(told.secrets), ["token"]);
});
