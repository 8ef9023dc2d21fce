import { FORMATS } from "../../../model/formats.ts";
import { isLiteralSecret } from "../../../model/secrets/literals.ts";
import { withhold } from "../../shared/withhold.ts";
import { dropped, type Outcome, type Step, withheld, worst } from "../step.ts";
import { unescaped } from "./text.ts";

/** What keeps a variable. */
export type Put = (name: string, text: string) => void;

/** Variables of a container, each kept or withheld. */
export function variables(
  step: Step,
  map: ReadonlyMap<string, string> | undefined,
  put: Put,
): Outcome {
  if (!map) return dropped("it must be a map of text");
  return worst(...[...map].map(([name, value]) => variable(step, name, value, put)));
}

/** A variable of a container. A secret's value never becomes part of a workflow. */
export function variable(
  step: Step,
  name: string | undefined,
  value: string | undefined,
  put: Put,
): Outcome {
  if (name === undefined || value === undefined || !FORMATS["variable"]!.test(name)) {
    return dropped(`it must be ${FORMATS["variable"]!.expected}`);
  }
  const text = unescaped(value);
  if (!isLiteralSecret(name, text)) {
    put(name, text);
    return undefined;
  }
  let outcome: Outcome;
  withhold(step.world.draft, step.node, name, {
    withhold: (message) => outcome = withheld(message),
  });
  return outcome;
}
