import type { Json } from "../../../model/json.ts";
import { set } from "../../yaml/put.ts";
import type { Built, Call } from "../program.ts";
import {
  approximated,
  argumentsOf,
  dropped,
  type Handler,
  type Outcome,
  plainText,
  type Step,
  textMapOf,
  textsOf,
  worst,
} from "../step.ts";
import { helperOf } from "./inside.ts";
import { unescaped } from "./text.ts";
import { variable, variables } from "./variables.ts";

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
    step.world.tell(companion, call, step.node, companionCall(step, entry, call));
  }
  if (entry["image"] === undefined) return dropped("a container has an image");
  const known = (step.node.config[key] ?? []) as Json[];
  set(step.node, [key], [...known, entry]);
  return undefined;
};

function companionCall(step: Step, entry: Record<string, Json>, call: Call): Outcome {
  const [value] = call.positional;
  const put = (name: string, text: string) => {
    entry["env"] = { ...entry["env"] as object, [name]: text };
  };
  switch (call.method) {
    case "image":
      entry["image"] = plainText(value) ?? "";
      return undefined;
    case "command":
    case "args":
      entry[call.method] = (textsOf(value) ?? []).map(unescaped);
      return undefined;
    case "env": {
      const { key, value } = argumentsOf(call, "key", "value");
      return variable(step, plainText(key), plainText(value), put);
    }
    case "environment":
      return variables(step, textMapOf(value), put);
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
    step.world.tell(companion, call, step.node, companionCall(step, {}, call));
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
