import { FORMATS } from "../../../model/formats.ts";
import type { Json } from "../../../model/json.ts";
import { set } from "../../yaml/put.ts";
import type { Call, Value } from "../program.ts";
import {
  approximated,
  argumentOf,
  argumentsOf,
  dropped,
  durationOf,
  type Handler,
  type Outcome,
  plainText,
  type Step,
  textsOf,
} from "../step.ts";
import { helperOf } from "./inside.ts";

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
  const value = argumentOf(call);
  const said = field === "failures" ? Number(value) : durationOf(value);
  if (!field || said === undefined) return dropped("the workflow has no place for it");
  for (const kind of Object.keys((node.config["probes"] ?? {}) as object)) {
    set(node, ["probes", kind, field], said);
  }
  return undefined;
}
