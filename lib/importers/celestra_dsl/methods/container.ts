import { set } from "../../yaml/put.ts";
import {
  argumentsOf,
  type Handler,
  type Methods,
  plainText,
  putFormat,
  putWhole,
  type Step,
  textMapOf,
  worst,
} from "../step.ts";
import { source } from "./joins.ts";
import { port, ports } from "./ports.ts";
import { securityOf } from "./security.ts";
import { type Put, variable, variables } from "./variables.ts";

/** The image of the container. */
const image: Handler = (step) => putFormat(step, ["image"], step.call.positional[0], "image");

/** One variable. */
const env: Handler = (step) => {
  const { key, value } = argumentsOf(step.call, "key", "value");
  return variable(step, plainText(key), plainText(value), putIn(step));
};

/** Several variables. */
const environment: Handler = (step) => {
  return variables(step, textMapOf(argumentsOf(step.call, "env_vars")["env_vars"]), putIn(step));
};

function putIn({ node }: Step): Put {
  return (name, text) => set(node, ["env", name], text);
}

/** Requests and limits. */
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

/** The calls of everything that runs a container. */
export const CONTAINER: Methods = {
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
