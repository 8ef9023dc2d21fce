import type { Json } from "../../../model/json.ts";
import { set } from "../../yaml/put.ts";
import {
  approximated,
  argumentsOf,
  dropped,
  durationOf,
  jsonOf,
  type Methods,
  type Outcome,
  plainText,
  putFormat,
  putWord,
  type Step,
  textMapOf,
  textsOf,
  without,
} from "../step.ts";
import type { Value } from "../program.ts";

const SEVERITIES = ["info", "warning", "critical"];

/** The calls of observability. */
export const OBSERVABILITY: Methods = {
  add_alert_rule: (step) => {
    const args = argumentsOf(
      step.call,
      "name",
      "expression",
      "severity",
      "description",
      "duration",
    );
    const lasts = durationOf(args["duration"] ?? "5m");
    const severity = plainText(args["severity"]) ?? "warning";
    const text = plainText(args["description"]);
    const alert: Record<string, Json> = {
      name: String(args["name"]).replace(/[^A-Za-z0-9_]/g, "_"),
      expression: String(args["expression"]),
      ...(lasts === undefined || lasts === "0s" ? {} : { for: lasts }),
      severity: SEVERITIES.includes(severity) ? severity : "warning",
      ...(text === undefined ? {} : { summary: text, description: text }),
    };
    set(step.node, ["alerts"], [...(step.node.config["alerts"] ?? []) as Json[], alert]);
    return SEVERITIES.includes(severity)
      ? undefined
      : approximated(`as a warning: ${severity} is not known`);
  },
  add_service_monitor: (step) => {
    const { selector, endpoints } = argumentsOf(step.call, "selector", "endpoints");
    const name = textMapOf(selector)?.get("app");
    const app = name === undefined ? undefined : step.world.named(name, "app", "stateful-app");
    const [endpoint] = Array.isArray(endpoints) ? endpoints : [];
    if (!app || !(endpoint instanceof Map)) return dropped("it watches no app of this program");
    step.world.join(step.node, "monitoring", app, "monitoring");
    return metrics(step, endpoint);
  },
  enable_prometheus_metrics: (step) => {
    const { path, interval } = argumentsOf(step.call, "port", "path", "interval", "labels");
    const named = step.world.named(String(step.built.maker.positional[0]), "app", "stateful-app");
    if (named) step.world.join(step.node, "monitoring", named, "monitoring");
    return metrics(step, new Map([["path", path ?? "/metrics"], ["interval", interval ?? "30s"]]));
  },
  enable_logging: (step) => {
    const args = argumentsOf(step.call, "level", "format", "output", "retention_days");
    const level = args["level"] === "warn" ? "warning" : args["level"] ?? "info";
    const levels = ["debug", "info", "warning", "error"];
    const outcome = putWord(step, ["logging", "level"], level, levels);
    if (args["format"] === "text" || args["format"] === "json") {
      set(step.node, ["logging", "format"], args["format"]);
    }
    const more = args["output"] !== undefined || args["retention_days"] !== undefined;
    return outcome ??
      (more ? approximated("without where it goes and how long it stays") : undefined);
  },
  enable_tracing: (step) => {
    const args = argumentsOf(step.call, "jaeger_endpoint", "zipkin_endpoint", "sampling_rate");
    const endpoint = args["jaeger_endpoint"] ?? args["zipkin_endpoint"];
    const outcome = putFormat(step, ["tracing", "endpoint"], endpoint, "url");
    if (outcome) return outcome;
    const rate = Math.round(Number(args["sampling_rate"] ?? 0.1) * 100);
    set(step.node, ["tracing", "sampling"], rate);
    return approximated("the traces go there in the words of OpenTelemetry");
  },
  add_dashboard: (step) => {
    const { name, config } = argumentsOf(step.call, "name", "config");
    const json = jsonOf(config);
    if (typeof json !== "object" || json === null) return dropped("the dashboard is in a file");
    const file = `${String(name).toLowerCase().replace(/[^-._a-z0-9]+/g, "-")}.json`;
    set(step.node, ["dashboards", file], JSON.stringify(json));
    return undefined;
  },
  enable_log_aggregation: without("the workflow does not say where logs are gathered"),
};

function metrics({ node }: Step, endpoint: Map<string, Value>): Outcome {
  const known = node.config["metrics"];
  const { port, path = "/metrics", interval, scrapeTimeout } = Object.fromEntries(endpoint);
  const said = {
    ...(typeof port === "string" ? { portName: port } : {}),
    path: String(path),
    ...(durationOf(interval) === undefined ? {} : { interval: durationOf(interval)! }),
    ...(durationOf(scrapeTimeout) === undefined ? {} : { timeout: durationOf(scrapeTimeout)! }),
  };
  if (known === undefined || JSON.stringify(known) === JSON.stringify(said)) {
    set(node, ["metrics"], said);
    return undefined;
  }
  return dropped("a node reads metrics in one way: draw another one for it");
}

