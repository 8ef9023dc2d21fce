import { set } from "../../yaml/put.ts";
import { approximated, dropped, type Handler, type Outcome, type Step, worst } from "../step.ts";
import type { Value } from "../program.ts";

/** What Celestra sets by itself, and what it then is. */
const BY_ITSELF: Readonly<Record<string, (value: Value) => boolean>> = {
  allowPrivilegeEscalation: (value) => value === false,
  runAsNonRoot: (value) => value === true,
  seccompProfile: (value) => value instanceof Map && value.get("type") === "RuntimeDefault",
};

/** The rights of a container. */
export const securityOf: Handler = (step) => {
  const [context] = step.call.positional;
  if (!(context instanceof Map)) return dropped("it must be a map");
  // A group that is the user's number goes without saying, so the user is read first.
  const first = (key: string) => key === "runAsUser" ? 0 : 1;
  const fields = [...context].sort(([a], [b]) => first(a) - first(b));
  return worst(...fields.map(([key, value]) => field(step, key, value)));
};

function field(step: Step, key: string, value: Value): Outcome {
  const { node } = step;
  const other = approximated(`${key} is set by Celestra, as the restricted standard asks`);
  if (BY_ITSELF[key]) return BY_ITSELF[key](value) ? undefined : other;
  switch (key) {
    case "runAsUser":
      return whole(step, "user", value);
    case "runAsGroup":
      return value === node.config["user"] ? undefined : whole(step, "group", value);
    case "readOnlyRootFilesystem":
      set(node, ["readOnly"], value === true);
      return undefined;
    case "privileged":
      if (value === true) {
        set(node, ["podSecurity"], "privileged");
        set(node, ["privileged"], true);
      }
      return undefined;
    case "capabilities":
      return capabilities(step, value);
    default:
      return dropped(`the workflow has no place for ${key}`);
  }
}

function whole({ node }: Step, name: string, value: Value): Outcome {
  if (!Number.isInteger(value) || Number(value) < 0) return dropped("an id is a whole number");
  set(node, [name], Number(value));
  if (name === "user" && value === 0) set(node, ["podSecurity"], "baseline");
  return undefined;
}

function capabilities({ node }: Step, value: Value): Outcome {
  const add = value instanceof Map ? value.get("add") : undefined;
  if (!Array.isArray(add) || add.length === 0) return undefined;
  node.config["podSecurity"] ??= "baseline";
  set(node, ["capabilities"], add.map(String));
  return undefined;
}
