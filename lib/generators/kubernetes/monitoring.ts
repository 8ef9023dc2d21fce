import type { Alert, Monitor } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, filled, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { serviceMonitorsOf } from "./service_monitor.ts";

/** What Prometheus and Grafana read of a monitor. */
export function monitoringOf(context: Context, monitor: Reading<Monitor>): Manifest[] {
  return [
    ...serviceMonitorsOf(context, monitor),
    ...rulesOf(context, monitor),
    ...dashboardsOf(context, monitor),
  ];
}

function rulesOf(context: Context, monitor: Reading<Monitor>): Manifest[] {
  const rules = monitor.each("alerts").map(ruleOf);
  if (rules.length === 0) return [];
  const spec = within(monitor, { groups: [{ name: monitor.node, rules }] });
  return [manifestOf(context, "PrometheusRule", monitor.node, monitor, { spec })];
}

function ruleOf(alert: Reading<Alert>): unknown {
  return within(alert, {
    alert: alert.get("name"),
    annotations: filled({ description: alert.get("description"), summary: alert.get("summary") }),
    expr: alert.get("expression"),
    for: alert.get("for"),
    labels: { severity: alert.get("severity") },
  });
}

/** The label by which the sidecar of Grafana finds dashboards. */
const DASHBOARD = { grafana_dashboard: "1" };

function dashboardsOf(context: Context, monitor: Reading<Monitor>): Manifest[] {
  const dashboards = entriesOf(monitor, "dashboards");
  if (!filled(dashboards)) return [];
  const data = within(monitor, dashboards);
  const manifest = manifestOf(context, "ConfigMap", monitor.node, monitor, { data });
  const { labels } = manifest.metadata as { readonly labels: object };
  return [{ ...manifest, metadata: { ...manifest.metadata, labels: { ...labels, ...DASHBOARD } } }];
}
