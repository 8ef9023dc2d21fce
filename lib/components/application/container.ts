import type { z as zod } from "zod";
import type { Predecessor } from "../../model/resource.ts";
import type { PlacedNode, Zod } from "../component.ts";
import { fieldsOf } from "../fields.ts";
import { addressesOf, bindField, variablesOf } from "./binding.ts";
import { companionFields, companionsOf } from "./companions.ts";
import { limited, resourcesField } from "./compute.ts";
import { idsOf, joinedOne } from "./joined.ts";
import { lifecycleField, waitField } from "./lifecycle.ts";
import { placementField } from "./placement.ts";
import { securityFields } from "./security.ts";
import { hostFoldersField } from "./storage.ts";

/** The inputs of whatever runs a container. */
export const CONTAINER_INPUTS = {
  requires: { type: "endpoint", title: "Requires", many: true },
  settings: { type: "settings", title: "Settings", many: true },
  identity: { type: "identity", title: "Identity" },
  policies: { type: "policy", title: "Policies", many: true },
  after: { type: "completion", title: "After", many: true },
} as const;

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
    podFields: f.map(
      "variable",
      f.choice(POD_FIELDS, "Fact", "What the variable holds."),
      "Pod facts",
      "Variables that hold a fact of the pod, such as its address.",
      { tier: "expert", examples: [{ POD_IP: "status.podIP" }] },
    ).exactOptional(),
    labels: f.labels("Labels", "Labels of every object made from this node.").exactOptional(),
    annotations: f.map(
      "label-key",
      z.string(),
      "Annotations",
      "Annotations of the workload and its pods.",
      { tier: "advanced" },
    ).exactOptional(),
    resources: resourcesField(f),
    ...securityFields(f),
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
    hostFolders: hostFoldersField(f),
    ...companionFields(z, f),
    lifecycle: lifecycleField(z, f),
    wait: waitField(f),
  };
}

const POD_FIELDS = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.podIP",
] as const;

/** The config of whatever runs a container, with its defaults. */
type ContainerConfig = zod.output<zod.ZodObject<ReturnType<typeof containerFields>>>;

/** What the connections and defaults of a container come to. */
export function containerOf<Config extends ContainerConfig>(node: PlacedNode, config: Config) {
  const { bind, resources, ...rest } = config;
  return {
    ...rest,
    ...companionsOf(config),
    resources: limited(resources),
    settings: idsOf(node.providers("settings")),
    variables: variablesOf(node, bind),
    after: node.providers("after").map(({ node: { id }, order }): Predecessor => ({
      task: id,
      order,
    })),
    policies: idsOf(node.providers("policies")),
    ...joinedOne(node, "identity"),
    addresses: addressesOf(node, bind),
  };
}
