import type { ContainerPort } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";

/** The ports of a container. */
export function portsOf(
  container: Reading<{ readonly ports?: readonly ContainerPort[] }>,
): unknown[] {
  return container.each("ports").map((port) =>
    within(port, {
      containerPort: port.get("port"),
      hostPort: port.get("hostPort"),
      name: port.get("name"),
      protocol: port.get("protocol"),
    })
  );
}
