import assert from "node:assert/strict";
import { Recorder } from "../../../../lib/generators/recorder.ts";
import { indexOf } from "../../../../lib/generators/shared/index.ts";
import { membershipOf } from "../../../../lib/generators/shared/membership.ts";
import type { Resource } from "../../../../lib/model/resource.ts";
import { appOf, groupOf, planOf } from "../kubernetes/plans.ts";

const membership = (...resources: Resource[]) =>
  membershipOf(indexOf(planOf(resources), new Recorder()));

const NESTED = [
  groupOf("inner", ["api"], { namespace: "back" }),
  groupOf("outer", ["api", "inner", "web"], { namespace: "front" }),
  appOf("api"),
  appOf("web"),
  appOf("alone"),
];

Deno.test("groupsOf() gives the groups around a node, the outermost first", () => {
  const { groupsOf } = membership(...NESTED);
  const ids = (node: string) => groupsOf(node).map((group) => group.node);
  assert.deepEqual(ids("api"), ["outer", "inner"]);
  assert.deepEqual(ids("inner"), ["outer"]);
  assert.deepEqual(ids("web"), ["outer"]);
  assert.deepEqual(ids("alone"), []);
});

Deno.test("namespaceOf() takes the innermost group that names one; a group names its own", () => {
  const { namespaceOf } = membership(...NESTED);
  const names = ["api", "web", "inner", "outer", "alone"].map(namespaceOf);
  assert.deepEqual(names, ["back", "front", "back", "front", undefined]);
  const open = membership(
    groupOf("inner", ["api"]),
    groupOf("outer", ["api", "inner"], {
      namespace: "front",
    }),
  );
  assert.equal(open.namespaceOf("api"), "front");
});
