import type { Volume, Workload } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import type { Context } from "../context.ts";
import { dropAll } from "./drop_all.ts";

const ONE_HOST = "Compose runs on one host";
const AT_ONCE = "Compose replaces the containers of a service at once";

const DROPPED = {
  autoscaling: "Compose does not scale by itself; replicas says how many run",
  disruptionBudget: `${ONE_HOST}, which no scheduler drains`,
  dnsPolicy: "containers resolve names by the network of the project",
  partition: AT_ONCE,
  placement: ONE_HOST,
  podManagement: "Compose starts the replicas of a service together",
  pullSecrets: "the engine uses what docker login stored",
  rollout: AT_ONCE,
  serviceAccount: "Compose has no accounts",
  storageClass: "a Docker volume has no class",
  updateStrategy: AT_ONCE,
} as const;

const NO_SIZE = "a Docker volume has no size of its own; when it is new, it takes its owner from " +
  "the folder in the image";

/** What of a workload Compose carries in another way, or not at all. */
export function explainWorkload({ published }: Context, workload: Reading<Workload>): void {
  dropAll(workload, DROPPED);
  explainHeadless(workload);
  explainPorts(workload);
  explainVolumes(workload, !published.has(workload.node));
}

function explainHeadless(workload: Reading<Workload>): void {
  if (!workload.value("headless") || workload.value("replicas") === 1) return;
  workload.drop("headless", "the replicas of a service share one name");
}

/** On the network of the project, every port of a container is open to the others. */
function explainPorts(workload: Reading<Workload>): void {
  for (const port of workload.each("ports")) {
    for (const key of ["name", "port", "protocol"] as const) port.value(key);
    dropAll(port, {
      appProtocol: "Compose knows of no protocol above the transport",
      hostPort: "Compose publishes a port only for an ingress, a NodePort or a LoadBalancer",
    });
  }
}

/** @param several Whether its replicas all run. */
function explainVolumes(workload: Reading<Workload>, several: boolean): void {
  const shared = several && workload.value("replicas") > 1 ? "all replicas share one volume; " : "";
  if (workload.has("storage")) {
    workload.approximate("storage", shared + NO_SIZE);
    explainAccess(workload, "accessMode");
  }
  for (const volume of workload.each("volumes")) {
    volume.value("size");
    volume.approximate("size", shared + NO_SIZE);
    volume.drop("class", DROPPED.storageClass);
    explainAccess(volume, "access");
  }
}

function explainAccess<Key extends "accessMode" | "access">(
  reading: Reading<Record<Key, Volume["access"]>>,
  key: Key,
): void {
  if (reading.value(key) !== "ReadWriteOncePod") return;
  reading.drop(key, "Docker lets any container mount a volume");
}
