import type { Generator } from "../generator.ts";

/** How a Celestra program carries each kind of resource. */
export const CARRIES: Generator["carries"] = {
  "workload": "approximated",
  "task": "approximated",
  "endpoint": "approximated",
  "route": "approximated",
  "network-rule": "approximated",
  "secret": "dropped",
  "setting": "approximated",
  "identity": "exact",
  "permission": "approximated",
  "rollout-strategy": "dropped",
  "monitor": "approximated",
  "group": "approximated",
  "custom": "approximated",
};
