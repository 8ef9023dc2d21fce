import type { Monitor, Workload } from "../../model/resource.ts";
import { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import type { Index } from "./index.ts";

/** A variable that a container is told. */
export interface Told {
  readonly name: string;
  readonly from: "text";
  readonly value: Sourced<string>;
}

/** The monitors that watch a workload, in the order of the file. */
export function monitorsOf(
  { workloads, monitors }: Pick<Index, "workloads" | "monitors">,
  node: string,
): Reading<Monitor>[] {
  const ids = (workloads.get(node)?.value("monitors") ?? []) as readonly string[];
  return ids.flatMap((id) => monitors.get(id) ?? []);
}

/**
 * The variables by which a watched container learns what it is to log, and where its traces go: the
 * names of the OpenTelemetry specification. Of several monitors the last connected wins.
 */
export function monitoringVariables(
  index: Index,
  container: Reading<{ node: string }>,
): Told[] {
  if (!isWatched(container)) return [];
  const { node } = container;
  const monitors = monitorsOf(index, node);
  monitors.forEach((monitor, at) => explainHidden(monitor, monitors.slice(at + 1), node));
  return monitors.flatMap((monitor) => [
    ...loggingVariables(monitor),
    ...tracingVariables(monitor, node),
  ]);
}

/** Says where a later monitor has the word instead, for one of the apps at least. */
function explainHidden(
  monitor: Reading<Monitor>,
  later: readonly Reading<Monitor>[],
  node: string,
): void {
  const by = (has: (one: Reading<Monitor>) => boolean | undefined) => later.findLast(has)?.node;
  const tracing = by((one) => one.has("tracing"));
  if (tracing) monitor.approximate("tracing", `"${node}" is told it by "${tracing}"`);
  const logging = monitor.part("logging");
  for (const key of ["level", "format", "parser"] as const) {
    const other = by((one) => one.part("logging")?.has(key));
    if (other) logging?.approximate(key, `"${node}" is told it by "${other}"`);
  }
}

/** Annotations for the one who reads what containers write. */
export function monitoringAnnotations(
  index: Index,
  container: Reading<{ node: string }>,
): Record<string, unknown> {
  if (!isWatched(container)) return {};
  const parsers = monitorsOf(index, container.node).flatMap((monitor) =>
    monitor.part("logging")?.get("parser") ?? []
  );
  return parsers.length === 0 ? {} : { "fluentbit.io/parser": parsers.at(-1) };
}

/** A task of the same node, such as a backup, is not watched. */
function isWatched(container: Reading<{ node: string }>): boolean {
  return (container as unknown as Reading<Workload>).has("monitors");
}

function loggingVariables(monitor: Reading<Monitor>): Told[] {
  const logging = monitor.part("logging");
  const [level, format] = [logging?.get("level"), logging?.get("format")];
  return [
    ...(level ? [textOf("LOG_LEVEL", level)] : []),
    ...(format ? [textOf("LOG_FORMAT", format)] : []),
  ];
}

function tracingVariables(monitor: Reading<Monitor>, node: string): Told[] {
  const tracing = monitor.part("tracing");
  if (!tracing) return [];
  const share = String(tracing.value("sampling") / 100);
  const said = (text: string) => new Sourced(text, monitor.node, tracing.path);
  return [
    textOf("OTEL_EXPORTER_OTLP_ENDPOINT", tracing.get("endpoint")!),
    textOf("OTEL_EXPORTER_OTLP_PROTOCOL", tracing.get("protocol")!),
    textOf("OTEL_SERVICE_NAME", said(node)),
    textOf("OTEL_TRACES_EXPORTER", said("otlp")),
    textOf("OTEL_TRACES_SAMPLER", said("parentbased_traceidratio")),
    textOf("OTEL_TRACES_SAMPLER_ARG", tracing.as("sampling", share)),
  ];
}

function textOf(name: string, value: Sourced<string>): Told {
  return { name, from: "text", value };
}
