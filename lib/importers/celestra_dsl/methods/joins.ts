import { Built } from "../program.ts";
import { argumentOf, dropped, type Handler, putFormat, textsOf } from "../step.ts";

/** Joins a secret or a config map of the program. */
export const source: Handler = ({ world, node, call }) => {
  const [taken] = call.positional;
  const from = taken instanceof Built ? world.of(taken) : undefined;
  if (!from) return dropped("it is no secret and no setting of this program");
  world.join(from, "data", node, "settings");
  return undefined;
};

/** Addresses of other builders, by their names. */
export const requires = (order: boolean): Handler => ({ world, node, call }) => {
  const names = textsOf(argumentOf(call));
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

/** Joins the service account of the program, or names one. */
export const account: Handler = (step) => {
  const { world, node, call } = step;
  const [name] = call.positional;
  const identity = typeof name === "string" ? world.named(name, "service-account") : undefined;
  if (!identity) return putFormat(step, ["serviceAccount"], name, "object-name");
  world.join(identity, "identity", node, "identity");
  return undefined;
};
