import type { SecretStore } from "../environment.ts";
import type { Origin } from "./origin.ts";

/** How a secret or a setting reaches its consumers. */
export type Mount = "env" | "file" | "both";

/** Names of secret values that live elsewhere; never the values. */
export interface SecretReference extends Origin {
  readonly kind: "secret";
  /** The name of the Secret in the cluster; the node's id without. */
  readonly secretName?: string;
  readonly keys: readonly string[];
  readonly mount: Mount;
  /** The folder of its files. */
  readonly path: string;
  readonly mode: string;
  /** Mounts one key as a file of its own instead of the folder. */
  readonly subPath?: string;
  readonly optional?: boolean;
  /** Where the values come from; a Secret that somebody else makes without. */
  readonly source: "existing" | "external" | "sealed" | "sops";
  /** What an operator fetches the values from (external-secrets.io). */
  readonly external?: ExternalSource;
  /** Values that only the cluster can open (Sealed Secrets), by key. */
  readonly sealed?: Readonly<Record<string, string>>;
  readonly sealedScope?: "strict" | "namespace-wide" | "cluster-wide";
  /** A Secret as SOPS encrypted it: the whole text of the file. */
  readonly sops?: string;
  /** The type of the Secret. */
  readonly type?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Where an operator finds secret values. */
export interface ExternalSource {
  /** The store; that of the environment without. */
  readonly store?: SecretStore;
  /** The entry of the store that holds the keys; the node's id without. */
  readonly entry?: string;
  /** Where single keys are found instead: by key. */
  readonly keys?: Readonly<Record<string, { readonly entry: string; readonly property?: string }>>;
  /** How often the values are fetched anew, as a duration. */
  readonly refresh: string;
}

/** Settings as text. */
export interface Setting extends Origin {
  readonly kind: "setting";
  readonly data: Readonly<Record<string, string>>;
  /** Files that are no text, in base64; they never become variables. */
  readonly binaryData?: Readonly<Record<string, string>>;
  readonly mount: Mount;
  /** The folder of its files. */
  readonly path: string;
  readonly mode: string;
  /** Mounts one key as a file of its own instead of the folder. */
  readonly subPath?: string;
  readonly immutable?: boolean;
  readonly reload: "roll" | "none";
  readonly labels?: Readonly<Record<string, string>>;
}
