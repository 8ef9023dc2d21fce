import type { Fidelity } from "../../model/artifact.ts";
import { pathText } from "../../model/json.ts";

const WORST = ["exact", "approximated", "dropped"];

/**
 * How each property is carried: in the base, and in the environments that set others or carry one
 * worse. Of several environments the worst is told, with its name.
 */
export function reportOf(
  base: readonly Fidelity[],
  variants: readonly (readonly [string, readonly Fidelity[]])[],
): readonly Fidelity[] {
  if (variants.length === 0) return base;
  const report = new Map(base.map((entry) => [keyOf(entry), entry]));
  let isChanged = false;
  for (const [environment, entries] of variants) {
    for (const entry of entries) {
      const known = report.get(keyOf(entry));
      if (known && rank(known) >= rank(entry)) continue;
      isChanged = true;
      report.set(keyOf(entry), within(environment, entry));
    }
  }
  return isChanged ? [...report.values()].sort(inOrder) : base;
}

function within(environment: string, entry: Fidelity): Fidelity {
  if (entry.class === "exact") return entry;
  return { ...entry, message: `in ${environment}: ${entry.message}` };
}

function rank(entry: Fidelity): number {
  return WORST.indexOf(entry.class);
}

function keyOf({ node, path }: Fidelity): string {
  return `${node}\0${JSON.stringify(path)}`;
}

function inOrder(a: Fidelity, b: Fidelity): number {
  const [one, other] = [[a.node, pathText(a.path)], [b.node, pathText(b.path)]];
  if (one[0] !== other[0]) return one[0]! < other[0]! ? -1 : 1;
  return one[1]! < other[1]! ? -1 : one[1] === other[1] ? 0 : 1;
}
