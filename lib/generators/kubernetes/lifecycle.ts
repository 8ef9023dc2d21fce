import type { ContainerPort, LifecycleStep } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import type { Runner } from "./context.ts";

type Ports = readonly Reading<ContainerPort>[];

/** What is done when a container has started, and before it is stopped. */
export function lifecycleOf(runner: Reading<Runner>, ports: Ports): unknown {
  const lifecycle = runner.part("lifecycle");
  if (!lifecycle) return undefined;
  const step = (key: "postStart" | "preStop") => {
    const part = lifecycle.part(key);
    return part && stepOf(part, ports);
  };
  return within(lifecycle, { postStart: step("postStart"), preStop: step("preStop") });
}

function stepOf(step: Reading<LifecycleStep>, ports: Ports): unknown {
  // The kubelet expands nothing in such a command.
  if (step.has("exec")) return { exec: step.as("exec", { command: step.get("exec") }) };
  const http = step.part("http");
  const port = http && portOf(http.value("port"), ports);
  if (!http || port === undefined) {
    step.drop("http", "the container has no such port to ask");
    return undefined;
  }
  return { httpGet: within(http, { path: http.get("path"), port: http.get("port") ?? port }) };
}

/** The port that is asked: a number is as good as one of the container's names. */
function portOf(asked: string | number | undefined, ports: Ports): string | number | undefined {
  if (typeof asked === "number") return asked;
  if (asked === undefined) return ports[0]?.value("port");
  return ports.some((port) => port.value("name") === asked) ? asked : undefined;
}
