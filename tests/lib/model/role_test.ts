import assert from "node:assert/strict";
import { allows, type Permission, ROLES } from "../../../lib/model/role.ts";

const ALLOWED: Readonly<Record<Permission, readonly string[]>> = {
  public: ["viewer", "editor", "deployer", "admin"],
  metrics: [],
  account: ["viewer", "editor", "deployer", "admin"],
  read: ["viewer", "editor", "deployer", "admin"],
  write: ["editor", "deployer", "admin"],
  deploy: ["deployer", "admin"],
  administer: ["admin"],
};

for (const [permission, expected] of Object.entries(ALLOWED)) {
  Deno.test(`"${permission}" is allowed to ${expected.join(", ") || "no role"}`, () => {
    assert.deepEqual(ROLES.filter((role) => allows(role, permission as Permission)), expected);
  });
}
