import type { Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { filled } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { selectorOf } from "./labels.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { headlessName } from "./names.ts";
import { portOf } from "./service.ts";

/**
 * The Service that gives each replica of a stateful workload a name, also before it is ready: the
 * replicas of a database find each other to become so.
 */
export function headlessOf(context: Context, workload: Reading<Workload>): Manifest[] {
  if (!workload.value("stateful") || workload.value("headless") === false) return [];
  const { node } = workload;
  const ports = context.index.endpoints.get(node)?.each("ports") ?? [];
  const spec = {
    clusterIP: "None",
    ports: filled(ports.map((port) => portOf(port))),
    publishNotReadyAddresses: true,
    selector: selectorOf(context, node),
    type: "ClusterIP",
  };
  return [manifestOf(context, "Service", headlessName(node), workload, { spec })];
}
