import type { Path } from "../../model/json.ts";
import { FORMATS } from "../../model/formats.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putFormat, putTexts, putWhole, set } from "../yaml/put.ts";

const PROBES = [
  ["livenessProbe", "liveness"],
  ["readinessProbe", "readiness"],
  ["startupProbe", "startup"],
] as const;

/** Takes the health checks of a container. */
export function takeProbes(node: DraftNode, container: Field): void {
  for (const [key, name] of PROBES) {
    const probe = container.get(key);
    if (probe) takeProbe(node, ["probes", name], probe);
  }
}

function takeProbe(node: DraftNode, at: Path, probe: Field): void {
  if (!takeCheck(node, at, probe)) {
    return probe.drop("Celestra checks by HTTP, by TCP or by a command", node.id);
  }
  takeSeconds(node, [...at, "initialDelay"], probe.get("initialDelaySeconds"));
  takeSeconds(node, [...at, "period"], probe.get("periodSeconds"));
  const timeout = probe.get("timeoutSeconds");
  // Kubernetes waits a second where nothing is said, and our default is longer.
  if (timeout) takeSeconds(node, [...at, "timeout"], timeout);
  else set(node, [...at, "timeout"], "1s");
  putWhole(node, [...at, "failures"], probe.get("failureThreshold"), [1, 1000]);
  const successes = probe.get("successThreshold");
  if (successes?.whole === 1) successes.take(node.id);
  else putWhole(node, [...at, "successes"], successes, [1, 100]);
}

/** Whether there is a way to check that a node can say. */
function takeCheck(node: DraftNode, at: Path, probe: Field): boolean {
  const command = probe.at("exec", "command");
  if (command) putTexts(node, [...at, "exec"], command);
  const http = probe.get("httpGet");
  if (http && !command) takeHttp(node, [...at, "http"], http);
  const tcp = probe.get("tcpSocket");
  if (tcp && !command && !http) {
    set(node, [...at, "tcp"], {});
    takePort(node, [...at, "tcp", "port"], tcp.get("port"));
  }
  return command !== undefined || http !== undefined || tcp !== undefined;
}

/** Takes a request over HTTP; what it says besides path and port has no place. */
export function takeHttp(node: DraftNode, at: Path, http: Field): void {
  set(node, [...at, "path"], "/");
  putFormat(node, [...at, "path"], http.get("path"), "url-path");
  takePort(node, [...at, "port"], http.get("port"));
  const scheme = http.get("scheme");
  if (scheme?.text === "HTTP") scheme.take(node.id);
  else scheme?.drop("checks speak plain HTTP", node.id);
}

function takePort(node: DraftNode, at: Path, port: Field | undefined): void {
  if (port?.whole !== undefined) put(node, at, port.whole, port);
  else putFormat(node, at, port, "port-name");
}

function takeSeconds(node: DraftNode, at: Path, field: Field | undefined): void {
  if (!field) return;
  const text = `${field.whole}s`;
  if (field.whole !== undefined && FORMATS.duration!.test(text)) put(node, at, text, field);
  else field.drop("it must be a number of seconds", node.id);
}
