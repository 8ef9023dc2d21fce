import type { Json } from "../../model/json.ts";
import { secretPlaces } from "../../model/secrets/places.ts";
import { telling } from "../shared/plain_secrets.ts";
import type { Outcome } from "./outcome.ts";
import type { Call } from "./program.ts";
import { jsonOf } from "./step.ts";

/** What became of a call, with a word about a secret that it brings into the workflow as text. */
export function outcomeOf(call: Call, outcome: Outcome): Outcome {
  if (outcome?.class === "dropped" || outcome?.isWithheld || !holdsSecret(call)) return outcome;
  return telling(outcome ?? { class: "approximated", message: "" });
}

function holdsSecret({ positional, named }: Call): boolean {
  const [name, value] = positional;
  const values = [...positional, ...named.values()].map((one) => jsonOf(one) ?? null);
  const pair = typeof name === "string" ? { [name]: jsonOf(value) ?? null } : {};
  const fields = Object.fromEntries([...named].map(([key, one]) => [key, jsonOf(one) ?? null]));
  return [values, pair, fields].some((one: Json) => secretPlaces(one).length > 0);
}
