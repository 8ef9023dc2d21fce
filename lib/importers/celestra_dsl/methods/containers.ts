import { FORMATS } from "../../../model/formats.ts";
import { freePortName, portsOf } from "../../shared/ports.ts";
import { isLiteralSecret, withhold } from "../../shared/literal_secrets.ts";
import { set } from "../../yaml/put.ts";
import {
  approximated,
  argumentsOf,
  dropped,
  durationOf,
  type Handler,
  type Methods,
  type Outcome,
  plainText,
  putFormat,
  putWhole,
  putWord,
  type Step,
  textMapOf,
  textsOf,
  without,
  worst,
} from "../step.ts";
import { Built, type Value } from "../program.ts";
import { companionOf, healthOf, lifecycleOf, scalingOf } from "./helpers.ts";
import { securityOf } from "./security.ts";

/** What Kubernetes expands in a command, argument or variable, written as plain text. */
function unescaped(text: string): string {
  return text.replace(/\${2,}/g, (run) => "$".repeat(Math.ceil(run.length / 2)));
}

const image: Handler = (step) => putFormat(step, ["image"], step.call.positional[0], "image");

const env: Handler = (step) => {
  const { key, value } = argumentsOf(step.call, "key", "value");
  return variable(step, plainText(key), plainText(value));
};

const environment: Handler = (step) => {
  const variables = textMapOf(argumentsOf(step.call, "env_vars")["env_vars"]);
  if (!variables) return dropped("it must be a map of text");
  return worst(...[...variables].map(([name, value]) => variable(step, name, value)));
};

/** A secret's value never becomes part of a workflow. */
function variable(step: Step, name: string | undefined, value: string | undefined): Outcome {
  if (name === undefined || value === undefined || !FORMATS["variable"]!.test(name)) {
    return dropped(`it must be ${FORMATS["variable"]!.expected}`);
  }
  const text = unescaped(value);
  if (!isLiteralSecret(name, text)) {
    set(step.node, ["env", name], text);
    return undefined;
  }
  let outcome: Outcome;
  withhold(step.world.draft, step.node, name, {
    approximate: (message) => outcome = approximated(message),
  });
  return outcome;
}

const resources: Handler = (step) => {
  const args = argumentsOf(step.call, "cpu", "memory", "cpu_limit", "memory_limit", "gpu");
  const fields = [
    ["cpu", "cpu", "cpu"],
    ["memory", "memory", "quantity"],
    ["cpu_limit", "cpuLimit", "cpu"],
    ["memory_limit", "memoryLimit", "quantity"],
  ] as const;
  const outcomes = fields.map(([name, field, format]) =>
    args[name] === undefined || args[name] === null
      ? undefined
      : putFormat(step, ["resources", field], args[name], format)
  );
  const gpu = args["gpu"] ? putWhole(step, ["resources", "gpu"], args["gpu"], [1, 16]) : undefined;
  return worst(...outcomes, gpu);
};

/** Adds a port; the library calls several by the same name. */
export function addPort(
  step: Step,
  port: Value | undefined,
  name: Value | undefined,
  protocol: Value | undefined,
  hostPort?: Value,
): Outcome {
  if (!Number.isInteger(port) || Number(port) < 1 || Number(port) > 65_535) {
    return dropped("a port is a whole number from 1 to 65535");
  }
  const said = protocol === "UDP" || protocol === "SCTP" ? protocol : "TCP";
  const ports = portsOf(step.node);
  const number = Number(port);
  if (ports.some((one) => one.port === number && (one.protocol ?? "TCP") === said)) {
    return dropped("the port is there already");
  }
  const taken = new Set(ports.map((one) => one.name));
  const wanted = typeof name === "string" ? name : undefined;
  const free = freePortName(wanted, { port: number, protocol: said }, taken);
  const entry = {
    name: free,
    port: number,
    ...(said === "TCP" ? {} : { protocol: said }),
    ...(hostPort === undefined ? {} : { hostPort: Number(hostPort) }),
  };
  set(step.node, ["ports"], [...ports, entry]);
  return free === wanted ? undefined : approximated(`the port is called ${free}`);
}

/** A port whose number and name the library knows by heart. */
function port(byDefault?: number, name = "http"): Handler {
  return (step) => {
    const args = argumentsOf(step.call, "port", "name", "protocol");
    return addPort(step, args["port"] ?? byDefault, args["name"] ?? name, args["protocol"]);
  };
}

