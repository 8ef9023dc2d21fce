import type { ConnectionChange } from "../../model/diff.ts";

/** What is joined to an input otherwise than before. */
export interface PortChange {
  readonly port: string;
  readonly before?: string;
  readonly after?: string;
}

/** How the inputs of one node changed. One provider that gave way to one other is one change. */
export function wiring(changes: readonly ConnectionChange[]): PortChange[] {
  const inputs = Map.groupBy(changes, ({ to }) => to);
  return [...inputs.keys()].sort().flatMap((to) => {
    const ends = inputs.get(to)!;
    const port = to.slice(to.lastIndexOf(".") + 1);
    const [came, went] = [of(ends, "added"), of(ends, "removed")];
    const waits = of(ends, "changed").map((end) => ({
      port,
      before: providerText({ ...end, order: !end.order }),
      after: providerText(end),
    }));
    if (came.length === 1 && went.length === 1) {
      return [{ port, before: providerText(went[0]!), after: providerText(came[0]!) }, ...waits];
    }
    return [
      ...went.map((end) => ({ port, before: providerText(end) })),
      ...came.map((end) => ({ port, after: providerText(end) })),
      ...waits,
    ];
  });
}

function of(
  ends: readonly ConnectionChange[],
  change: ConnectionChange["change"],
): ConnectionChange[] {
  return ends.filter((end) => end.change === change);
}

function providerText({ from, order }: ConnectionChange): string {
  return order ? from : `${from} (order: false)`;
}