/** The calls of custom resources. */
export const CUSTOM_RESOURCE: Methods = {
  group: (step) => version(step, step.call.positional[0], undefined),
  version: (step) => version(step, undefined, step.call.positional[0]),
  scope: ({ node, call }) => {
    set(node, ["scope"], String(call.positional[0]).includes("CLUSTER") ? "Cluster" : "Namespaced");
    return undefined;
  },
  names: (step) => {
    const args = argumentsOf(step.call, "plural", "kind", "short_names", "categories");
    if (typeof args["plural"] === "string") {
      set(step.node, ["definition", "plural"], args["plural"]);
    }
    const [short, categories] = [textsOf(args["short_names"]), textsOf(args["categories"])];
    if (short?.length) set(step.node, ["definition", "shortNames"], short);
    if (categories?.length) set(step.node, ["definition", "categories"], categories);
    return args["kind"] === undefined
      ? undefined
      : putFormat(step, ["objectKind"], args["kind"], "object-kind");
  },
  add_property: (step) => {
    const { name, property_type, required, enum_values, ...others } = argumentsOf(
      step.call,
      "name",
      "property_type",
      "description",
      "required",
      "default",
      "enum_values",
      "pattern",
      "minimum",
      "maximum",
    );
    const more = jsonOf(new Map(definedIn({ ...others, enum: enum_values })));
    return property(step, name, { type: String(property_type), ...more as object }, required);
  },
  add_object_property: (step) => {
    const { name, properties, required, description } = argumentsOf(
      step.call,
      "name",
      "properties",
      "required",
      "description",
    );
    const schema = jsonOf(new Map(definedIn({ properties, description })));
    return property(step, name, { type: "object", ...schema as object }, required);
  },
  add_array_property: (step) => {
    const { name, item_type, item_schema, required, description } = argumentsOf(
      step.call,
      "name",
      "item_type",
      "item_schema",
      "required",
      "description",
    );
    const items = { type: String(item_type), ...(jsonOf(item_schema) ?? {}) as object };
    const more = jsonOf(new Map(definedIn({ description })));
    return property(step, name, { type: "array", items, ...more as object }, required);
  },
  add_printer_column: (step) => {
    const args = argumentsOf(step.call, "name", "json_path", "column_type");
    const column = {
      name: String(args["name"]),
      path: String(args["json_path"]),
      type: plainText(args["column_type"]) ?? "string",
    };
    const known = (definitionOf(step)["columns"] ?? []) as Json[];
    set(step.node, ["definition", "columns"], [...known, column]);
    return undefined;
  },
  create_instance: (step) => {
    const { name, spec, namespace } = argumentsOf(step.call, "name", "spec", "namespace");
    const fields = { spec: jsonOf(spec) ?? {} };
    const known = (step.node.config["instances"] ?? []) as Json[];
    set(step.node, ["instances"], [...known, { name: String(name), fields }]);
    return namespace ? approximated("in the namespace of the workflow") : undefined;
  },
  enable_validation: () => undefined,
  enable_subresources: (step) => {
    set(step.node, ["definition", "status"], step.call.named.get("status") !== false);
    return approximated("without the fields that the library adds to the status");
  },
  add_status_property: without("write the schema of the status in the node"),
  add_webhook: without("the workflow has no admission webhooks"),
  add_controller: without("draw the controller as an app"),
};

function definedIn(fields: Readonly<Record<string, Value | undefined>>): [string, Value][] {
  return Object.entries(fields).filter((field): field is [string, Value] =>
    field[1] !== undefined && field[1] !== null
  );
}

function definitionOf({ node }: Pick<Step, "node">): Record<string, Json> {
  return (node.config["definition"] ?? {}) as Record<string, Json>;
}

function version({ node }: Step, group?: Value, number?: Value): Outcome {
  const [before = "example.com", after = "v1"] = String(node.config["apiVersion"] ?? "").split("/");
  const said = `${group ?? (before || "example.com")}/${number ?? after}`;
  return putFormat({ node }, ["apiVersion"], said, "api-version");
}

function property(
  { node }: Step,
  name: Value | undefined,
  schema: Json,
  required: Value | undefined,
): Outcome {
  if (typeof name !== "string" || name === "__proto__") return dropped("a property has a name");
  const path = ["definition", "schema", "properties", "spec"];
  set(node, ["definition", "schema", "type"], "object");
  set(node, [...path, "type"], "object");
  set(node, [...path, "properties", name], schema);
  if (required !== true) return undefined;
  const spec = (definitionOf({ node })["schema"] as { properties: { spec: { required?: Json[] } } })
    .properties.spec;
  set(node, [...path, "required"], [...spec.required ?? [], name]);
  return undefined;
}

/** The calls of deployment strategies. */
export const STRATEGY: Methods = {
  rolling_update: (step) => {
    const args = argumentsOf(step.call, "max_surge", "max_unavailable", "revision_history_limit");
    set(step.node, ["type"], "RollingUpdate");
    for (
      const [name, field] of [["max_surge", "maxSurge"], ["max_unavailable", "maxUnavailable"]]
    ) {
      const value = jsonOf(args[name!]);
      if (value !== undefined && value !== null) set(step.node, [field!], value);
    }
    return UNTIED;
  },
  canary_deployment: (step) => {
    const { steps, weights } = argumentsOf(step.call, "steps");
    const shares = Array.isArray(steps ?? weights) ? (steps ?? weights) as Value[] : [];
    set(step.node, ["type"], "Canary");
    const known = shares.filter((weight) => Number.isInteger(weight)).map(Number);
    if (known.length > 0) set(step.node, ["steps"], known.map((weight) => ({ weight })));
    return UNTIED;
  },
  blue_green_deployment: (step) => {
    const { auto_promotion, scale_down_delay } = argumentsOf(
      step.call,
      "auto_promotion",
      "scale_down_delay",
    );
    set(step.node, ["type"], "BlueGreen");
    set(step.node, ["autoPromotion"], auto_promotion === true);
    const delay = durationOf(scale_down_delay);
    if (delay) set(step.node, ["scaleDownDelay"], delay);
    return UNTIED;
  },
};

const UNTIED = approximated("the library ties it to no app: connect it to one");
