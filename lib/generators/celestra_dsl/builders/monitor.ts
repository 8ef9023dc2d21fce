import { secondsOf } from "../../../model/formats.ts";
import type { Alert, Monitor } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { type Builder, callFrom, placeOf } from "../builder.ts";
import type { Context } from "../context.ts";
import { type Call, Keyword } from "../python/program.ts";
import { labelCalls, SELECTED } from "./labels.ts";

/** A monitor as an Observability. */
export function monitorBuilders(context: Context, monitor: Reading<Monitor>): Builder[] {
  monitor.drop("dashboards", "the library takes dashboards and never writes them");
  const logging = monitor.part("logging") as Reading<NonNullable<Monitor["logging"]>> | undefined;
  logging?.drop("parser", "the library annotates no pods");
  const calls = [...metricsCalls(context, monitor), ...monitor.each("alerts").map(alertCall)];
  if (calls.length === 0) {
    monitor.drop("labels", "the library writes no object of it");
    return [];
  }
  return [{
    ...placeOf(monitor),
    variable: context.names.of(monitor.node),
    type: "Observability",
    args: [monitor.node],
    standing: "namespace",
    namespace: context.membership.namespaceOf(monitor.node),
    calls: [...labelCalls(context, monitor), ...calls],
  }];
}

type Metrics = Reading<NonNullable<Monitor["metrics"]>>;

function metricsCalls({ index }: Context, monitor: Reading<Monitor>): Call[] {
  const metrics = monitor.part("metrics") as Metrics | undefined;
  if (!metrics) return [];
  const targets = monitor.value("targets");
  if (targets.length === 0) monitor.drop("metrics", "no app is watched");
  return targets.flatMap((target) => {
    const port = metrics.value("portName") ??
      index.endpoints.get(target)?.each("ports")[0]?.value("name");
    if (port === undefined) return [];
    const endpoint = {
      port,
      path: metrics.value("path"),
      interval: metrics.value("interval"),
      scrapeTimeout: metrics.value("timeout"),
    };
    return [callFrom(placeOf(metrics), "add_service_monitor", { [SELECTED]: target }, [endpoint])];
  });
}

/** The library has one text for the two that an alert may have. */
function alertCall(alert: Reading<Alert>): Call {
  const summary = alert.value("summary");
  const description = alert.value("description");
  const text = description ?? summary;
  if (summary !== undefined && description !== undefined && summary !== description) {
    alert.drop("summary", "the library has one text for both, and writes the description");
  }
  if (text === undefined || summary === undefined || description === undefined) {
    const both = "the library writes it as summary and as description";
    alert.approximate(description === undefined ? "summary" : "description", both);
  }
  const lasts = alert.value("for");
  return callFrom(
    placeOf(alert),
    "add_alert_rule",
    alert.value("name"),
    alert.value("expression"),
    alert.value("severity"),
    ...(text === undefined ? [] : [new Keyword("description", text)]),
    new Keyword("duration", `${lasts === undefined ? 0 : secondsOf(lasts) ?? 0}s`),
  );
}
