import type { Endpoint } from "../../model/resource.ts";
import type { PlacedNode, Zod } from "../component.ts";
import { type Fields, fieldsOf } from "../fields.ts";
import { containerFields } from "./container.ts";
import { probesField } from "./probes.ts";

/** The output of whatever can be reached; without ports there is nothing to reach. */
export const ENDPOINT_OUTPUT = {
  endpoint: { type: "endpoint", title: "Endpoint", needs: "ports" },
} as const;

/** The fields of a container that keeps running. */
export function workloadFields(z: Zod) {
  const f = fieldsOf(z);
  return {
    ...containerFields(z),
    ports: portsField(f),
    probes: probesField(z, f),
    storageClass: f.of(
      "object-name",
      "Storage class",
      "The class of the volume; the cluster's default without.",
      {
        tier: "advanced",
        presets: ["standard", "gp3", "gp2", "io2", "st1", "sc1"],
      },
    ).exactOptional(),
    accessMode: accessField(f).default("ReadWriteOnce"),
    volumes: volumesField(f),
    disruptionBudget: f.object(
      {
        minAvailable: amount(z, f, "Available", "How many replicas must stay.").exactOptional(),
        maxUnavailable: amount(z, f, "Unavailable", "How many replicas may go.").exactOptional(),
      },
      "Disruption budget",
      "What a drain of hosts must leave running.",
      { tier: "advanced", exactlyOne: ["minAvailable", "maxUnavailable"] },
    ).exactOptional(),
    hostNetwork: f.flag("Host network", "Uses the network of the host.", {
      tier: "expert",
      when: { field: "podSecurity", in: ["privileged"] },
    }).exactOptional(),
    dnsPolicy: f.choice(
      ["ClusterFirst", "Default", "ClusterFirstWithHostNet", "None"],
      "DNS policy",
      "How names are resolved.",
      { tier: "expert" },
    ).exactOptional(),
  };
}

/** A number of replicas or a percentage. */
export function amount(z: Zod, f: Fields, title: string, description: string) {
  return f.either(
    z.int().min(0).max(1000),
    f.of("percent", "Percentage", "A share of the replicas."),
    title,
    description,
    { presets: [1, "25%", "50%"] },
  );
}

/** The name that reaches a workload with ports; none without. */
export function endpointOf(
  node: PlacedNode,
  config: {
    readonly ports?: readonly (Endpoint["ports"][number] & { hostPort?: number })[];
    readonly labels?: Readonly<Record<string, string>>;
    readonly headless?: boolean;
  },
): Endpoint[] {
  const { ports, labels, headless } = config;
  if (!ports?.length) return [];
  return [{
    kind: "endpoint",
    node: node.id,
    at: [],
    type: "ClusterIP",
    backends: [node.id],
    ports: ports.map(({ hostPort: _, ...port }) => ({ ...port, targetPort: port.name })),
    ...(labels && { labels }),
    ...(headless === undefined ? {} : { headless }),
  }];
}

/** What every port has: a name for other nodes, and what is spoken on it. */
export function portFields(f: Fields) {
  return {
    name: f.of("port-name", "Name", "How other nodes pick this port."),
    protocol: f.choice(["TCP", "UDP", "SCTP"], "Protocol", "The transport protocol.", {
      tier: "advanced",
    }).default("TCP"),
    appProtocol: f.choice(
      ["http", "https", "grpc", "tcp", "udp"],
      "Application protocol",
      "What is spoken on the port.",
      { tier: "advanced" },
    ).exactOptional(),
  };
}

function portsField(f: Fields) {
  const port = f.object({
    ...portFields(f),
    port: f.whole([1, 65_535], "Port", "The port that the container listens on.", {
      presets: [80, 443, 3000, 5000, 8080, 5432, 6379, 27017],
    }),
    hostPort: f.whole([1, 65_535], "Host port", "A port of the host itself.", { tier: "expert" })
      .exactOptional(),
  });
  return f.list(port, "Ports", "The ports that other nodes may use.", {
    unique: "name",
    examples: [[{ name: "http", port: 8080 }]],
  }).exactOptional();
}

function accessField(f: Fields) {
  return f.choice(
    ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"],
    "Access mode",
    "Who may mount the volume.",
    { tier: "advanced" },
  );
}

function volumesField(f: Fields) {
  const volume = f.object({
    name: f.of("port-name", "Name", "The name of the volume."),
    size: f.of("quantity", "Size", "How much it holds."),
    path: f.of("path", "Path", "Where it is mounted."),
    class: f.of("object-name", "Class", "The storage class; the cluster's default without.")
      .exactOptional(),
    access: accessField(f).default("ReadWriteOnce"),
  });
  return f.list(volume, "Volumes", "Further volumes that outlive the container.", {
    tier: "expert",
    unique: "name",
  }).exactOptional();
}
