import assert from "node:assert/strict";
import type { JsonObject } from "../../../../lib/model/json.ts";
import { extraPlan, plannedOf } from "./extras.ts";
import { lossesOf, objectIn, originIn, pathsIn } from "./extras_rendering.ts";

const PORTS = [{ name: "http", port: 8080 }, { name: "metrics", port: 9090 }];

function planWith(monitor: JsonObject, app: JsonObject = {}, component = "app") {
  const nodes = {
    api: [component, { image: "a/web:1", ports: PORTS, ...app }],
    watch: ["observability", monitor],
  } as const;
  return plannedOf(nodes, ["watch.monitoring -> api.monitoring"]);
}

function variablesOf(monitor: JsonObject, app: JsonObject = {}): Record<string, string> {
  const { spec } = objectIn(planWith(monitor, app), "40-deployment-api.yaml").spec.template;
  const env = (spec.containers[0].env ?? []) as { name: string; value: string }[];
  return Object.fromEntries(env.map(({ name, value }) => [name, value]));
}

Deno.test("each watched app is read at its Service, and no other Service is", () => {
  const plan = planWith({ metrics: {} }, { storage: "1Gi" }, "stateful-app");
  const { metadata, spec } = objectIn(plan, "85-servicemonitor-watch-api.yaml");
  assert.equal(metadata.name, "watch-api");
  assert.deepEqual(spec.endpoints, [{ interval: "30s", path: "/metrics", port: "http" }]);
  const service = objectIn(plan, "30-service-api.yaml").metadata.labels;
  const headless = objectIn(plan, "30-service-api-headless.yaml").metadata.labels;
  const isMeant = (labels: Record<string, string>) =>
    Object.entries(spec.selector.matchLabels).every(([key, value]) => labels[key] === value);
  assert.deepEqual([isMeant(service), isMeant(headless)], [true, false]);
});

Deno.test("the port, the times and the labels are those of the node", () => {
  const { metadata, spec } = objectIn(extraPlan(), "85-servicemonitor-watch-web.yaml");
  assert.equal(metadata.labels.release, "prometheus");
  assert.deepEqual(spec.endpoints, [
    { interval: "15s", path: "/metrics", port: "metrics", scrapeTimeout: "5s" },
  ]);
  const secure = planWith({ metrics: {} }, {
    ports: [{ name: "a", port: 1, appProtocol: "https" }],
  });
  const [endpoint] = objectIn(secure, "85-servicemonitor-watch-api.yaml").spec.endpoints;
  assert.equal(endpoint.scheme, "https");
});

Deno.test("an app without ports is told not to be read", () => {
  const plan = planWith({ metrics: {} }, { ports: [] });
  assert.equal(pathsIn(plan).some((path) => path.includes("servicemonitor")), false);
  assert.deepEqual(lossesOf(plan, "watch"), [
    'metrics: approximated: "api" has no ports, so nothing is read from it',
  ]);
});

Deno.test("alerts are one group of rules, with their severity and texts", () => {
  const plan = extraPlan();
  const { spec } = objectIn(plan, "85-prometheusrule-watch.yaml");
  assert.deepEqual(spec.groups, [{
    name: "watch",
    rules: [
      {
        alert: "HighErrorRate",
        annotations: { description: "Look at the logs.", summary: "{{ $labels.pod }} fails" },
        expr: 'rate(errors_total{job="api"}[5m]) > 0.05',
        for: "5m",
        labels: { severity: "critical" },
      },
      { alert: "Down", expr: "up == 0", labels: { severity: "warning" } },
    ],
  }]);
  assert.equal(
    originIn(plan, "85-prometheusrule-watch.yaml", 'expr: "up == 0"'),
    "watch:alerts[1].expression",
  );
});

Deno.test("dashboards are a ConfigMap that Grafana finds", () => {
  const { metadata, data } = objectIn(extraPlan(), "10-configmap-watch.yaml");
  assert.equal(metadata.labels.grafana_dashboard, "1");
  assert.deepEqual(data, { "shop.json": '{\n  "title": "Shop"\n}\n' });
});

Deno.test("watched containers learn what to log and where traces go, and win with their own word", () => {
  const monitor = {
    logging: { level: "info", format: "json", parser: "json" },
    tracing: { endpoint: "http://otel:4317", sampling: 25 },
  };
  assert.deepEqual(variablesOf(monitor, { env: { LOG_LEVEL: "debug" } }), {
    LOG_FORMAT: "json",
    LOG_LEVEL: "debug",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel:4317",
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_SERVICE_NAME: "api",
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
    OTEL_TRACES_SAMPLER_ARG: "0.25",
  });
  const { metadata } = objectIn(planWith(monitor), "40-deployment-api.yaml").spec.template;
  assert.equal(metadata.annotations["fluentbit.io/parser"], "json");
});

Deno.test("a monitor that watches nothing is dropped but for its alerts and dashboards", () => {
  const plan = plannedOf({
    watch: ["observability", {
      metrics: { path: "/m" },
      logging: { level: "info" },
      alerts: [{ name: "Down", expression: "up == 0" }],
    }],
  });
  assert.deepEqual(lossesOf(plan, "watch"), [
    "logging.level: dropped: no app is connected to it",
    "metrics.path: dropped: no app is connected to it",
  ]);
});

Deno.test("the backup of a watched database is a task of its own, and is not watched", () => {
  const monitor = { logging: { level: "info", parser: "json" } };
  const backup = { image: "a/backup:1", schedule: "0 2 * * *" };
  const plan = planWith(monitor, { storage: "1Gi", backup }, "stateful-app");
  const { template } = objectIn(plan, "40-statefulset-api.yaml").spec;
  assert.equal(template.metadata.annotations["fluentbit.io/parser"], "json");
  const task = objectIn(plan, "50-cronjob-api-backup.yaml").spec.jobTemplate.spec.template;
  assert.equal(task.metadata.annotations?.["fluentbit.io/parser"], undefined);
  assert.equal(JSON.stringify(task).includes("LOG_LEVEL"), false);
});

Deno.test("of two monitors the last connected has the word, and the report says so of the other", () => {
  const nodes = {
    api: ["app", { image: "a/web:1" }],
    a: ["observability", {
      logging: { level: "info", format: "json" },
      tracing: { endpoint: "http://a:1" },
    }],
    b: ["observability", { logging: { level: "debug" }, tracing: { endpoint: "http://b:1" } }],
  } as const;
  const plan = plannedOf(nodes, [
    "a.monitoring -> api.monitoring",
    "b.monitoring -> api.monitoring",
  ]);
  const [container] = objectIn(plan, "40-deployment-api.yaml").spec.template.spec.containers;
  const valueOf = (wanted: string) =>
    container.env.find(({ name }: { name: string }) => name === wanted).value;
  assert.deepEqual(
    ["LOG_LEVEL", "LOG_FORMAT", "OTEL_EXPORTER_OTLP_ENDPOINT"].map(valueOf),
    ["debug", "json", "http://b:1"],
  );
  assert.deepEqual(lossesOf(plan, "a"), [
    'logging.level: approximated: "api" is told it by "b"',
    'tracing.endpoint: approximated: "api" is told it by "b"',
  ]);
  assert.deepEqual(lossesOf(plan, "b"), []);
});
