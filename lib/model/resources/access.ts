import type { Origin } from "./origin.ts";

/** The account that containers run under, and what it may do. */
export interface Identity extends Origin {
  readonly kind: "identity";
  /** The name of an account that is already there; the node's id and a new one without. */
  readonly existing?: string;
  /** Whether containers get a token of the account. */
  readonly automount: boolean;
  /** Secrets that open registries. */
  readonly pullSecrets?: readonly string[];
  /** Secrets that its containers may mount; what is listed here bounds nothing but says what is meant. */
  readonly secrets?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** The nodes of the permissions that it has. */
  readonly permissions: readonly string[];
}

/** What an account may do with objects of the cluster. */
export interface Permission extends Origin {
  readonly kind: "permission";
  /** Whether its rules speak of the namespace or of the whole cluster. */
  readonly scope: "namespace" | "cluster";
  /** Where accounts get what a cluster-wide role says. */
  readonly binding: "namespace" | "cluster";
  /** The name of a ClusterRole that is already there, instead of rules. */
  readonly existing?: string;
  readonly rules?: readonly PermissionRule[];
  /** Labels of ClusterRoles whose rules it gathers. */
  readonly aggregate?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Who must agree before the role is deleted. */
  readonly finalizers?: readonly string[];
  /** The nodes of the identities that have it. */
  readonly identities: readonly string[];
  /** Users and groups of the cluster that also have it. */
  readonly subjects?: readonly {
    readonly kind: "User" | "Group";
    readonly name: string;
  }[];
}

/** Verbs on resources of API groups, or on addresses of the API server. */
export interface PermissionRule {
  /** `core` is the group without a name; that one alone without any. */
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}
