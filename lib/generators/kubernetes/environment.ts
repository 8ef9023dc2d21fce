import { Whole } from "../../format/emit.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf } from "../shared/origin.ts";
import { type Variable, variablesOf } from "../shared/variables.ts";
import type { Context, Runner } from "./context.ts";
import { entryOf } from "./variable_entry.ts";

/** The variables of a container, sorted by name. */
export function environmentOf(
  context: Context,
  runner: Reading<Runner>,
  extra: readonly Variable[] = [],
): unknown[] {
  const facts = entriesOf(runner, "podFields") as Record<string, Sourced<string>>;
  const others = variablesOf(runner, context, extra).filter(({ name }) =>
    !Object.hasOwn(facts, name)
  );
  const entries = [
    ...Object.entries(facts).map((fact) => [fact[0], factEntry(fact)] as const),
    ...others.map((variable) => [variable.name, entryOf(variable)] as const),
  ];
  return entries.sort(([a], [b]) => a < b ? -1 : 1).map(([, entry]) => entry);
}

/** A fact of the pod, which its cluster fills in. */
function factEntry([name, { value: fieldPath, node, path }]: [string, Sourced<string>]): unknown {
  const at = <V>(value: V) => new Whole(value, node, path);
  return { name: at(name), valueFrom: at({ fieldRef: { fieldPath } }) };
}
