import { millicoresOf } from "../../model/formats.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putWhole, set } from "../yaml/put.ts";
import { type Placed, type Service, valueOf } from "./service.ts";
import { bytes } from "./words.ts";

/** Takes how many replicas run and what each may use. */
export function takeLimits({ service, node }: Placed): void {
  const deploy = valueOf(service, "deploy");
  const limits = deploy?.at("resources", "limits");
  const wanted = deploy?.at("resources", "reservations");
  takeReplicas(node, deploy?.get("replicas") ?? valueOf(service, "scale"));
  takeCpu(node, "cpuLimit", limits?.get("cpus") ?? valueOf(service, "cpus"));
  takeMemory(node, "memoryLimit", limits?.get("memory") ?? valueOf(service, "mem_limit"));
  takeCpu(node, "cpu", wanted?.get("cpus"));
  takeMemory(node, "memory", wanted?.get("memory") ?? valueOf(service, "mem_reservation"));
  takeProcesses(node, limits, service);
  takeDevices(node, wanted?.get("devices"));
  askForWhatIsAllowed(node);
}

function takeReplicas(node: DraftNode, field: Field | undefined): void {
  if (field?.whole === 0) field.approximate("at least 1 runs: an app is never off", node.id);
  else putWhole(node, ["replicas"], field, [1, 1000]);
}

function takeCpu(node: DraftNode, key: string, field: Field | undefined): void {
  const cores = Number(field?.text);
  if (!field || cores === 0) return field?.take(node.id);
  if (!(cores > 0)) return field.drop("it must be a number of cores", node.id);
  const thousandths = Math.max(1, Math.round(cores * 1000));
  const text = thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
  put(node, ["resources", key], text, field);
}

function takeMemory(node: DraftNode, key: string, field: Field | undefined): void {
  const text = bytes(field?.text);
  if (!field || text === "0") return field?.take(node.id);
  if (text === undefined) field.drop("it must be an amount such as 512m", node.id);
  else put(node, ["resources", key], text, field);
}

/** The number of processes that our own output sets where a node says none. */
const USUAL_PROCESSES = 512;

function takeProcesses(node: DraftNode, limits: Field | undefined, service: Service): void {
  const field = limits?.get("pids") ?? valueOf(service, "pids_limit");
  if (field?.whole === USUAL_PROCESSES) field.take(node.id);
  else putWhole(node, ["resources", "processes"], field, [1, 32_768]);
}

function takeDevices(node: DraftNode, devices: Field | undefined): void {
  for (const device of devices?.items() ?? []) {
    const count = device.get("count")?.whole ?? 1;
    if (!device.get("capabilities")?.texts?.includes("gpu")) {
      device.drop("a node asks for GPUs and no other devices", node.id);
      continue;
    }
    set(node, ["resources", "gpu"], count);
    device.take(node.id, ["resources", "gpu"]);
  }
}

/** Compose keeps nothing free: what is asked for may not be over what is allowed. */
function askForWhatIsAllowed({ config }: DraftNode): void {
  const resources = config["resources"] as Record<string, string> | undefined;
  if (!resources) return;
  const { cpuLimit, memoryLimit } = resources;
  if (memoryLimit !== undefined && resources["memory"] === undefined) {
    resources["memory"] = memoryLimit;
  }
  const isSmall = cpuLimit !== undefined && (millicoresOf(cpuLimit) ?? 1000) < 100;
  if (isSmall && resources["cpu"] === undefined) resources["cpu"] = cpuLimit;
}
