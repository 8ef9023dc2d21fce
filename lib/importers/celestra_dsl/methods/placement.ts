import { set } from "../../yaml/put.ts";
import { argumentsOf, dropped, type Handler, textMapOf } from "../step.ts";

/** The labels of the machines that are asked for. */
export const nodeSelector: Handler = (step) => {
  const labels = textMapOf(step.call.positional[0]);
  if (!labels) return dropped("it must be a map of text");
  set(step.node, ["placement", "nodeSelector"], Object.fromEntries(labels));
  return undefined;
};

/** A taint that is borne. */
export const toleration: Handler = ({ node, call }) => {
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
