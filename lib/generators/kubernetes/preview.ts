import type { RolloutStrategy, Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { filled, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { selectorOf } from "./labels.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { portOf } from "./service.ts";

/** The Service that reaches the new version before it takes over. */
export function previewName(node: string): string {
  return `${node}-preview`;
}

/** The preview Service; the rollout controller narrows its selector to the new version. */
export function previewOf(
  context: Context,
  workload: Reading<Workload>,
  strategy: Reading<RolloutStrategy>,
): Manifest[] {
  const { node } = workload;
  const ports = context.index.endpoints.get(node)?.each("ports") ?? [];
  const spec = within(strategy, {
    ports: filled(ports.map((port) => portOf(port))),
    selector: selectorOf(context, node),
    type: "ClusterIP",
  });
  warn(context, node, strategy);
  return [manifestOf(context, "Service", previewName(node), workload, { spec })];
}

/** The controller narrows one Service to the old version; any other reaches both. */
function warn({ index }: Context, node: string, strategy: Reading<RolloutStrategy>): void {
  const others = [...index.endpoints.values()].filter((endpoint) =>
    endpoint.node !== node && endpoint.value("backends").includes(node)
  );
  if (others.length === 0) return;
  const names = others.map((endpoint) => `"${endpoint.node}"`).join(", ");
  const message = `${names} also reaches the new version of "${node}" before it takes over`;
  strategy.approximate("type", message);
}