const ports: Handler = (step) => {
  const { ports } = argumentsOf(step.call, "ports");
  if (!Array.isArray(ports)) return dropped("it must be a list of ports");
  return worst(...ports.map((one) => {
    if (!(one instanceof Map)) return dropped("a port is a map");
    return addPort(step, one.get("port"), one.get("name") ?? "http", one.get("protocol"));
  }));
};

const mapping: Handler = (step) => {
  const args = argumentsOf(step.call, "host_port", "container_port", "name", "protocol");
  const { container_port, name = "http", protocol, host_port } = args;
  return addPort(step, container_port, name, protocol, host_port);
};

const exposed: Handler = (step) => {
  const args = argumentsOf(step.call, "port", "name", "protocol", "external_port");
  return addPort(
    step,
    args["port"],
    args["name"] ?? "http",
    args["protocol"],
    args["external_port"],
  );
};

const common: Handler = (step) => {
  const args = argumentsOf(step.call, "http", "metrics", "health");
  const all = [["http", 8080], ["metrics", 9090], ["health", 8081]] as const;
  return worst(...all.map(([name, number]) => addPort(step, args[name] ?? number, name, "TCP")));
};

const command = (field: "command" | "args"): Handler => (step) => {
  const words = textsOf(step.call.positional[0] ?? step.call.named.get(field));
  if (!words) return dropped("it must be a list of texts");
  set(step.node, [field], words.map(unescaped));
  return undefined;
};

const number = (field: string, bounds: readonly [number, number]): Handler => (step) =>
  putWhole(step, [field], step.call.positional[0] ?? [...step.call.named.values()][0], bounds);

const time = (field: string): Handler => (step) => {
  const duration = durationOf(step.call.positional[0] ?? [...step.call.named.values()][0]);
  if (duration === undefined) return dropped("it must be a time such as 90s, 5m or 1h");
  set(step.node, [field], duration);
  return undefined;
};

const source: Handler = ({ world, node, call }) => {
  const [taken] = call.positional;
  const from = taken instanceof Built ? world.of(taken) : undefined;
  if (!from) return dropped("it is no secret and no setting of this program");
  world.join(from, "data", node, "settings");
  return undefined;
};

/** Addresses of other builders, by their names. */
const requires = (order: boolean): Handler => ({ world, node, call }) => {
  const names = textsOf(call.positional[0] ?? [...call.named.values()][0]);
  if (!names) return dropped("it must be a list of names");
  const missing = names.filter((name) => {
    const provider = world.endpoint(name);
    if (!provider || world.ports(provider).length === 0) return true;
    world.join(provider, "endpoint", node, "requires", order);
    return false;
  });
  return missing.length > 0
    ? dropped(`nothing with a port is called ${missing.join(", ")}`)
    : undefined;
};

const account: Handler = (step) => {
  const { world, node, call } = step;
  const [name] = call.positional;
  const identity = typeof name === "string" ? world.named(name, "service-account") : undefined;
  if (!identity) return putFormat(step, ["serviceAccount"], name, "object-name");
  world.join(identity, "identity", node, "identity");
  return undefined;
};

const KEPT = "the workflow has no place for it";

/** The calls of everything that runs a container. */
const CONTAINER: Methods = {
  image,
  env,
  environment,
  resources,
  port: port(),
  add_port: port(),
  ports,
  metrics_port: port(9090, "metrics"),
  add_secret: source,
  add_config: source,
  security_context: securityOf,
  "_security_context=": securityOf,
};

/** The calls of apps. */
export const APP: Methods = {
  ...CONTAINER,
  replicas: number("replicas", [1, 1000]),
  http_port: port(8080, "http"),
  https_port: port(8443, "https"),
  health_port: port(8081, "health"),
  admin_port: port(9000, "admin"),
  grpc_port: port(9090, "grpc"),
  debug_port: port(5005, "debug"),
  common_ports: common,
  port_mapping: mapping,
  expose_port: exposed,
  service_account: account,
  scale: scalingOf,
  add_companion: companionOf,
  depends_on: requires(true),
  connect_to: requires(false),
  lifecycle: lifecycleOf,
  health: healthOf,
  build: (step) => {
    const { context, dockerfile, ...args } = argumentsOf(step.call, "context", "dockerfile");
    if (typeof context !== "string") return dropped("the folder of the sources must be text");
    set(step.node, ["build", "context"], context);
    if (typeof dockerfile === "string") set(step.node, ["build", "dockerfile"], dockerfile);
    for (const [name, value] of Object.entries(args)) {
      set(step.node, ["build", "args", name], plainText(value) ?? "");
    }
    return undefined;
  },
  from_dockerfile: (step) => {
    const { dockerfile, context = "." } = argumentsOf(step.call, "dockerfile", "context");
    if (typeof dockerfile !== "string") return dropped("the name of the Dockerfile must be text");
    set(step.node, ["build"], { context: plainText(context) ?? ".", dockerfile });
    return undefined;
  },
  node_selector: (step) => {
    const labels = textMapOf(step.call.positional[0]);
    if (!labels) return dropped("it must be a map of text");
    set(step.node, ["placement", "nodeSelector"], Object.fromEntries(labels));
    return undefined;
  },
  add_storage: without("the library does not say what an app does with it"),
  expose: without("draw a service or an ingress: the library's own loses its selector"),
};

