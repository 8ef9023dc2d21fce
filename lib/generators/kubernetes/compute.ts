import type { ComputeResources } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { via, within } from "../shared/origin.ts";
import { bytesText, cpuText } from "./quantity.ts";

/** What a container asks for and may use at most. */
export function computeOf(
  container: Reading<{ readonly resources: ComputeResources }>,
): unknown {
  const resources = container.part("resources")!;
  resources.drop(
    "processes",
    "the kubelet sets the limit of processes for the whole node",
  );
  return within(resources, {
    limits: within(resources, {
      cpu: via(resources, "cpuLimit", cpuText),
      memory: via(resources, "memoryLimit", bytesText),
      "nvidia.com/gpu": via(resources, "gpu", String),
    }),
    requests: within(resources, {
      cpu: via(resources, "cpu", cpuText),
      memory: via(resources, "memory", bytesText),
    }),
  });
}
