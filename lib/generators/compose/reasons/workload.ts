import type { Workload } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import type { Context } from "../context.ts";
import { explainContainer } from "./container.ts";
import { dropAll } from "../../shared/drop_all.ts";
import { explainVolumes } from "./volumes.ts";

const ONE_HOST = "Compose runs on one host";
const AT_ONCE = "Compose replaces the containers of a service at once";

const DROPPED = {
  autoscaling: "Compose does not scale by itself; replicas says how many run",
  disruptionBudget: `${ONE_HOST}, which no scheduler drains`,
  dnsPolicy: "containers resolve names by the network of the project",
  partition: AT_ONCE,
  podManagement: "Compose starts the replicas of a service together",
  rollout: AT_ONCE,
  updateStrategy: AT_ONCE,
} as const;

/** What of a workload Compose carries in another way, or not at all. */
export function explainWorkload(context: Context, workload: Reading<Workload>): void {
  dropAll(workload, DROPPED);
  explainContainer(context, workload);
  explainHeadless(workload);
  explainPorts(workload);
  explainVolumes(
    workload,
    workload.value("replicas") > 1 && !context.published.has(workload.node),
  );
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
