import type { Json } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { set } from "../yaml/put.ts";
import { interpolated } from "./interpolation.ts";
import type { Reading } from "./reading.ts";
import { type Placed, valueOf } from "./service.ts";
import { tell } from "./texts.ts";
import { seconds } from "./words.ts";

/** Compose's own times, where a check says nothing. */
const USUAL = { interval: 30, timeout: 30, retries: 3 };

/** Takes the health check: what waits for a service waits for its readiness. */
export function takeHealth(reading: Reading, { service, node }: Placed): void {
  const check = valueOf(service, "healthcheck");
  const test = check?.get("test");
  if (!check || !test) return;
  const command = commandOf(test);
  if (check.get("disable")?.flag || command === undefined) {
    return check.drop("a node has no check of its image that could be turned off", node.id);
  }
  const filled = command.map((part) => interpolated(part, reading.values));
  const at = ["probes", "readiness"];
  const exec = filled.map(({ text }) => text);
  const probe = { exec, ...timesOf(check) };
  set(node, at, probe);
  tell(test, filled.flatMap(({ notes }) => notes), node, [...at, "exec"]);
  for (const key of ["interval", "timeout", "retries"]) check.get(key)?.take(node.id, at);
  takeStart(node, check, probe);
}

/** The words that are run: a text is for a shell. */
function commandOf(test: Field): string[] | undefined {
  if (!test.isList) return test.text === undefined ? undefined : ["sh", "-c", test.text];
  const [kind, ...rest] = test.texts ?? [];
  if (kind === "CMD" && rest.length > 0) return rest;
  return kind === "CMD-SHELL" && rest.length > 0 ? ["sh", "-c", ...rest] : undefined;
}

function timesOf(check: Field): { period: string; timeout: string; failures: number } {
  const time = (key: "interval" | "timeout") => seconds(check.get(key)?.text) || USUAL[key];
  return {
    period: `${time("interval")}s`,
    timeout: `${time("timeout")}s`,
    failures: check.get("retries")?.whole ?? USUAL.retries,
  };
}

/** Failures in the start period do not count: a check of its own that has that long. */
function takeStart(
  node: DraftNode,
  check: Field,
  probe: { readonly period: string; readonly [key: string]: Json },
): void {
  const field = check.get("start_period");
  const period = seconds(field?.text) ?? 0;
  if (!field || period === 0) return field?.take(node.id);
  const every = seconds(probe.period)!;
  const failures = Math.max(1, Math.ceil(period / every));
  set(node, ["probes", "startup"], { ...probe, failures });
  if (failures * every === period) field.take(node.id, ["probes", "startup"]);
  else {
    field.approximate(`the start may take ${failures * every}s`, node.id, ["probes", "startup"]);
  }
}
