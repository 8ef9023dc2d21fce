import type { Endpoint, Monitor } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { via, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { selectorOf } from "./labels.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { homeOf } from "./home.ts";
import { watchedLabel } from "./watched.ts";

/** One for each watched workload that has a port to ask. */
export function serviceMonitorsOf(context: Context, monitor: Reading<Monitor>): Manifest[] {
  const metrics = monitor.part("metrics");
  if (!metrics) return [];
  const targets = monitor.value("targets");
  const endpoints = targets.flatMap((node) => context.index.endpoints.get(node) ?? []);
  const silent = targets.filter((node) => !context.index.endpoints.has(node));
  if (silent.length > 0) {
    const names = silent.map((node) => `"${node}"`).join(", ");
    monitor.approximate("metrics", `${names} has no ports, so nothing is read from it`);
  }
  return endpoints.map((endpoint) => serviceMonitorOf(context, monitor, endpoint));
}

function serviceMonitorOf(
  context: Context,
  monitor: Reading<Monitor>,
  endpoint: Reading<Endpoint>,
): Manifest {
  const metrics = monitor.part("metrics")!;
  const spec = within(metrics, {
    endpoints: [within(metrics, {
      interval: metrics.get("interval"),
      path: metrics.get("path"),
      port: metrics.get("portName") ?? endpoint.each("ports")[0]?.value("name"),
      scheme: schemeOf(endpoint, metrics.value("portName")),
      scrapeTimeout: via(metrics, "timeout", (timeout) => timeout),
    })],
    selector: {
      matchLabels: { ...selectorOf(context, endpoint.node), [watchedLabel(monitor.node)]: "true" },
    },
  });
  const name = `${monitor.node}-${endpoint.node}`;
  const manifest = manifestOf(context, "ServiceMonitor", name, monitor, { spec });
  const namespace = homeOf(context, endpoint.node);
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}

function schemeOf(endpoint: Reading<Endpoint>, portName: string | undefined): string | undefined {
  const ports = endpoint.each("ports");
  const port = ports.find((one) => one.value("name") === portName) ?? ports[0];
  return port?.value("appProtocol") === "https" ? "https" : undefined;
}
