import type { z as zod } from "zod";
import { millicoresOf } from "../../model/formats.ts";
import type { Address, ComputeResources } from "../../model/resource.ts";
import type { PlacedNode, Zod } from "../component.ts";
import { type Fields, fieldsOf } from "../fields.ts";

/** The inputs of whatever runs a container. */
export const CONTAINER_INPUTS = {
  requires: { type: "endpoint", title: "Requires", many: true },
  settings: { type: "settings", title: "Settings", many: true },
  identity: { type: "identity", title: "Identity" },
  policies: { type: "policy", title: "Policies", many: true },
  after: { type: "completion", title: "After", many: true },
} as const;

/** A user that is nobody on every host, fit for the restricted standard. */
const NOBODY = 10001;

const CPU = { cpu: "100m", cpuLimit: "1" };
const MEMORY = "256Mi";

/** The fields of whatever runs a container. */
export function containerFields(z: Zod) {
  const f = fieldsOf(z);
  return {
    image: f.of("image", "Image", "The container image, with a tag or digest.", {
      presets: ["nginxinc/nginx-unprivileged:1.27-alpine", "ghcr.io/acme/api:1.0.0"],
    }).exactOptional(),
    command: f.list(
      z.string(),
      "Command",
      "Replaces the entry point of the image; a list, never a shell line.",
      { tier: "advanced" },
    ).exactOptional(),
    args: f.list(z.string(), "Arguments", "Replaces the arguments of the image.", {
      tier: "advanced",
    }).exactOptional(),
    workingDir: f.of("path", "Working folder", "Where the command starts.", { tier: "expert" })
      .exactOptional(),
    env: f.map("variable", z.string(), "Variables", "Environment variables, as text; no secrets.")
      .exactOptional(),
    bind: bindField(f),
    labels: f.map(
      "label-key",
      f.of("label-value", "Value", "The value of the label."),
      "Labels",
      "Labels of every object made from this node.",
    ).exactOptional(),
    resources: resourcesField(f),
    user: f.whole([0, 65_534], "User", "The numeric user that the container runs as.", {
      tier: "advanced",
      presets: [NOBODY, 1000, 65_534],
    }).default(NOBODY),
    group: f.whole(
      [0, 65_534],
      "Group",
      "The numeric group; the same number as the user without.",
      {
        tier: "advanced",
      },
    ).exactOptional(),
    writable: f.list(
      f.of("path", "Path", "An absolute path."),
      "Writable paths",
      "Folders that the container may write; /tmp always is, everything else is read-only.",
      { tier: "advanced" },
    ).exactOptional(),
    writableSize: f.of("quantity", "Writable size", "The most that each writable folder holds.", {
      tier: "advanced",
      presets: ["16Mi", "64Mi", "256Mi", "1Gi"],
    }).default("64Mi"),
    readOnly: f.flag("Read-only", "Whether the image's own files are read-only.", {
      tier: "expert",
    }).default(true),
    podSecurity: f.choice(
      ["restricted", "baseline", "privileged"],
      "Pod Security Standard",
      "The standard that this node keeps; the environment must allow a lower one.",
      { tier: "expert" },
    ).default("restricted"),
    privileged: f.flag("Privileged", "All rights on the host.", {
      tier: "expert",
      when: { field: "podSecurity", in: ["privileged"] },
    }).exactOptional(),
    capabilities: f.list(
      f.choice(CAPABILITIES, "Capability", "A Linux capability."),
      "Capabilities",
      "Linux capabilities to add; all others are dropped. The restricted standard allows only NET_BIND_SERVICE.",
      { tier: "expert" },
    ).exactOptional(),
    pullPolicy: f.choice(
      ["IfNotPresent", "Always", "Never"],
      "Pull policy",
      "When the image is pulled.",
      { tier: "expert" },
    ).exactOptional(),
    pullSecrets: f.list(
      f.of("object-name", "Name", "The name of a Secret."),
      "Pull secrets",
      "Secrets in the cluster that open the registry.",
      { tier: "advanced" },
    ).exactOptional(),
    serviceAccount: f.of(
      "object-name",
      "Service account",
      "An account in the cluster; its token is mounted only when one is named.",
      { tier: "advanced" },
    ).exactOptional(),
    stopSeconds: f.whole(
      [0, 3600],
      "Stop time",
      "Seconds to finish work after being asked to stop.",
      {
        tier: "advanced",
        presets: [10, 30, 60],
      },
    ).exactOptional(),
    placement: placementField(f),
  };
}

const CAPABILITIES = [
  "NET_BIND_SERVICE",
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_ADMIN",
  "NET_RAW",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_ADMIN",
  "SYS_CHROOT",
  "SYS_PTRACE",
  "SYS_TIME",
] as const;

