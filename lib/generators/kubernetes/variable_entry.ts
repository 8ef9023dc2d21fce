import { Whole } from "../../format/emit.ts";
import type { Sourced } from "../../model/sourced.ts";
import { within } from "../shared/origin.ts";
import type { Variable } from "../shared/variables.ts";
import { literal } from "./text.ts";

/** A variable as an entry of a container. */
export function entryOf(variable: Variable): unknown {
  switch (variable.from) {
    case "text":
      return textEntry(variable.name, variable.value);
    case "setting":
      return settingEntry(variable);
    case "secret":
      return secretEntry(variable);
  }
}

function textEntry(name: string, { value, node, path }: Sourced<string>): unknown {
  const at = (text: string) => new Whole(text, node, path);
  // The API server leaves out what is empty; sent again and again, it would look like a change.
  return { name: at(name), value: value === "" ? undefined : at(literal(value)) };
}

function settingEntry({ name, key, renamed, source }: Variable & { from: "setting" }): unknown {
  const at = <V>(value: V) => new Whole(value, source.node, [...source.path, "data", key]);
  const configMapKeyRef = at({ key: at(key), name: at(source.node) });
  return { name: renamed ?? at(name), valueFrom: at({ configMapKeyRef }) };
}

function secretEntry({ name, key, renamed, source }: Variable & { from: "secret" }): unknown {
  const at = <V>(value: V) => source.as("keys", value);
  const secretKeyRef = at({
    key: at(key),
    name: source.get("secretName") ?? within(source, source.node),
    optional: source.get("optional"),
  });
  return { name: renamed ?? at(name), valueFrom: at({ secretKeyRef }) };
}
