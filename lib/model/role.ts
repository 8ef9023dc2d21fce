/** What an account may do, each role with all of those before it. */
export const ROLES = ["viewer", "editor", "deployer", "admin"] as const;

/** A role. */
export type Role = typeof ROLES[number];

/**
 * What a route asks for: `public` nothing, `account` to be signed in, `metrics` the metrics token
 * or this machine, and the others a role.
 */
export type Permission =
  | "public"
  | "metrics"
  | "account"
  | "read"
  | "write"
  | "deploy"
  | "administer";

/** The lowest role of each permission that takes one. */
const LOWEST: Readonly<Record<Exclude<Permission, "public" | "metrics">, Role>> = {
  account: "viewer",
  read: "viewer",
  write: "editor",
  deploy: "deployer",
  administer: "admin",
};

/** Whether a role has a permission. `metrics` is no matter of roles. */
export function allows(role: Role, permission: Permission): boolean {
  if (permission === "public") return true;
  if (permission === "metrics") return false;
  return ROLES.indexOf(role) >= ROLES.indexOf(LOWEST[permission]);
}
