import type { Companion } from "../../model/resource.ts";
import type { Zod } from "../component.ts";
import type { Fields } from "../fields.ts";
import { limited, resourcesField } from "./compute.ts";
import { portsField } from "./ports.ts";

/** The further containers that run with a container. */
export function companionFields(z: Zod, f: Fields) {
  const companion = {
    name: f.of("port-name", "Name", "The name of the container in its pod."),
    image: f.of("image", "Image", "The container image, with a tag or digest."),
    command: f.list(z.string(), "Command", "Replaces the entry point of the image.")
      .exactOptional(),
    args: f.list(z.string(), "Arguments", "Replaces the arguments of the image.").exactOptional(),
    env: f.map("variable", z.string(), "Variables", "Environment variables, as text; no secrets.")
      .exactOptional(),
    resources: resourcesField(f),
  };
  const each = "They get what the node is given and mount what it mounts.";
  return {
    init: f.list(
      f.object(companion),
      "Start containers",
      `Containers that run to their end, one after the other, before this one starts. ${each}`,
      { tier: "expert", unique: "name" },
    ).exactOptional(),
    sidecars: f.list(
      f.object({ ...companion, ports: portsField(f) }),
      "Sidecars",
      `Containers that run beside this one, on the same network. ${each}`,
      { tier: "expert", unique: "name" },
    ).exactOptional(),
  };
}

/** Containers of a pod, each with its limits. */
export function companionsOf(
  companions: { readonly init?: readonly Companion[]; readonly sidecars?: readonly Companion[] },
): typeof companions {
  const { init, sidecars } = companions;
  const bounded = (one: Companion) => ({ ...one, resources: limited(one.resources) });
  return {
    ...(init && { init: init.map(bounded) }),
    ...(sidecars && { sidecars: sidecars.map(bounded) }),
  };
}
