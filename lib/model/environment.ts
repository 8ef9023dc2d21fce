import type { JsonObject } from "./json.ts";

/** The Pod Security Standards of Kubernetes, the strictest last. */
export const POD_SECURITY = ["privileged", "baseline", "restricted"] as const;

/** A Pod Security Standard. */
export type PodSecurity = typeof POD_SECURITY[number];

/** A store of the External Secrets Operator. */
export interface SecretStore {
  readonly name: string;
  readonly kind: "SecretStore" | "ClusterSecretStore";
}

/** A named destination of deployments, in `environments/<name>.yaml`. */
export interface Environment {
  readonly name: string;
  /** The id of the target that applies the output. */
  readonly target: string;
  /** The id of the output that is rendered for it. */
  readonly output: string;
  readonly namespace?: string;
  readonly trigger: "push" | "manual";
  /** The lowest standard a node may ask for. */
  readonly podSecurity: PodSecurity;
  /** Where secret values are fetched from. */
  readonly secretStore?: SecretStore;
  /** Fields that replace those of a workflow: by workflow, node and field. */
  readonly overrides: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
}
