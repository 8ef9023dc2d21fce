import type { ImportedLines } from "../../../lib/importers/importer.ts";

/** How many values of a file became what. */
export interface Counts {
  readonly taken: number;
  readonly approximated: number;
  readonly custom: number;
  readonly dropped: number;
  /** Values that no component holds, such as values of secrets and kinds of volumes. */
  readonly uncovered: number;
}

/** The entries that are about one value; the others are about keys that hold more. */
export function leavesOf(report: readonly ImportedLines[]): ImportedLines[] {
  const holders = new Set(
    report.flatMap(({ file, source }) =>
      [...source.matchAll(/[.[]/g)].map(({ index }) => `${file} ${source.slice(0, index)}`)
    ),
  );
  return report.filter(({ file, source }) => source !== "" && !holders.has(`${file} ${source}`));
}

/** Counts the values of a report. */
export function countsOf(report: readonly ImportedLines[]): Counts {
  const leaves = leavesOf(report);
  const covered = leaves.filter((line) => line.class === "custom" || !isUncovered(line));
  const count = (became: ImportedLines["class"]) =>
    covered.filter((line) => line.class === became).length;
  return {
    taken: count("taken"),
    approximated: count("approximated"),
    custom: count("custom"),
    dropped: count("dropped"),
    uncovered: leaves.length - covered.length,
  };
}

/** The share of what components cover that is taken as it is. */
export function shareOf(counts: Counts): number {
  const { taken, approximated, dropped } = counts;
  const covered = taken + approximated + dropped;
  return covered === 0 ? 1 : taken / covered;
}

/** Keys and values that no component has a field for, by what leads there or by why. */
const UNCOVERED: readonly RegExp[] = [
  // The component holds names of secrets, never values.
  /celestra secret set/,
  // Kinds of volumes, and files that are no objects.
  /^a volume of the kind /,
  /^this is no Kubernetes object/,
  // A container is named after its node, and so is whatever Compose names.
  /^the container has the name of its node/,
  /^its name is that of its node/,
  // Networks of Compose, and what a host is set to.
  /^all nodes of a workflow share one network/,
  /^addresses are given by the cluster/,
  /^a node sets nothing of the host's kernel/,
  /^no node (sees|shares) /,
  // What the cluster writes.
  /^the cluster writes it by itself/,
  /^what is at the path is not looked at/,
  /^no component has a place for it/,
  /^there is no component for it/,
  /^an image is run as it is/,
];

function isUncovered({ message }: ImportedLines): boolean {
  return UNCOVERED.some((pattern) => pattern.test(message));
}