function bindField(f: Fields) {
  const binding = f.object({
    host: f.of("variable", "Host variable", "The variable that holds the host.").exactOptional(),
    port: f.of("variable", "Port variable", "The variable that holds the port.").exactOptional(),
    portName: f.of("port-name", "Port", "Which port of the provider; the first without.")
      .exactOptional(),
  });
  return f.map(
    "id",
    binding,
    "Bindings",
    "How the addresses of required nodes are named, by node; <NODE>_HOST and <NODE>_PORT without.",
    { tier: "advanced" },
  ).exactOptional();
}

function resourcesField(f: Fields) {
  const advanced = { tier: "advanced" } as const;
  return f.object(
    {
      cpu: f.of("cpu", "CPU", "CPU that is kept free for each replica.", {
        ...advanced,
        presets: ["100m", "250m", "500m", "1", "2", "4"],
      }).default(CPU.cpu),
      memory: f.of("quantity", "Memory", "Memory that is kept free for each replica.", {
        ...advanced,
        presets: ["128Mi", "256Mi", "512Mi", "1Gi", "2Gi", "4Gi", "8Gi"],
      }).default(MEMORY),
      cpuLimit: f.of(
        "cpu",
        "CPU limit",
        "The most CPU of each replica; 1 or the request without.",
        {
          ...advanced,
          atLeast: "cpu",
        },
      ).exactOptional(),
      memoryLimit: f.of(
        "quantity",
        "Memory limit",
        "The most memory of each replica; the request without.",
        { ...advanced, atLeast: "memory" },
      ).exactOptional(),
      gpu: f.whole([1, 16], "GPUs", "GPUs of each replica.", advanced).exactOptional(),
      processes: f.whole([1, 32_768], "Processes", "The most processes of each replica.", {
        tier: "expert",
      }).exactOptional(),
    },
    "Resources",
    "What each replica asks for and may use at most.",
    advanced,
  ).prefault({});
}

function placementField(f: Fields) {
  const expert = { tier: "expert" } as const;
  const nodes = (title: string, description: string) =>
    f.list(f.of("id", "Node", "A node of this workflow."), title, description, expert)
      .exactOptional();
  return f.object(
    {
      nodeSelector: f.map(
        "label-key",
        f.of("label-value", "Value", "The value of the label."),
        "Host labels",
        "Labels that a host must have.",
        expert,
      ).exactOptional(),
      tolerations: f.list(
        f.object({
          key: f.of("label-key", "Key", "The taint."),
          operator: f.choice(["Equal", "Exists"], "Operator", "How the taint is compared.")
            .default("Equal"),
          value: f.of("label-value", "Value", "The value of the taint.", {
            when: { field: "operator", in: ["Equal"] },
          }).exactOptional(),
          effect: f.choice(
            ["NoSchedule", "PreferNoSchedule", "NoExecute"],
            "Effect",
            "The effect of the taint; every one without.",
          ).exactOptional(),
        }),
        "Tolerations",
        "Taints of hosts that this node tolerates.",
        expert,
      ).exactOptional(),
      spread: f.choice(["host", "zone"], "Spread", "Spreads the replicas over hosts or zones.", {
        tier: "advanced",
      }).exactOptional(),
      near: nodes("Near", "Nodes to run beside, where possible."),
      apart: nodes("Apart", "Nodes to keep away from, where possible."),
    },
    "Placement",
    "Where the replicas may run.",
    { tier: "advanced" },
  ).exactOptional();
}

/** The config of whatever runs a container, with its defaults. */
type ContainerConfig = zod.output<zod.ZodObject<ReturnType<typeof containerFields>>>;

/** What the connections and defaults of a container come to. */
export function containerOf<Config extends ContainerConfig>(node: PlacedNode, config: Config) {
  const { bind, resources, ...rest } = config;
  return {
    ...rest,
    resources: limited(resources),
    settings: node.providers("settings").map((provider) => provider.node.id),
    addresses: node.providers("requires").map(({ node: { id }, order }): Address => ({
      provider: id,
      ...(bind?.[id]?.portName === undefined ? {} : { portName: bind[id].portName }),
      hostVariable: bind?.[id]?.host ?? variableOf(id, "HOST"),
      portVariable: bind?.[id]?.port ?? variableOf(id, "PORT"),
      order,
    })),
  };
}

function variableOf(node: string, suffix: string): string {
  return `${node.toUpperCase().replaceAll("-", "_")}_${suffix}`;
}

/** Limits are always set: what has none can take a whole host down. */
function limited(resources: ContainerConfig["resources"]): ComputeResources {
  const generous = millicoresOf(resources.cpu)! > millicoresOf(CPU.cpuLimit)!;
  return {
    ...resources,
    cpuLimit: resources.cpuLimit ?? (generous ? resources.cpu : CPU.cpuLimit),
    memoryLimit: resources.memoryLimit ?? resources.memory,
  };
}
