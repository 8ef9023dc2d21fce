import { lookup } from "../../../model/json.ts";
import type { SecretReference, Setting, Task } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { variablesOf } from "../../shared/variables.ts";
import type { Context } from "../context.ts";

/** What a task takes by an object of the program. */
export interface ReferredBy {
  /** All of it, in the order of the file. */
  readonly all: readonly string[];
  /** What also gives it variables. */
  readonly variables: ReadonlySet<string>;
}

/** A secret or a setting. */
export type Source = Reading<Setting> | Reading<SecretReference>;

/**
 * The settings and secrets that a task may refer to: the library gives variables the names of the
 * keys in capitals, after all others, so nothing may stand in their way.
 */
export function referredBy(context: Context, task: Reading<Task>): ReferredBy {
  const all = task.value("settings").filter((id) => {
    const source = sourceOf(context, id);
    return source !== undefined && (givesFiles(source) || isPlain(context, task, id, source));
  });
  const variables = all.filter((id) => isPlain(context, task, id, sourceOf(context, id)!));
  return { all, variables: new Set(variables) };
}

/** A node's secret or setting. */
export function sourceOf({ index }: Context, id: string): Source | undefined {
  return index.settings.get(id) ?? index.secrets.get(id);
}

/** Whether the library names a variable as the key is named. */
export function isVariable(key: string): boolean {
  return /^[A-Z_][A-Z0-9_]*$/.test(key);
}

/** The keys of a secret or setting. */
export function keysOf(source: Source): readonly string[] {
  return source.has("keys" as never)
    ? (source as Reading<SecretReference>).value("keys")
    : Object.keys((source as Reading<Setting>).value("data"));
}

function givesFiles(source: Source): boolean {
  return (source as Reading<Setting>).value("mount") === "file";
}

function isPlain(context: Context, task: Reading<Task>, id: string, source: Source): boolean {
  if (givesFiles(source)) return false;
  const renamed = lookup(task.value("variables") ?? {}, id) !== undefined;
  const own = new Set(
    variablesOf(task, context).flatMap((variable) =>
      variable.from !== "text" && variable.source.node === id ? [variable.name] : []
    ),
  );
  return !renamed && keysOf(source).every((key) => isVariable(key) && own.has(key));
}
