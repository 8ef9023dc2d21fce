import { FORMATS } from "../../../model/formats.ts";
import type { Json } from "../../../model/json.ts";
import { set } from "../../yaml/put.ts";
import {
  approximated,
  argumentsOf,
  dropped,
  durationOf,
  type Handler,
  type Outcome,
  plainText,
  type Step,
  textMapOf,
  textsOf,
  worst,
} from "../step.ts";
import { Built, type Call, type Value } from "../program.ts";

/** A builder that stands inside another one; what becomes of its own calls is told of them. */
function helperOf({ call, world }: Step, type: string): Built | undefined {
  const [value] = call.positional;
  if (!(value instanceof Built) || value.type !== type) return undefined;
  world.used(value);
  return value;
}

/** How many replicas run under load. */
export const scalingOf: Handler = (step) => {
  const scaling = helperOf(step, "Scaling");
  if (!scaling) return dropped("it must be a Scaling");
  for (const call of scaling.calls) {
    step.world.tell(scaling, call, step.node, scalingCall(step, call));
  }
  const known = step.node.config["autoscaling"] as { max?: number } | undefined;
  if (known && known.max === undefined) set(step.node, ["autoscaling", "max"], 10);
  return undefined;
};

function scalingCall({ node }: Step, call: Call): Outcome {
  const args = argumentsOf(call, "min_replicas", "max_replicas");
  switch (call.method) {
    case "horizontal":
      set(node, ["autoscaling", "min"], Number(args["min_replicas"] ?? 1));
      set(node, ["autoscaling", "max"], Number(args["max_replicas"] ?? 10));
      return undefined;
    case "cpu_target":
    case "cpu_target=":
    case "memory_target":
    case "memory_target=": {
      const share = Number(call.positional[0] ?? [...call.named.values()][0]);
      if (!Number.isInteger(share)) return dropped("it must be a whole number of percent");
      set(node, ["autoscaling", call.method.startsWith("cpu") ? "cpu" : "memory"], share);
      return undefined;
    }
    default:
      return dropped("the workflow scales by processor time and memory only");
  }
}

/** The health checks of a container. */
export const healthOf: Handler = (step) => {
  const health = helperOf(step, "Health");
  if (!health) return dropped("it must be a Health");
  const made = health.maker.method === "" ? [] : factoryChecks(health.maker);
  if (health.maker.method !== "" && made.length === 0) {
    return dropped(`Health.${health.maker.method} is nothing that can be read`);
  }
  for (const [kind, probe] of made) set(step.node, ["probes", kind], probe);
  for (const call of health.calls) step.world.tell(health, call, step.node, healthCall(step, call));
  return undefined;
};

type Probe = Record<string, Json>;

/** The checks that the library makes of a few words. */
function factoryChecks(maker: Call): [string, Probe][] {
  const args = argumentsOf(maker, ...FACTORIES[maker.method] ?? []);
  const port = Number(args["port"] ?? (maker.method === "database" ? 5432 : 8080));
  const http = (path: Value | undefined, byDefault: string) => ({
    http: { path: plainText(path) ?? byDefault, port },
  });
  const command = textsOf(args["check_command"]);
  switch (maker.method) {
    case "web_application":
      return [
        ["liveness", { ...http(args["health_path"], "/health"), period: "30s", failures: 3 }],
        ["readiness", { ...http(args["ready_path"], "/ready"), period: "10s", failures: 2 }],
        ["startup", { ...http(args["health_path"], "/health"), ...START, initialDelay: "30s" }],
      ];
    case "microservice":
      return [
        ["liveness", { ...http("/health", ""), period: "20s", failures: 3 }],
        ["readiness", { ...http("/ready", ""), period: "5s", failures: 2 }],
        ["startup", { ...http("/health", ""), ...START, failures: 20, initialDelay: "15s" }],
      ];
    case "database": {
      const check = command ? { exec: command } : { tcp: { port } };
      return [
        ["liveness", { ...check, period: "30s", failures: 3 }],
        ["readiness", { ...check, period: "10s", failures: 2 }],
      ];
    }
    default:
      return [];
  }
}

