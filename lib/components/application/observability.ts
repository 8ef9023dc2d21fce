import { type Component, defineComponent } from "../component.ts";
import { type Fields, fieldsOf } from "../fields.ts";

/** What is measured, logged and traced of apps, and who is told when something is wrong. */
export const observability: Component = defineComponent({
  id: "observability",
  title: "Observability",
  description: "What is measured, logged and traced of apps, with alerts and dashboards.",
  category: "Delivery",
  outputs: { monitoring: { type: "monitoring", title: "Monitoring" } },
  inputs: {},
  config: (z) => {
    const f = fieldsOf(z);
    return f.object({
      metrics: metricsField(f),
      alerts: alertsField(f),
      dashboards: f.map(
        "config-key",
        f.of("json", "Dashboard", "A dashboard as Grafana exports it."),
        "Dashboards",
        "Dashboards as Grafana exports them, by file name.",
        { tier: "advanced" },
      ).exactOptional(),
      logging: loggingField(f),
      tracing: tracingField(f),
      labels: f.labels("Labels", "Labels of its objects, such as those that Prometheus asks for.", {
        tier: "advanced",
      }).exactOptional(),
    });
  },
  resources: (node, config) => [{
    kind: "monitor",
    node: node.id,
    at: [],
    targets: [...new Set(node.consumers("monitoring").map(({ node }) => node.id))],
    ...config,
  }],
});

function metricsField(f: Fields) {
  return f.object(
    {
      portName: f.of("port-name", "Port", "The port that tells them; the first without.")
        .exactOptional(),
      path: f.of("url-path", "Path", "Where they are read.", { presets: ["/metrics"] })
        .default("/metrics"),
      interval: f.of("duration", "Interval", "How often they are read.", {
        presets: ["15s", "30s", "1m"],
      }).default("30s"),
      timeout: f.of("duration", "Timeout", "How long an answer may take.", { tier: "advanced" })
        .exactOptional(),
    },
    "Metrics",
    "Numbers that Prometheus reads from the apps.",
  ).exactOptional();
}

function alertsField(f: Fields) {
  const alert = f.object({
    name: f.of("variable", "Name", "The name of the alert.", { presets: ["HighErrorRate"] }),
    expression: f.of("promql", "Expression", "What must hold for the alert.", {
      examples: ["up == 0"],
    }),
    for: f.of("duration", "For", "How long it must hold.", { presets: ["1m", "5m", "15m"] })
      .exactOptional(),
    severity: f.choice(["info", "warning", "critical"], "Severity", "How bad it is.")
      .default("warning"),
    summary: f.of("alert-text", "Summary", "One line for who is told.").exactOptional(),
    description: f.of("alert-text", "Description", "What to look at, and what to do.")
      .exactOptional(),
  });
  return f.list(alert, "Alerts", "Conditions that somebody is told about.", {
    unique: "name",
    examples: [[{ name: "Down", expression: "up == 0" }]],
  }).exactOptional();
}

function loggingField(f: Fields) {
  return f.object(
    {
      level: f.choice(
        ["debug", "info", "warning", "error"],
        "Level",
        "What is written at least; apps read it in LOG_LEVEL.",
      ).exactOptional(),
      format: f.choice(
        ["json", "text"],
        "Format",
        "How a line is written; apps read it in LOG_FORMAT.",
      ).exactOptional(),
      parser: f.of("object-name", "Parser", "The parser of Fluent Bit that reads the lines.", {
        tier: "advanced",
        presets: ["json", "nginx", "docker"],
      }).exactOptional(),
    },
    "Logging",
    "What the apps write, and how it is read.",
  ).exactOptional();
}

function tracingField(f: Fields) {
  return f.object(
    {
      endpoint: f.of("url", "Endpoint", "The collector that takes traces.", {
        presets: ["http://otel-collector.monitoring.svc:4317"],
      }),
      protocol: f.choice(
        ["grpc", "http/protobuf", "http/json"],
        "Protocol",
        "What the collector speaks.",
      ).default("grpc"),
      sampling: f.whole([0, 100], "Sampling", "The share of requests that is traced, in percent.", {
        presets: [1, 10, 100],
      }).default(10),
    },
    "Tracing",
    "Where requests are followed to, in the words of OpenTelemetry.",
  ).exactOptional();
}
