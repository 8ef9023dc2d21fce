import type { ContainerPort } from "../resource.ts";
import type { Finding } from "./rule.ts";

/** A check that the first TCP port accepts connections: right for every program that has one. */
export function probeMending(
  node: string,
  ports: readonly ContainerPort[],
  check: "liveness" | "readiness",
): Pick<Finding, "mend"> {
  const port = ports.find(({ protocol }) => protocol === "TCP");
  if (!port) return {};
  const value = { tcp: { port: port.name } };
  return { mend: [{ op: "set", node, path: ["probes", check], value }] };
}
