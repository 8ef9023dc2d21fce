import { bytesOf, millicoresOf } from "../../model/formats.ts";
import type { ComputeResources } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { via } from "../shared/origin.ts";
import type { Runner } from "./context.ts";

/** The least that the engine takes (docs.docker.com/engine/containers/resource_constraints). */
const LEAST = { bytes: 6 * 2 ** 20, millicores: 10 };

/** The most processes of a container that names no number. */
const PROCESSES = 512;

/** What a container may use at most. Compose keeps nothing free for it. */
export function limitsOf(
  container: Reading<{ readonly resources: ComputeResources }>,
): Record<string, unknown> {
  const resources = container.part("resources")!;
  explainRequest(resources, "cpu", "cpuLimit");
  explainRequest(resources, "memory", "memoryLimit");
  return {
    cpus: cpusOf(resources),
    mem_limit: memoryOf(resources),
    pids_limit: resources.get("processes") ?? PROCESSES,
  };
}

/** The GPUs that a container asks for, as an entry of `deploy`. */
export function gpusOf(runner: Reading<Runner>): object | undefined {
  const resources = runner.part("resources")!;
  const devices = via(
    resources,
    "gpu",
    (count) => [{ capabilities: ["gpu"], count, driver: "nvidia" }],
  );
  return devices && { reservations: { devices } };
}

function explainRequest(
  resources: Reading<ComputeResources>,
  request: "cpu" | "memory",
  limit: "cpuLimit" | "memoryLimit",
): void {
  if (resources.value(request) === resources.value(limit)) {
    resources.approximate(request, "Compose keeps nothing free; it is the most that it may use");
  } else {
    resources.drop(request, "Compose keeps nothing free for a container, it only limits it");
  }
}

function cpusOf(resources: Reading<ComputeResources>): unknown {
  const wanted = millicoresOf(resources.value("cpuLimit") ?? "");
  if (wanted === undefined) return undefined;
  const given = Math.max(wanted, LEAST.millicores);
  if (given > wanted) resources.approximate("cpuLimit", "0.01 is the least that Docker takes");
  return resources.as("cpuLimit", given / 1000);
}

function memoryOf(resources: Reading<ComputeResources>): unknown {
  const wanted = bytesOf(resources.value("memoryLimit") ?? "");
  if (wanted === undefined) return undefined;
  const given = Math.max(Math.ceil(wanted), LEAST.bytes);
  if (given > wanted) resources.approximate("memoryLimit", "6 MiB is the least that Docker takes");
  return resources.as("memoryLimit", given);
}
