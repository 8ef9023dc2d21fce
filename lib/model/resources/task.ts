import type { Container } from "./container.ts";
import type { Origin } from "./origin.ts";
import type { AccessMode, Volume } from "./volume.ts";

/** A container that runs to its end: at once, or on a schedule. */
export interface Task extends Origin, Container {
  readonly kind: "task";
  /** What follows the node's id in the object's name; empty for the node's own task. */
  readonly suffix: string;
  /** When it runs; at once without. */
  readonly schedule?: string;
  readonly timeZone?: string;
  readonly concurrency?: "Allow" | "Forbid" | "Replace";
  readonly suspend?: boolean;
  readonly startingDeadline?: string;
  readonly successfulHistory?: number;
  readonly failedHistory?: number;
  readonly parallelism?: number;
  readonly completions?: number;
  /** Whether each completion knows its number. */
  readonly indexed?: boolean;
  readonly retries?: number;
  /** How long a run may take, as a duration. */
  readonly timeout?: string;
  readonly restartPolicy?: "Never" | "OnFailure";
  /** How long a finished run is kept, as a duration. */
  readonly keepFinished?: string;
  readonly storage?: string;
  readonly mountPath?: string;
  readonly storageClass?: string;
  readonly accessMode?: AccessMode;
  readonly volumes?: readonly Volume[];
  /** Of a backup: days to keep it, and where it goes. */
  readonly retention?: number;
  readonly location?: string;
  /** The workload node whose first volume it reads. */
  readonly volumeOf?: string;
}