const FACTORIES: Readonly<Record<string, readonly string[]>> = {
  web_application: ["health_path", "ready_path", "port"],
  microservice: ["port", "startup_delay"],
  database: ["port", "check_command"],
};

/** What the library says of a start check without a word. */
const START = { period: "5s", failures: 30 } as const;

function healthCall({ node }: Step, call: Call): Outcome {
  const match = /^(liveness|readiness|startup)_(http|tcp|exec)$/.exec(call.method);
  if (!match) return wholeHealth({ node }, call);
  const [, kind, way] = match as unknown as [string, string, "http" | "tcp" | "exec"];
  const check = checkOf(call, way);
  if (!check) return dropped("a check has a path, a port or a command");
  const times = timesOf(call, kind);
  if (!times) return dropped("the times of a check are whole seconds");
  set(node, ["probes", kind], { ...check, ...times });
  const headers = ["host", "headers", "scheme"].filter((key) => call.named.has(key));
  return headers.length > 0 ? approximated(`without ${headers.join(" and ")}`) : undefined;
}

function checkOf(call: Call, way: "http" | "tcp" | "exec"): Probe | undefined {
  if (way === "exec") {
    const command = textsOf(argumentsOf(call, "command")["command"]);
    return command && { exec: command };
  }
  const args = argumentsOf(call, ...(way === "http" ? ["path", "port"] : ["port"]));
  const port = args["port"] ?? 8080;
  if (typeof port !== "number" && typeof port !== "string") return undefined;
  if (way === "tcp") return { tcp: { port } };
  return typeof args["path"] === "string" && FORMATS["url-path"]!.test(args["path"])
    ? { http: { path: args["path"], port } }
    : undefined;
}

/** The library has other times than the workflow where nothing is said. */
function timesOf({ named }: Call, kind: string): Probe | undefined {
  const start = kind === "startup";
  const delay = named.get("initialDelaySeconds") ?? named.get("initial_delay") ??
    (start ? "30s" : 0);
  const times = {
    initialDelay: durationOf(delay),
    period: durationOf(named.get("periodSeconds") ?? (start ? 5 : 10)),
    timeout: durationOf(named.get("timeoutSeconds") ?? 1),
  };
  const failures = Number(named.get("failureThreshold") ?? (start ? 30 : 3));
  const successes = Number(named.get("successThreshold") ?? 1);
  if (!Object.values(times).every((time) => time !== undefined)) return undefined;
  if (!Number.isInteger(failures) || !Number.isInteger(successes)) return undefined;
  const { initialDelay, ...others } = times as Record<string, string>;
  return {
    ...(initialDelay === "0s" ? {} : { initialDelay: initialDelay! }),
    ...others,
    failures,
    ...(successes === 1 ? {} : { successes }),
  };
}

const WHOLE: Readonly<Record<string, string>> = {
  initial_delay: "initialDelay",
  period: "period",
  timeout: "timeout",
  failure_threshold: "failures",
};

/** A call that speaks of every check that was set before. */
function wholeHealth({ node }: Pick<Step, "node">, call: Call): Outcome {
  const field = WHOLE[call.method];
  const value = call.positional[0] ?? [...call.named.values()][0];
  const said = field === "failures" ? Number(value) : durationOf(value);
  if (!field || said === undefined) return dropped("the workflow has no place for it");
  for (const kind of Object.keys((node.config["probes"] ?? {}) as object)) {
    set(node, ["probes", kind, field], said);
  }
  return undefined;
}

/** What is done after a start and before a stop. */
export const lifecycleOf: Handler = (step) => {
  const lifecycle = helperOf(step, "Lifecycle");
  if (!lifecycle) return dropped("it must be a Lifecycle");
  for (const call of lifecycle.calls) {
    step.world.tell(lifecycle, call, step.node, lifecycleCall(step, call));
  }
  return undefined;
};

