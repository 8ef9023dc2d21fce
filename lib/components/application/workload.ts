import type { Endpoint } from "../../model/resource.ts";
import type { PlacedNode, Zod } from "../component.ts";
import { type Fields, fieldsOf } from "../fields.ts";
import { containerFields } from "./container.ts";
import { portsField } from "./ports.ts";
import { probesField } from "./probes.ts";
import { storageFields } from "./storage.ts";

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
    ...storageFields(f),
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
