import { digestOf } from "../../model/digest.ts";
import { taskName } from "../../model/names.ts";

/** The claim of a volume of a workload that is not stateful; `data` is the main one. */
export function claimName(node: string, volume: string): string {
  return `${node}-${volume}`;
}

/** The claim that a stateful set makes for its first replica. */
export function firstClaimName(node: string, volume: string): string {
  return `${volume}-${node}-0`;
}

/** The Service that gives each replica a name. */
export function headlessName(node: string): string {
  return `${node}-headless`;
}

/** A CronJob appends 11 characters to its name for each job, which may have 63. */
const LONGEST_CRON_JOB = 52;

/** The name of a Job or CronJob; where it is too long, a hash stands for the end of the node's id. */
export function cronJobName(node: string, suffix: string): string {
  const name = taskName({ node, suffix });
  if (name.length <= LONGEST_CRON_JOB) return name;
  const end = `-${digestOf(node).slice(-6)}-${suffix}`;
  return node.slice(0, LONGEST_CRON_JOB - end.length).replace(/-+$/, "") + end;
}

/** A volume name for a folder: legal, and another one for every folder. */
export function folderName(prefix: string, folder: string): string {
  // Without dashes in the folder, a dash can only stand for a slash.
  const readable = /^(\/[a-z0-9]+)+$/.test(folder) && folder.length <= 40;
  return prefix + (readable ? folder.replaceAll("/", "-") : `-${digestOf(folder)}`);
}
