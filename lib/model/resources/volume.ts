/** How a volume may be mounted. */
export type AccessMode = "ReadWriteOnce" | "ReadOnlyMany" | "ReadWriteMany" | "ReadWriteOncePod";

/** A volume that outlives its container. */
export interface Volume {
  readonly name: string;
  /** How much it holds; a claim that is already there says it itself. */
  readonly size?: string;
  readonly path: string;
  readonly class?: string;
  readonly access: AccessMode;
  /** The name of a claim that is already in the cluster; nothing is made for it. */
  readonly claim?: string;
}
