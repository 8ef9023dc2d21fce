import { secondsOf } from "../../model/formats.ts";
import type { ContainerPort, Probe, Probes, Workload } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { itemsOf, via, within } from "../shared/origin.ts";
import { literal } from "./text.ts";

type Ports = readonly Reading<ContainerPort>[];

/** Which check speaks for the container: the first that is there. */
const ORDER = ["readiness", "liveness", "startup"] as const;

/** The health check of a workload. Compose has one, so the others are told apart in the report. */
export function healthOf(workload: Reading<Workload>): object | undefined {
  const probes = workload.part("probes");
  const chosen = ORDER.find((name) => probes?.has(name));
  if (!probes || !chosen) return undefined;
  const test = testOf(probes.part(chosen)!, workload.each("ports"));
  if (!test) return undefined;
  explain(probes, chosen);
  return checkOf(probes, probes.part(chosen)!, test);
}

function checkOf(probes: Reading<Probes>, probe: Reading<Probe>, test: unknown): Sourced<object> {
  probe.drop("successes", "Compose counts a container as healthy at the first success");
  return within(probe, {
    interval: via(probe, "period", atLeastASecond),
    retries: probe.get("failures"),
    start_period: startPeriod(probes, probe),
    test,
    timeout: via(probe, "timeout", atLeastASecond),
  });
}

/** For Docker, no time is its default of 30 seconds. */
function atLeastASecond(duration: string): string {
  return `${Math.max(secondsOf(duration) ?? 1, 1)}s`;
}

function testOf(probe: Reading<Probe>, ports: Ports): unknown {
  if (probe.has("exec")) return probe.as("exec", ["CMD", ...itemsOf(probe, "exec", literal)]);
  const port = portOf(probe, ports);
  if (port === undefined) {
    for (const key of ["http", "tcp"] as const) probe.drop(key, "there is no port to ask");
    return undefined;
  }
  const http = probe.part("http");
  if (!http) {
    probe.approximate("tcp", "nc asks the port inside the container, so the image must hold it");
    return probe.as("tcp", ["CMD", "nc", "-z", "127.0.0.1", String(port)]);
  }
  probe.approximate("http", "wget asks inside the container, so the image must hold it");
  const address = `http://127.0.0.1:${port}${http.value("path")}`;
  return probe.as("http", ["CMD", "wget", "-q", "-O", "/dev/null", literal(address)]);
}

/** The port that a check asks; the first of the container without. */
function portOf(probe: Reading<Probe>, ports: Ports): number | undefined {
  const asked = (probe.part("http") ?? probe.part("tcp"))?.value("port");
  if (typeof asked === "number") return asked;
  const named = asked === undefined ? ports[0] : ports.find((one) => one.value("name") === asked);
  return named?.value("port");
}

/** How long failures do not count: as long as the start check would wait. */
function startPeriod(probes: Reading<Probes>, probe: Reading<Probe>): Sourced | undefined {
  const startup = probes.part("startup");
  if (!startup || !probes.has("readiness") && !probes.has("liveness")) {
    return via(probe, "initialDelay", (delay) => `${secondsOf(delay) ?? 0}s`);
  }
  const seconds = (key: "initialDelay" | "period") => secondsOf(startup.value(key) ?? "") ?? 0;
  const whole = seconds("initialDelay") + seconds("period") * startup.value("failures");
  return within(startup, `${whole}s`);
}

/** Says what becomes of each check. */
function explain(probes: Reading<Probes>, chosen: typeof ORDER[number]): void {
  const one = `Compose has one health check, which is ${chosen}`;
  if (chosen !== "startup") probes.approximate("startup", `${one}; its time is the start period`);
  if (chosen === "readiness") {
    probes.drop("liveness", `${one}; it restarts nothing that is unhealthy`);
  }
  const nothing = "Compose does not restart a container that is unhealthy";
  if (chosen === "liveness") probes.approximate("liveness", nothing);
  if (chosen === "startup") probes.approximate("startup", `${one}, asked all the time`);
}