function lifecycleCall({ node }: Step, call: Call): Outcome {
  const match = /^(post_start|pre_stop)_(exec|http)$/.exec(call.method);
  if (!match) {
    const seconds = durationOf(call.positional[0]);
    if (call.method !== "termination_grace_period" || seconds === undefined) {
      return dropped("the workflow has no place for it");
    }
    set(node, ["stopSeconds"], Number(seconds.replace(/s$/, "")) || 30);
    return undefined;
  }
  const key = match[1] === "post_start" ? "postStart" : "preStop";
  if (match[2] === "exec") {
    const command = textsOf(call.positional[0]);
    if (!command) return dropped("it must be a list of texts");
    set(node, ["lifecycle", key], { exec: command });
    return undefined;
  }
  const { path, port = 8080 } = argumentsOf(call, "path", "port");
  if (typeof path !== "string") return dropped("the path must be text");
  set(node, ["lifecycle", key], { http: { path, port: port as number | string } });
  return undefined;
}

/** A further container. */
export const companionOf: Handler = (step) => {
  const companion = helperOf(step, "Companion");
  if (!companion) return dropped("it must be a Companion");
  if (companion.maker.method !== "") return waitOf(step, companion);
  const { name, container_type = "sidecar" } = argumentsOf(
    companion.maker,
    "name",
    "container_type",
  );
  const key = container_type === "init" ? "init" : "sidecars";
  const entry: Record<string, Json> = { name: String(name) };
  for (const call of companion.calls) {
    step.world.tell(companion, call, step.node, companionCall(entry, call));
  }
  if (entry["image"] === undefined) return dropped("a container has an image");
  const known = (step.node.config[key] ?? []) as Json[];
  set(step.node, [key], [...known, entry]);
  return undefined;
};

function companionCall(entry: Record<string, Json>, call: Call): Outcome {
  const [value] = call.positional;
  switch (call.method) {
    case "image":
      entry["image"] = plainText(value) ?? "";
      return undefined;
    case "command":
    case "args":
      entry[call.method] = textsOf(value) ?? [];
      return undefined;
    case "env": {
      const { key, value } = argumentsOf(call, "key", "value");
      entry["env"] = { ...entry["env"] as object, [String(key)]: plainText(value) ?? "" };
      return undefined;
    }
    case "environment":
      entry["env"] = { ...entry["env"] as object, ...Object.fromEntries(textMapOf(value) ?? []) };
      return undefined;
    case "resources": {
      const args = argumentsOf(call, "cpu", "memory", "cpu_limit", "memory_limit");
      const fields = {
        cpu: "cpu",
        memory: "memory",
        cpu_limit: "cpuLimit",
        memory_limit: "memoryLimit",
      };
      entry["resources"] = Object.fromEntries(
        Object.entries(fields).flatMap(([from, to]) =>
          typeof args[from] === "string" ? [[to, args[from]]] : []
        ),
      );
      return undefined;
    }
    case "port": {
      const { port, name = "http", protocol } = argumentsOf(call, "port", "name", "protocol");
      const more = typeof protocol === "string" && protocol !== "TCP" ? { protocol } : {};
      const ports = (entry["ports"] ?? []) as Json[];
      entry["ports"] = [...ports, { name: String(name), port: Number(port), ...more }];
      return undefined;
    }
    case "security_context":
      return undefined;
    default:
      return dropped("a further container has no place for it");
  }
}

/** A wait for names becomes a wait for what they stand for. */
function waitOf(step: Step, companion: Built): Outcome {
  if (companion.maker.method !== "dependency_wait_init") {
    return dropped("it is a container with an image of its own, which nothing names");
  }
  const { image, dependencies } = argumentsOf(companion.maker, "name", "image", "dependencies");
  for (const call of companion.calls) {
    step.world.tell(companion, call, step.node, companionCall({}, call));
  }
  const names = textsOf(dependencies) ?? [];
  const found = names.filter((name) => {
    const provider = step.world.endpoint(name);
    if (!provider || step.world.ports(provider).length === 0) return false;
    step.world.join(provider, "endpoint", step.node, "requires");
    return true;
  });
  if (found.length < names.length) return dropped("it waits for something that has no port");
  set(step.node, ["wait", "image"], plainText(image) ?? "busybox:latest");
  return worst(approximated("it waits until they answer, and not only for their names"));
}
