import type { Fidelity, MappedLines } from "../../lib/model/artifact.ts";
import type { Path } from "../../lib/model/json.ts";
import type { GeneratedAnswer } from "./api_answers.ts";

/** The lines of a file, from 1, that came from any of some nodes. */
export function markedLines(
  generated: GeneratedAnswer | undefined,
  path: string | undefined,
  nodes: ReadonlySet<string>,
): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const { from, to, node } of generated?.map.files[path ?? ""] ?? []) {
    if (node === null || !nodes.has(node)) continue;
    for (let line = from; line <= to; line++) lines.add(line);
  }
  return lines;
}

/** Where a line of a file came from; nothing for what belongs to the whole workflow. */
export function originOf(
  generated: GeneratedAnswer | undefined,
  path: string | undefined,
  line: number,
): (MappedLines & { readonly node: string }) | undefined {
  const lines = generated?.map.files[path ?? ""] ?? [];
  const found = lines.find(({ from, to }) => from <= line && line <= to);
  return found && found.node !== null ? { ...found, node: found.node } : undefined;
}

/** The lines of a file, from 1, that came from a config field or from something inside of it. */
export function fieldLines(
  generated: GeneratedAnswer | undefined,
  path: string | undefined,
  field: { readonly node: string; readonly path: Path } | undefined,
): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const { from, to, ...origin } of generated?.map.files[path ?? ""] ?? []) {
    if (!field || origin.node !== field.node || !isWithin(origin.path, field.path)) continue;
    for (let line = from; line <= to; line++) lines.add(line);
  }
  return lines;
}

/** What the lines of a file do not carry exactly, by line. */
export function lineLosses(
  { map, report }: GeneratedAnswer,
  path: string,
): ReadonlyMap<number, readonly Fidelity[]> {
  const losses = report.filter((one) => one.class !== "exact");
  const byLine = new Map<number, readonly Fidelity[]>();
  for (const { from, to, node, path: origin } of map.files[path] ?? []) {
    if (origin.length === 0) continue;
    const own = losses.filter((one) =>
      one.node === node && (isWithin(one.path, origin) || isWithin(origin, one.path))
    );
    if (own.length === 0) continue;
    for (let line = from; line <= to; line++) byLine.set(line, own);
  }
  return byLine;
}

function isWithin(path: Path, around: Path): boolean {
  return around.length <= path.length && around.every((step, index) => path[index] === step);
}

/** The files that hold lines of any of some nodes. */
export function filesOf(
  generated: GeneratedAnswer | undefined,
  nodes: ReadonlySet<string>,
): ReadonlySet<string> {
  const files = Object.entries(generated?.map.files ?? {});
  return new Set(
    files.filter(([, lines]) => lines.some(({ node }) => node !== null && nodes.has(node)))
      .map(([path]) => path),
  );
}

/** What an output does not carry exactly, what is dropped first. */
export function lossesOf({ report }: GeneratedAnswer): readonly Fidelity[] {
  const of = (kind: Fidelity["class"]) => report.filter((one) => one.class === kind);
  return [...of("dropped"), ...of("approximated")];
}
