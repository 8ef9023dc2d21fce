import type { Generator } from "../generator.ts";

/** How manifests carry each kind of resource. */
export const CARRIES: Generator["carries"] = {
  "workload": "approximated",
  "task": "approximated",
  "endpoint": "exact",
  "route": "approximated",
  "network-rule": "exact",
  "secret": "approximated",
  "setting": "exact",
  "identity": "exact",
  "permission": "exact",
  "rollout-strategy": "approximated",
  "monitor": "exact",
  "group": "exact",
  "custom": "exact",
};
