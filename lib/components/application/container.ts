import type { z as zod } from "zod";
import type { Address } from "../../model/resource.ts";
import type { PlacedNode, Zod } from "../component.ts";
import { type Fields, fieldsOf } from "../fields.ts";
import { limited, resourcesField } from "./compute.ts";
import { placementField } from "./placement.ts";

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
    labels: f.labels("Labels", "Labels of every object made from this node.").exactOptional(),
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
