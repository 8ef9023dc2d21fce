import type { Companion } from "../../../model/resource.ts";
import type { Sourced } from "../../../model/sourced.ts";
import { literal } from "../../kubernetes/text.ts";
import type { Reading } from "../../recorder.ts";
import { monitoringVariables } from "../../shared/monitoring.ts";
import { companionVariables, type Variable, variablesOf } from "../../shared/variables.ts";
import { callFrom } from "../builder.ts";
import type { Context, Runner } from "../context.ts";
import type { Call } from "../python/program.ts";

/** The nodes of settings and secrets that a runner refers to: the library adds their keys. */
export type Referred = ReadonlySet<string>;

/** A call for each variable of a container. */
export function environmentCalls(
  context: Context,
  runner: Reading<Runner>,
  referred: Referred,
): Call[] {
  const watched = monitoringVariables(context.index, runner);
  const { settings, secrets } = context.index;
  for (const { provider } of runner.value("addresses")) {
    if (settings.has(provider) || secrets.has(provider)) continue;
    const path = ["bind", provider, "variables"];
    context.recorder.drop(runner.node, path, "an address has no keys to name variables of");
  }
  return callsOf(context, runner.node, variablesOf(runner, context, watched), referred);
}

/** A call for each variable of a further container. */
export function companionCalls(
  context: Context,
  companion: Reading<Companion>,
  runner: Reading<Runner>,
): Call[] {
  return callsOf(context, runner.node, companionVariables(companion, runner, context), NONE);
}

const NONE: Referred = new Set();

function callsOf(
  context: Context,
  node: string,
  variables: readonly Variable[],
  referred: Referred,
): Call[] {
  return variables.flatMap((variable) => {
    if (variable.from === "text") return [textCall(variable.name, variable.value)];
    if (referred.has(variable.source.node)) return [];
    if (variable.from === "setting") return copyCalls(variable);
    const path = ["bind", variable.source.node, "variables", variable.key];
    if (variable.renamed) {
      context.recorder.drop(node, path, "the library gives no secret to this container");
    }
    return [];
  });
}

function textCall(name: string, { value, node, path }: Sourced<string>): Call {
  return callFrom({ node, path }, "env", name, literal(value));
}

/** An app refers to no ConfigMap, so it gets a copy of the value. */
function copyCalls({ name, key, source }: Variable & { readonly from: "setting" }): Call[] {
  const text = source.value("data")[key];
  if (text === undefined) return [];
  const place = { node: source.node, path: [...source.path, "data", key] };
  return [callFrom(place, "env", name, literal(text))];
}
