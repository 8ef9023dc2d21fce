/** Keys that nothing in a workflow holds, by their last part, and why. */
const REASONS: Readonly<Record<string, string>> = {
  clusterIPs: "the cluster gives the address",
  creationTimestamp: "the cluster writes it by itself",
  ephemeral: "a node names a size, a class and a path of a volume",
  generation: "the cluster writes it by itself",
  hostIPC: "no node shares the memory of the host",
  hostPID: "no node sees the processes of the host",
  minReadySeconds: "a deployment strategy says how long a replica is watched",
  progressDeadlineSeconds: "a deployment strategy says how long a version may take",
  publishNotReadyAddresses: "only what answers is reached",
  resourceVersion: "the cluster writes it by itself",
  schedulerName: "pods are placed by the scheduler of the cluster",
  selfLink: "the cluster writes it by itself",
  status: "the cluster writes it by itself",
  terminationMessagePath: "the message of a container that ended is where it always is",
  terminationMessagePolicy: "the message of a container that ended is where it always is",
  uid: "the cluster writes it by itself",
};

/** Why a value that nothing took is not taken: the nearest key says it. */
export function reasonOf(path: string): string {
  for (const key of path.split(/[.[]/).reverse()) {
    if (Object.hasOwn(REASONS, key)) return REASONS[key]!;
  }
  return NO_PLACE;
}

/** Why a key is not taken of which nothing more is known. */
export const NO_PLACE = "no component has a place for it";
