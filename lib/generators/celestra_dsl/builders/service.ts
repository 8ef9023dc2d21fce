import type { Endpoint, EndpointPort } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { dropAll } from "../../shared/drop_all.ts";
import { type Builder, callFrom, placeOf, said, saidEach } from "../builder.ts";
import type { Context } from "../context.ts";
import type { Call } from "../python/program.ts";
import { labelCalls, membershipLabel, SELECTED } from "./labels.ts";

/** What the library has no call for. */
const LOST = {
  clusterIP: "the library's Service always has an address",
  externalIPs: "the library names no addresses of hosts",
  loadBalancerIP: "the library asks for no address of a load balancer",
  loadBalancerClass: "the library chooses no load balancer",
  sessionAffinity: "the library has no session affinity",
  stickySeconds: "the library has no session affinity",
  externalTrafficPolicy: "the library has no traffic policies",
  internalTrafficPolicy: "the library has no traffic policies",
} as const;

/** An endpoint of its own as a Service; that of a workload is made by its builder. */
export function serviceBuilders(context: Context, endpoint: Reading<Endpoint>): Builder[] {
  if (context.index.workloads.has(endpoint.node)) return [];
  if (endpoint.value("type") === "ExternalName") {
    const reason = "the library's Service stands for no name outside";
    context.recorder.drop(endpoint.node, endpoint.path, reason);
    return [];
  }
  dropAll(endpoint, LOST);
  return [{
    ...placeOf(endpoint),
    variable: context.names.of(endpoint.node),
    type: "Service",
    args: [endpoint.node],
    standing: "namespace",
    namespace: context.membership.namespaceOf(endpoint.node),
    calls: [
      ...labelCalls(context, endpoint),
      ...saidEach(endpoint, "annotations", "add_annotation"),
      ...said(endpoint, "type", "type"),
      ...selectorCalls(endpoint),
      ...endpoint.each("ports").map(portCall),
    ],
  }];
}

function selectorCalls(endpoint: Reading<Endpoint>): Call[] {
  if (endpoint.has("selector")) {
    return said(endpoint, "selector", "selector", (labels) => ({ ...labels }));
  }
  const [first, ...others] = endpoint.value("backends");
  if (first === undefined) return [];
  const labels = others.length === 0
    ? { [SELECTED]: first }
    : { [membershipLabel(endpoint.node)]: "true" };
  return [callFrom(placeOf(endpoint), "selector", labels)];
}

function portCall(port: Reading<EndpointPort>): Call {
  port.drop("appProtocol", "the library does not say what is spoken on a port");
  port.drop("nodePort", "the library chooses no port of the hosts");
  const number = port.value("port");
  const protocol = port.value("protocol");
  return callFrom(
    placeOf(port),
    "add_port",
    port.value("name"),
    number,
    port.value("targetPort") ?? number,
    ...(protocol === "TCP" ? [] : [protocol]),
  );
}
