import type { Placement, Toleration } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, filled, itemsOf, via, within } from "../shared/origin.ts";
import type { Context, Runner } from "./context.ts";
import { selectorOf } from "./labels.ts";

const HOST = "kubernetes.io/hostname";
const ZONE = "topology.kubernetes.io/zone";

/** What a pod says of its place besides what its runner says. */
export interface PlacementParts {
  /** The value of the name label, if it is not the node's id. */
  readonly name?: string;
  /** Labels of pods whose host it needs. */
  readonly beside?: object | undefined;
}

/** Where the pods of a runner may run: fields of the pod. */
export function placementOf(
  context: Context,
  runner: Reading<Runner>,
  { name = runner.node, beside }: PlacementParts = {},
): Record<string, unknown> {
  const required = beside && [sameHost(beside)];
  const placement = runner.part("placement") as Reading<Placement> | undefined;
  if (!placement) return { affinity: required && { podAffinity: affinityOf([], required) } };
  const terms = (key: "near" | "apart") =>
    itemsOf(placement, key, (node) => ({
      podAffinityTerm: sameHost(selectorOf(context, node)),
      weight: 100,
    }));
  const affinity = filled({
    podAffinity: affinityOf(terms("near"), required),
    podAntiAffinity: affinityOf(terms("apart")),
  });
  return {
    affinity: affinity && within(placement, affinity),
    nodeSelector: via(placement, "nodeSelector", () => entriesOf(placement, "nodeSelector")),
    tolerations: filled(placement.each("tolerations").map(tolerationOf)),
    topologySpreadConstraints: spreadOf(selectorOf(context, name), placement),
  };
}

function tolerationOf(toleration: Reading<Toleration>): object {
  return {
    effect: toleration.get("effect"),
    key: toleration.get("key"),
    operator: toleration.get("operator"),
    value: toleration.get("value"),
  };
}

function spreadOf(matchLabels: object, placement: Reading<Placement>): unknown {
  return via(placement, "spread", (spread) => [{
    labelSelector: { matchLabels },
    maxSkew: 1,
    topologyKey: spread === "zone" ? ZONE : HOST,
    whenUnsatisfiable: "ScheduleAnyway",
  }]);
}

function affinityOf(preferred: readonly unknown[], required?: readonly unknown[]): unknown {
  return filled({
    preferredDuringSchedulingIgnoredDuringExecution: filled(preferred),
    requiredDuringSchedulingIgnoredDuringExecution: required,
  });
}

function sameHost(matchLabels: object): object {
  return { labelSelector: { matchLabels }, topologyKey: HOST };
}
