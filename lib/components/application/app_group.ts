import { type Component, defineComponent, type Zod } from "../component.ts";
import { type Fields, fieldsOf } from "../fields.ts";

/** Nodes that belong together: one namespace, one set of limits, one closed network. */
export const appGroup: Component = defineComponent({
  id: "app-group",
  title: "App group",
  description: "A box around nodes: their namespace, limits, shared settings and network.",
  category: "Grouping",
  outputs: {},
  inputs: {},
  groups: true,
  config: (z) => {
    const f = fieldsOf(z);
    return f.object({
      namespace: f.of(
        "namespace",
        "Namespace",
        "The namespace of everything in it; that of the environment without. Environments in one cluster must each name another one.",
        { presets: ["monitoring", "logging"] },
      ).exactOptional(),
      network: f.choice(
        ["deny", "open"],
        "Network",
        "deny opens only the paths that connections draw, on every port of the endpoint or the one that a binding names; routes, NodePort and LoadBalancer services open theirs to everybody. open asks for nothing; a group around it may still deny.",
      ).default("deny"),
      quota: quotaField(f),
      limits: limitsField(f),
      labels: f.labels("Labels", "Labels of everything in it.", {
        examples: [{ environment: "production" }],
      }).exactOptional(),
      env: envField(z, f),
    });
  },
  resources: (node, config) => [
    { kind: "group", node: node.id, at: [], members: node.members(), ...config },
  ],
});

function envField(z: Zod, f: Fields) {
  return f.map(
    "variable",
    z.string(),
    "Variables",
    "Environment variables of every container in it, as text; no secrets.",
    { tier: "advanced" },
  ).exactOptional();
}

function quotaField(f: Fields) {
  const custom = { when: { field: "size", in: ["Custom"] } };
  const number = (title: string, description: string) =>
    f.whole([0, 1_000_000], title, description, custom).exactOptional();
  const bytes = (title: string, description: string, atLeast?: string) =>
    f.of("quantity", title, description, { ...custom, ...(atLeast && { atLeast }) })
      .exactOptional();
  const cores = (title: string, description: string, atLeast?: string) =>
    f.of("cpu", title, description, { ...custom, ...(atLeast && { atLeast }) }).exactOptional();
  return f.object(
    {
      size: f.choice(
        ["Small", "Medium", "Large", "Enterprise", "Custom"],
        "Size",
        "Small: 2 CPUs, 4 GiB, 10 pods. Medium: 8, 16 GiB, 30. Large: 32, 64 GiB, 100. Enterprise: 128, 256 GiB, 500. Limits are twice as much.",
      ),
      cpu: cores("CPU", "CPU that all containers may ask for together."),
      memory: bytes("Memory", "Memory that all containers may ask for together."),
      cpuLimit: cores("CPU limit", "CPU that all containers may use together.", "cpu"),
      memoryLimit: bytes("Memory limit", "Memory that all may use together.", "memory"),
      storage: bytes("Storage", "The size of all volumes together."),
      pods: number("Pods", "How many pods there may be."),
      claims: number("Volumes", "How many volumes there may be."),
      services: number("Services", "How many Services there may be."),
    },
    "Quota",
    "What the whole namespace may ask for together.",
  ).exactOptional();
}

function limitsField(f: Fields) {
  const advanced = { tier: "advanced" } as const;
  return f.object(
    {
      cpu: f.of("cpu", "CPU", "CPU that a container asks for which says nothing.", {
        presets: ["100m", "250m"],
      }).exactOptional(),
      memory: f.of("quantity", "Memory", "Memory that a container asks for which says nothing.", {
        presets: ["128Mi", "256Mi"],
      }).exactOptional(),
      cpuLimit: f.of("cpu", "CPU limit", "CPU that a container may use which says nothing.", {
        atLeast: "cpu",
      }).exactOptional(),
      memoryLimit: f.of(
        "quantity",
        "Memory limit",
        "Memory that a container may use which says nothing.",
        { atLeast: "memory" },
      ).exactOptional(),
      maxCpu: f.of("cpu", "Most CPU", "The most CPU that any container may use.", advanced)
        .exactOptional(),
      maxMemory: f.of(
        "quantity",
        "Most memory",
        "The most memory that any container may use.",
        advanced,
      ).exactOptional(),
    },
    "Limits",
    "What single containers get and may have at most.",
    advanced,
  ).exactOptional();
}
