import type { Zod } from "../component.ts";
import { type Component, defineComponent } from "../component.ts";
import { type Fields, fieldsOf } from "../fields.ts";

/** Whom apps and jobs may reach, and who may reach them. */
export const networkPolicy: Component = defineComponent({
  id: "network-policy",
  title: "Network policy",
  description:
    "Closes the network around apps and jobs: only connections and what it lists stay open.",
  category: "Networking",
  outputs: { policy: { type: "policy", title: "Policy" } },
  inputs: { allows: { type: "endpoint", title: "Allows", many: true } },
  config: (z) => {
    const f = fieldsOf(z);
    const advanced = { tier: "advanced" } as const;
    return f.object({
      ingress: peersField(z, f, "Ingress", "What else may reach them, besides connections."),
      egress: peersField(z, f, "Egress", "What else they may reach, besides connections."),
      denyIngress: f.flag(
        "Deny ingress",
        "Whether nothing may reach them but connections and what ingress lists.",
      ).default(true),
      denyEgress: f.flag(
        "Deny egress",
        "Whether they may reach nothing but connections, allowed endpoints and what egress lists.",
      ).default(true),
      dns: f.flag("Names", "Whether they may ask the cluster for names, on port 53.", advanced)
        .default(true),
      selector: f.labels(
        "Selector",
        "Labels of the pods that it is for, if no node makes them: {} is every pod of the namespace.",
        { tier: "expert" },
      ).exactOptional(),
      labels: f.labels("Labels", "Labels of the policy.", advanced).exactOptional(),
    });
  },
  resources: (node, config) => [{
    kind: "network-rule",
    node: node.id,
    at: [],
    subjects: node.consumers("policy").map((consumer) => consumer.node.id),
    allows: node.providers("allows").map((provider) => provider.node.id),
    ...config,
  }],
});

function peersField(z: Zod, f: Fields, title: string, description: string) {
  const advanced = { tier: "advanced" } as const;
  const peer = f.object({
    nodes: f.list(
      f.of("id", "Node", "A node of this workflow."),
      "Nodes",
      "Nodes of this workflow.",
      { unique: true },
    ).min(1).exactOptional(),
    namespaceLabels: f.labels(
      "Namespace labels",
      "Labels of namespaces; {} is every namespace, the own one without a word.",
      { presets: [{ "kubernetes.io/metadata.name": "monitoring" }] },
    ).exactOptional(),
    podLabels: f.labels("Pod labels", "Labels of pods; every pod without.").exactOptional(),
    cidr: f.of("cidr", "Addresses", "A range of addresses outside of the cluster.", {
      presets: ["0.0.0.0/0", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
    }).exactOptional(),
    except: f.list(
      f.of("cidr", "Addresses", "A range of addresses."),
      "Except",
      "Ranges inside of it that are left out.",
      advanced,
    ).min(1).exactOptional(),
    ports: f.list(portField(z, f), "Ports", "The ports; every one without.").exactOptional(),
  });
  return f.list(peer, title, description, {
    examples: [[{ cidr: "203.0.113.0/24", ports: [{ port: 443 }] }]],
  }).exactOptional();
}

function portField(z: Zod, f: Fields) {
  return f.object({
    port: f.either(
      z.int().min(1).max(65_535),
      f.of("port-name", "Name", "The name of a port of the pods."),
      "Port",
      "The port, by number or name.",
    ),
    endPort: f.whole([1, 65_535], "Last port", "The last port of a range.", {
      tier: "expert",
      atLeast: "port",
    }).exactOptional(),
    protocol: f.choice(["TCP", "UDP", "SCTP"], "Protocol", "The transport protocol.", {
      tier: "advanced",
    }).default("TCP"),
  });
}
