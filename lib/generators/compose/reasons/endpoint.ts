import type { Endpoint } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import type { Context } from "../context.ts";
import { dropAll } from "../../shared/drop_all.ts";
import { backendOf, containerPort } from "../reach.ts";

const NO_PROXY = "Compose has no proxy in front of its services";

const DROPPED = {
  annotations: "Compose has no object for a service node",
  clusterIP: "a name in Compose always gives the addresses of the containers",
  externalIPs: "Compose publishes on 127.0.0.1 only",
  externalTrafficPolicy: NO_PROXY,
  internalTrafficPolicy: NO_PROXY,
  labels: "Compose has no object for a service node",
  loadBalancerClass: "Compose has no load balancers",
  loadBalancerIP: "Compose has no load balancers",
  selector: "Compose knows only the containers of this workflow",
  sessionAffinity: NO_PROXY,
  stickySeconds: NO_PROXY,
} as const;

/** What of a service node Compose carries in another way, or not at all. */
export function explainEndpoint(context: Context, endpoint: Reading<Endpoint>): void {
  // What a workload is reached by follows from its own config.
  if (context.index.workloads.has(endpoint.node)) return;
  dropAll(endpoint, DROPPED);
  const type = endpoint.value("type");
  if (type === "NodePort" || type === "LoadBalancer") {
    endpoint.approximate("type", "its ports are published on 127.0.0.1 only");
  }
  explainBackends(context, endpoint);
  explainPorts(context, endpoint);
}

function explainBackends({ index }: Context, endpoint: Reading<Endpoint>): void {
  if (endpoint.value("type") === "ExternalName") return;
  const backend = backendOf(index, endpoint);
  if (!backend) {
    endpoint.drop("ports", "no workload of this workflow is behind it");
  } else if (endpoint.value("backends").length > 1) {
    endpoint.approximate("ports", `${NO_PROXY}: everything reaches "${backend.node}", the first`);
  }
}

function explainPorts({ index }: Context, endpoint: Reading<Endpoint>): void {
  const type = endpoint.value("type");
  const workload = backendOf(index, endpoint);
  for (const port of endpoint.each("ports")) {
    for (const key of ["name", "port", "protocol", "targetPort"] as const) port.value(key);
    port.drop("appProtocol", "Compose knows of no protocol above the transport");
    if (type === "NodePort") port.value("nodePort");
    else port.drop("nodePort", "only a service of type NodePort has one");
    const inside = containerPort(port, workload);
    if (!workload || inside === port.value("port")) continue;
    port.approximate("port", `${NO_PROXY}: inside, it is the port of the container, ${inside}`);
  }
}
