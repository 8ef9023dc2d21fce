import type { Fidelity } from "../../lib/model/artifact.ts";
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