const POSTGRES = { postgres_port: [5432, "postgres"], mysql_port: [3306, "mysql"] } as const;
const OTHERS = {
  redis_port: [6379, "redis"],
  mongodb_port: [27017, "mongodb"],
  elasticsearch_port: [9200, "elasticsearch"],
  kafka_port: [9092, "kafka"],
  metrics_port: [9090, "metrics"],
  admin_port: [8080, "admin"],
} as const;

const storage: Handler = (step) => {
  const args = argumentsOf(step.call, "size", "storage_class", "access_modes", "mount_path");
  const modes = textsOf(args["access_modes"]);
  const words = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];
  const several = modes && modes.length > 1
    ? approximated("only the first access mode")
    : undefined;
  return worst(
    putFormat(step, ["storage"], args["size"], "quantity"),
    typeof args["storage_class"] === "string"
      ? putFormat(step, ["storageClass"], args["storage_class"], "object-name")
      : undefined,
    modes ? putWord(step, ["accessMode"], modes[0], words) : undefined,
    putFormat(step, ["mountPath"], args["mount_path"] ?? "/data", "path"),
    several,
  );
};

/** The calls of stateful apps. */
export const STATEFUL: Methods = {
  ...CONTAINER,
  ...Object.fromEntries(
    Object.entries({ ...POSTGRES, ...OTHERS }).map(([method, [number, name]]) =>
      [method, port(number, name)] as const
    ),
  ),
  port: port(undefined, "app"),
  add_port: port(undefined, "app"),
  database_port: port(undefined, "database"),
  cluster_port: port(undefined, "cluster"),
  replicas: number("replicas", [1, 1000]),
  storage,
  add_companion: companionOf,
  lifecycle: lifecycleOf,
  health: healthOf,
  headless_service: (step) => {
    set(step.node, ["headless"], argumentsOf(step.call, "enabled")["enabled"] !== false);
    return undefined;
  },
  update_strategy: (step) => {
    const { strategy, partition } = argumentsOf(step.call, "strategy", "partition");
    return worst(
      putWord(step, ["updateStrategy"], strategy, ["RollingUpdate", "OnDelete"]),
      partition === undefined || partition === null
        ? undefined
        : putWhole(step, ["partition"], partition, [0, 1000]),
    );
  },
  backup_schedule: without("the library names no image and no command that makes a backup"),
  service_type: without("draw a service in front of it"),
};

const placedVolume: Handler = ({ node, call }) => {
  const { name, volume_spec } = argumentsOf(call, "name", "volume_spec");
  const known = volumesOf(node);
  if (typeof name !== "string" || !(volume_spec instanceof Map)) {
    return dropped("a volume has a name and a map");
  }
  known.set(name, volume_spec);
  return undefined;
};

const volumes = new WeakMap<object, Map<string, Map<string, Value>>>();

function volumesOf(node: object): Map<string, Map<string, Value>> {
  let known = volumes.get(node);
  if (!known) volumes.set(node, known = new Map());
  return known;
}

const mountVolume: Handler = (step) => {
  const { volume_name, mount_path, read_only } = argumentsOf(
    step.call,
    "volume_name",
    "mount_path",
    "read_only",
  );
  const spec = volumesOf(step.node).get(String(volume_name));
  if (!spec || typeof mount_path !== "string" || !FORMATS["path"]!.test(mount_path)) {
    return dropped("it mounts a volume that was added before, at an absolute path");
  }
  return mount(step, spec, mount_path, read_only === true);
};

