import { Whole } from "../../format/emit.ts";
import { lookup } from "../../model/json.ts";
import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import { type Variable, variablesOf } from "../shared/variables.ts";
import type { Context, Runner } from "./context.ts";
import { secretFolder } from "./names.ts";
import { literal, literalOf } from "./text.ts";

/** The variables of a container. Those of secrets come from files that `deploy` writes. */
export function environmentOf(
  context: Context,
  runner: Reading<Runner>,
  extra: readonly Variable[] = [],
): Record<string, unknown> {
  return entriesOf(variablesOf(runner, context, extra));
}

/** Variables as entries of a service. */
export function entriesOf(variables: readonly Variable[]): Record<string, unknown> {
  const environment: Record<string, unknown> = {};
  for (const variable of variables) {
    // What stands in `environment` would win over the file.
    if (variable.from === "text") environment[variable.name] = literalOf(variable.value);
    if (variable.from === "setting") environment[variable.name] = settingValue(variable);
  }
  return environment;
}

function settingValue({ key, source }: Variable & { from: "setting" }): unknown {
  const text = lookup(source.value("data"), key) ?? "";
  return new Whole(literal(text), source.node, [...source.path, "data", key]);
}

/** The files of variables: one for each secret, the last connected wins. */
export function environmentFilesOf(
  { index }: Context,
  runner: Reading<Runner>,
): unknown[] {
  return runner.value("settings").flatMap((id) => {
    const secret = index.secrets.get(id);
    if (!secret || secret.value("mount") === "file") return [];
    return [within(secret, {
      format: "raw",
      path: secret.as("keys", `${secretFolder(id)}/.env`),
      required: secret.value("optional") ? secret.as("optional", false) : undefined,
    })];
  });
}
