import { millicoresOf } from "../../model/formats.ts";
import type { ComputeResources } from "../../model/resource.ts";
import type { Fields } from "../fields.ts";

const CPU = { cpu: "100m", cpuLimit: "1" };
const MEMORY = "256Mi";

/** What each replica asks for and may use. */
export function resourcesField(f: Fields) {
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

/** Limits are always set: what has none can take a whole host down. */
export function limited(resources: ComputeResources): ComputeResources {
  const generous = millicoresOf(resources.cpu)! > millicoresOf(CPU.cpuLimit)!;
  return {
    ...resources,
    cpuLimit: resources.cpuLimit ?? (generous ? resources.cpu : CPU.cpuLimit),
    memoryLimit: resources.memoryLimit ?? resources.memory,
  };
}