function mount({ node }: Step, spec: Map<string, Value>, path: string, readOnly: boolean): Outcome {
  const [host, empty, claim] = ["hostPath", "emptyDir", "persistentVolumeClaim"]
    .map((kind) => spec.get(kind));
  const list = (key: string) => (node.config[key] ?? []) as never[];
  if (host instanceof Map && typeof host.get("path") === "string") {
    const folder = { source: host.get("path") as string, path, readOnly };
    set(node, ["hostFolders"], [...list("hostFolders"), folder]);
    return undefined;
  }
  if (empty instanceof Map) {
    const size = empty.get("sizeLimit");
    if (typeof size === "string" && FORMATS["quantity"]!.test(size)) {
      set(node, ["writableSize"], size);
    }
    if (path !== "/tmp") set(node, ["writable"], [...list("writable"), path]);
    return undefined;
  }
  if (!(claim instanceof Map)) return dropped("the workflow has no such volumes");
  const claimName = String(claim.get("claimName"));
  const name = claimName.replace(/[^a-z0-9-]/g, "-").slice(0, 15).replace(/^-+|-+$/g, "");
  const access = readOnly ? "ReadOnlyMany" : "ReadWriteOnce";
  set(node, ["volumes"], [...list("volumes"), { name, path, access, claim: claimName }]);
  return undefined;
}

const toleration: Handler = ({ node, call }) => {
  const { key, operator = "Equal", value, effect = "NoSchedule" } = argumentsOf(
    call,
    "key",
    "operator",
    "value",
    "effect",
  );
  if (typeof key !== "string") return dropped("a toleration names the key of a taint");
  const placement = (node.config["placement"] ?? {}) as { tolerations?: never[] };
  const entry = {
    key,
    operator: operator === "Exists" ? "Exists" : "Equal",
    ...(typeof value === "string" && value !== "" ? { value } : {}),
    effect: String(effect),
  };
  set(node, ["placement", "tolerations"], [...placement.tolerations ?? [], entry]);
  return undefined;
};

const TASK: Methods = {
  ...CONTAINER,
  command: command("command"),
  args: command("args"),
  retry_limit: number("retries", [0, 100]),
  timeout: time("timeout"),
  restart_policy: (step) =>
    putWord(step, ["restartPolicy"], step.call.positional[0], ["Never", "OnFailure"]),
  port: without("a job is reached by nobody"),
  add_port: without("a job is reached by nobody"),
  ports: without("a job is reached by nobody"),
  metrics_port: without("a job is reached by nobody"),
};

/** The calls of jobs. */
export const JOB: Methods = {
  ...TASK,
  parallelism: number("parallelism", [1, 1000]),
  completions: number("completions", [1, 10_000]),
  add_volume: placedVolume,
  mount_volume: mountVolume,
  node_selector: APP["node_selector"]!,
  toleration,
  affinity: without(KEPT),
};

const scheduled =
  (schedule: (args: Record<string, Value | undefined>) => string): Handler => (step) => {
    const args = argumentsOf(step.call, ...PARAMETERS[step.call.method] ?? []);
    return putFormat(step, ["schedule"], schedule(args), "cron");
  };

const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  daily: ["hour", "minute"],
  weekly: ["day_of_week", "hour", "minute"],
  monthly: ["day", "hour", "minute"],
  every_minutes: ["minutes"],
  every_hours: ["hours"],
};

/** The calls of cron jobs. */
export const CRON_JOB: Methods = {
  ...TASK,
  schedule: (step) => putFormat(step, ["schedule"], step.call.positional[0], "cron"),
  daily: scheduled(({ hour = 0, minute = 0 }) => `${minute} ${hour} * * *`),
  weekly: scheduled(({ day_of_week = 0, hour = 0, minute = 0 }) =>
    `${minute} ${hour} * * ${day_of_week}`
  ),
  monthly: scheduled(({ day = 1, hour = 0, minute = 0 }) => `${minute} ${hour} ${day} * *`),
  every_minutes: scheduled(({ minutes }) => `*/${minutes} * * * *`),
  every_hours: scheduled(({ hours }) => `0 */${hours} * * *`),
  timezone: (step) => putFormat(step, ["timeZone"], step.call.positional[0], "time-zone"),
  concurrency_policy: (step) =>
    putWord(step, ["concurrency"], step.call.positional[0], ["Allow", "Forbid", "Replace"]),
  suspend: (step) => {
    set(step.node, ["suspend"], argumentsOf(step.call, "suspended")["suspended"] !== false);
    return undefined;
  },
  starting_deadline: time("startingDeadline"),
  history_limits: (step) => {
    const args = argumentsOf(step.call, "successful", "failed");
    const put = (name: string, field: string) =>
      args[name] === undefined ? undefined : putWhole(step, [field], args[name], [0, 100]);
    return worst(put("successful", "successfulHistory"), put("failed", "failedHistory"));
  },
};
