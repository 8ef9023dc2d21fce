import { Whole } from "../../format/emit.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import { type Variable, variablesOf } from "../shared/variables.ts";
import type { Context, Runner } from "./context.ts";
import { literal } from "./text.ts";

/** The variables of a container, sorted by name. */
export function environmentOf(
  context: Context,
  runner: Reading<Runner>,
  extra: readonly Variable[] = [],
): unknown[] {
  return variablesOf(runner, context, extra).map((variable) => {
    switch (variable.from) {
      case "text":
        return textEntry(variable.name, variable.value);
      case "setting":
        return settingEntry(variable);
      case "secret":
        return secretEntry(variable);
    }
  });
}

function textEntry(name: string, { value, node, path }: Sourced<string>): unknown {
  const at = (text: string) => new Whole(text, node, path);
  return { name: at(name), value: at(literal(value)) };
}

function settingEntry({ name, source }: Variable & { from: "setting" }): unknown {
  const at = <V>(value: V) => new Whole(value, source.node, [...source.path, "data", name]);
  const configMapKeyRef = at({ key: at(name), name: at(source.node) });
  return { name: at(name), valueFrom: at({ configMapKeyRef }) };
}

function secretEntry({ name, source }: Variable & { from: "secret" }): unknown {
  const at = <V>(value: V) => source.as("keys", value);
  const secretKeyRef = at({
    key: at(name),
    name: source.get("secretName") ?? within(source, source.node),
    optional: source.get("optional"),
  });
  return { name: at(name), valueFrom: at({ secretKeyRef }) };
}
