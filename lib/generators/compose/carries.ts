import type { Generator } from "../generator.ts";

/** How a Compose file carries each kind of resource. */
export const CARRIES: Generator["carries"] = {
  "workload": "approximated",
  "task": "approximated",
  "endpoint": "approximated",
  "route": "approximated",
  "network-rule": "dropped",
  "secret": "approximated",
  "setting": "approximated",
  "identity": "dropped",
  "permission": "dropped",
  "rollout-strategy": "dropped",
  "monitor": "approximated",
  "group": "approximated",
  "custom": "dropped",
};
