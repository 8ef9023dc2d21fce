import type { Endpoint, EndpointPort } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, filled, only, via, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { membershipLabel, selectorOf } from "./labels.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { watchedLabels } from "./watched.ts";

/** An endpoint as a Service. */
export function serviceOf(context: Context, endpoint: Reading<Endpoint>): Manifest {
  const open = isOpen(endpoint);
  const spec = {
    ports: filled(endpoint.each("ports").map((port) => portOf(port, nodePortOf(port, open)))),
    type: endpoint.get("type"),
    ...insideOf(context, endpoint),
    ...balancerOf(endpoint),
    ...affinityOf(endpoint),
  };
  const annotations = via(endpoint, "annotations", () => entriesOf(endpoint, "annotations"));
  const manifest = manifestOf(context, "Service", endpoint.node, endpoint, { annotations, spec });
  const { labels } = manifest.metadata as { readonly labels: object };
  const watched = watchedLabels(context, endpoint.node);
  return { ...manifest, metadata: { ...manifest.metadata, labels: { ...labels, ...watched } } };
}

/** Whether hosts answer for it to the outside. */
function isOpen(endpoint: Reading<Endpoint>): boolean {
  return ["LoadBalancer", "NodePort"].includes(endpoint.value("type"));
}

/** What an address inside the cluster has, and a name that stands for one outside has not. */
function insideOf(context: Context, endpoint: Reading<Endpoint>): Record<string, unknown> {
  const type = endpoint.value("type");
  const inside = type !== "ExternalName";
  const reason = "a name outside is no address of the cluster";
  return {
    clusterIP: only(endpoint, "clusterIP", type === "ClusterIP", "only a ClusterIP can go without"),
    externalIPs: only(endpoint, "externalIPs", inside, reason),
    externalName: only(endpoint, "externalName", !inside, "only an ExternalName stands for one"),
    internalTrafficPolicy: only(endpoint, "internalTrafficPolicy", inside, reason),
    selector: inside ? selectedBy(context, endpoint) : undefined,
  };
}

/** What only an address that the outside reaches has. */
function balancerOf(endpoint: Reading<Endpoint>): Record<string, unknown> {
  const balanced = endpoint.value("type") === "LoadBalancer";
  const reason = "only a LoadBalancer asks for one";
  const outside = "only a NodePort or a LoadBalancer is reached from outside";
  return {
    externalTrafficPolicy: only(endpoint, "externalTrafficPolicy", isOpen(endpoint), outside),
    loadBalancerClass: only(endpoint, "loadBalancerClass", balanced, reason),
    loadBalancerIP: only(endpoint, "loadBalancerIP", balanced, reason),
  };
}

/** A port of a Service. */
export function portOf(port: Reading<EndpointPort>, nodePort?: unknown): unknown {
  return within(port, {
    appProtocol: port.get("appProtocol"),
    name: port.get("name"),
    nodePort,
    port: port.get("port"),
    protocol: port.get("protocol"),
    targetPort: port.get("targetPort"),
  });
}

function nodePortOf(port: Reading<EndpointPort>, open: boolean): unknown {
  return only(
    port,
    "nodePort",
    open,
    "only a NodePort or a LoadBalancer opens a port of every host",
  );
}

/** Several workloads are told apart from all others by a label; one is known by its name. */
function selectedBy(context: Context, endpoint: Reading<Endpoint>): unknown {
  if (endpoint.has("selector")) {
    return via(endpoint, "selector", () => entriesOf(endpoint, "selector"));
  }
  const [first, ...others] = endpoint.value("backends");
  if (first === undefined) return undefined;
  const selector = selectorOf(context, first);
  if (others.length === 0) return selector;
  const { "app.kubernetes.io/name": _, ...partOf } = selector;
  return { ...partOf, [membershipLabel(endpoint.node)]: "true" };
}

function affinityOf(endpoint: Reading<Endpoint>): Record<string, unknown> {
  const sessionAffinity = endpoint.get("sessionAffinity") ??
    via(endpoint, "stickySeconds", () => "ClientIP");
  const sticky = sessionAffinity?.value === "ClientIP";
  const timeoutSeconds = only(endpoint, "stickySeconds", sticky, "session affinity is off");
  return {
    sessionAffinity,
    sessionAffinityConfig: timeoutSeconds && { clientIP: { timeoutSeconds } },
  };
}
