import { set } from "../../yaml/put.ts";
import { argumentOf, dropped, durationOf, type Handler, putWhole, textsOf } from "../step.ts";
import { unescaped } from "./text.ts";

/** Words that nothing expands. */
export const command = (field: "command" | "args"): Handler => (step) => {
  const words = textsOf(step.call.positional[0] ?? step.call.named.get(field));
  if (!words) return dropped("it must be a list of texts");
  set(step.node, [field], words.map(unescaped));
  return undefined;
};

/** A whole number within bounds, kept in the field. */
export const number = (field: string, bounds: readonly [number, number]): Handler => (step) =>
  putWhole(step, [field], argumentOf(step.call), bounds);

/** A time such as 90s, kept in the field. */
export const time = (field: string): Handler => (step) => {
  const duration = durationOf(argumentOf(step.call));
  if (duration === undefined) return dropped("it must be a time such as 90s, 5m or 1h");
  set(step.node, [field], duration);
  return undefined;
};
