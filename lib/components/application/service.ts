import { type Component, defineComponent, type PlacedNode } from "../component.ts";
import { fieldsOf } from "../fields.ts";
import { portFields } from "./ports.ts";
import { ENDPOINT_OUTPUT } from "./workload.ts";

/** A stable name and address in front of apps. */
export const service: Component = defineComponent({
  id: "service",
  title: "Service",
  description: "A name in front of apps: inside the cluster, on every host, or on a load balancer.",
  category: "Networking",
  outputs: ENDPOINT_OUTPUT,
  inputs: { backend: { type: "endpoint", title: "Backend", many: true } },
  config: (z) => {
    const f = fieldsOf(z);
    const balanced = { field: "type", in: ["LoadBalancer"] };
    const outside = { field: "type", in: ["NodePort", "LoadBalancer"] };
    const target = f.either(
      z.int().min(1).max(65_535),
      f.of("port-name", "Name", "The name of a port."),
      "Target port",
      "The backend's port, by name or number; the same number without.",
    ).exactOptional();
    return f.object({
      type: f.choice(
        ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"],
        "Type",
        "From where it can be reached.",
      ).default("ClusterIP"),
      ports: f.list(
        f.object({
          ...portFields(f),
          port: f.whole([1, 65_535], "Port", "The port of the service."),
          targetPort: target,
          nodePort: f.whole(
            [1, 65_535],
            "Node port",
            "The port of every host; a cluster allows 30000 to 32767.",
            { tier: "advanced" },
          ).exactOptional(),
        }),
        "Ports",
        "The ports of the service.",
        { unique: "name", examples: [[{ name: "http", port: 80 }]] },
      ).exactOptional(),
      externalName: f.of(
        "hostname",
        "External name",
        "The host outside that the name stands for.",
        {
          when: { field: "type", in: ["ExternalName"] },
        },
      ).exactOptional(),
      clusterIP: f.choice(
        ["None"],
        "Cluster IP",
        "None gives no address, only names of replicas.",
        {
          tier: "advanced",
          when: { field: "type", in: ["ClusterIP"] },
        },
      ).exactOptional(),
      externalIPs: f.list(
        f.of("ip", "Address", "An IP address."),
        "External addresses",
        "Addresses of hosts that also answer.",
        { tier: "advanced" },
      ).exactOptional(),
      loadBalancerIP: f.of("ip", "Load balancer address", "The address to ask for.", {
        tier: "advanced",
        when: balanced,
      }).exactOptional(),
      loadBalancerClass: f.of("label-key", "Load balancer class", "Which load balancer makes it.", {
        tier: "expert",
        when: balanced,
      }).exactOptional(),
      sessionAffinity: f.choice(
        ["None", "ClientIP"],
        "Session affinity",
        "Whether a client keeps reaching the same replica.",
        { tier: "advanced" },
      ).exactOptional(),
      stickySeconds: f.whole(
        [1, 86_400],
        "Sticky time",
        "Seconds that a client keeps its replica.",
        {
          tier: "advanced",
          when: { field: "sessionAffinity", in: ["ClientIP"] },
        },
      ).exactOptional(),
      externalTrafficPolicy: f.choice(
        ["Cluster", "Local"],
        "External traffic",
        "Whether traffic from outside stays on the host that it reached.",
        { tier: "advanced", when: outside },
      ).exactOptional(),
      internalTrafficPolicy: f.choice(
        ["Cluster", "Local"],
        "Internal traffic",
        "Whether traffic from inside stays on its host.",
        { tier: "expert" },
      ).exactOptional(),
      selector: f.labels(
        "Selector",
        "Labels of pods outside this workflow; the connected nodes without.",
        { tier: "expert" },
      ).exactOptional(),
      annotations: f.map("label-key", z.string(), "Annotations", "Annotations of the Service.", {
        tier: "advanced",
      }).exactOptional(),
      labels: f.labels("Labels", "Labels of the Service.", { tier: "advanced" }).exactOptional(),
    });
  },
  resources: (node, { ports = [], ...config }) => [{
    kind: "endpoint",
    node: node.id,
    at: [],
    ports,
    backends: [...new Set(backendsOf(node, new Set()))],
    ...config,
  }],
});

/** The workloads behind a service; those of a service behind it are its own. */
function backendsOf(node: PlacedNode, seen: Set<string>): string[] {
  if (seen.has(node.id)) return [];
  seen.add(node.id);
  return node.providers("backend").flatMap((provider) =>
    provider.component === service.id ? backendsOf(provider.node, seen) : [provider.node.id]
  );
}
