import { Whole } from "../../format/emit.ts";
import type { Reading } from "../recorder.ts";
import { configHash } from "../shared/config_hash.ts";
import type { Context, Runner } from "./context.ts";
import { literal, textMapOf } from "./text.ts";

/** Labels that Compose and Celestra know their containers by. */
const RESERVED = /^(com\.docker\.compose|celestra\.dev)([./]|$)/;

/** The labels of a service: the workflow's, its groups', its own, then ours. */
export function labelsOf(context: Context, runner: Reading<Runner>): Record<string, unknown> {
  const { plan } = context;
  return {
    ...withoutReserved(mapValues(plan.labels, (text) => new Whole(literal(text), null, []))),
    ...groupLabels(context, runner),
    ...ownLabels(runner),
    "celestra.dev/config": configHash(runner.value("settings"), context.hashOf),
    "celestra.dev/node": runner.node,
    "celestra.dev/workflow": plan.workflow,
  };
}

function groupLabels({ membership }: Context, runner: Reading<Runner>): Record<string, unknown> {
  const groups = membership.groupsOf(runner.node);
  return Object.assign({}, ...groups.map((group) => withoutReserved(textMapOf(group, "labels"))));
}

function ownLabels(runner: Reading<Runner>): Record<string, unknown> {
  const own = runner.part("labels") as Reading<Record<string, string>> | undefined;
  const labels = textMapOf(runner, "labels");
  for (const label of Object.keys(labels).filter((name) => RESERVED.test(name))) {
    own?.drop(label, "Compose or Celestra sets this label itself");
  }
  return withoutReserved(labels);
}

function withoutReserved<V>(labels: Readonly<Record<string, V>>): Record<string, V> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !RESERVED.test(name)));
}

function mapValues<V, W>(
  map: Readonly<Record<string, V>>,
  become: (value: V) => W,
): Record<string, W> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, become(value)]));
}
