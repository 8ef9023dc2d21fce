import { Whole } from "../../format/emit.ts";
import { secondsOf } from "../../model/formats.ts";
import type { HostRule, Placement, Toleration } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, filled, itemsOf, via, within } from "../shared/origin.ts";
import type { Context, Runner } from "./context.ts";
import { homeOf } from "./home.ts";
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
  const required = beside ? [sameHost(beside)] : [];
  const placement = runner.part("placement") as Reading<Placement> | undefined;
  if (!placement) return { affinity: filled({ podAffinity: termsOf([], required) }) };
  const terms = (key: "near" | "apart") =>
    itemsOf(placement, key, (node) => termOf(context, runner.node, node));
  const strict = placement.value("strict") ?? false;
  const affinity = filled({
    nodeAffinity: hostsOf(placement),
    podAffinity: podTerms(terms("near"), strict, required),
    podAntiAffinity: podTerms(terms("apart"), strict),
  });
  return {
    affinity: affinity && within(placement, affinity),
    nodeSelector: via(placement, "nodeSelector", () => entriesOf(placement, "nodeSelector")),
    priorityClassName: placement.get("priorityClass"),
    tolerations: filled(placement.each("tolerations").map(tolerationOf)),
    topologySpreadConstraints: spreadOf(selectorOf(context, name), placement, strict),
  };
}

function tolerationOf(toleration: Reading<Toleration>): object {
  return {
    effect: toleration.get("effect"),
    key: toleration.get("key"),
    operator: toleration.get("operator"),
    tolerationSeconds: via(toleration, "for", (text) => secondsOf(text) ?? 0),
    value: toleration.get("value"),
  };
}

function spreadOf(matchLabels: object, placement: Reading<Placement>, strict: boolean): unknown {
  return via(placement, "spread", (spread) => [{
    labelSelector: { matchLabels },
    maxSkew: placement.get("skew") ?? 1,
    topologyKey: spread === "zone" ? ZONE : HOST,
    whenUnsatisfiable: strict ? "DoNotSchedule" : "ScheduleAnyway",
  }]);
}

/** What hosts must be like: all of it together; and what makes one better than another. */
function hostsOf(placement: Reading<Placement>): object | undefined {
  const rules = placement.each("hosts");
  const must = rules.filter((rule) => !rule.has("weight")).map(hostRule);
  const better = rules.filter((rule) => rule.has("weight")).map((rule) =>
    within(rule, { preference: { matchExpressions: [hostRule(rule)] }, weight: rule.get("weight") })
  );
  return filled({
    preferredDuringSchedulingIgnoredDuringExecution: filled(better),
    requiredDuringSchedulingIgnoredDuringExecution: must.length === 0
      ? undefined
      : { nodeSelectorTerms: [{ matchExpressions: must }] },
  });
}

function hostRule(rule: Reading<HostRule>): object {
  return within(rule, {
    key: rule.get("key"),
    operator: rule.get("operator"),
    values: rule.get("values"),
  });
}

/** Terms that must hold, or had better. */
function podTerms(
  terms: readonly Sourced<object>[],
  strict: boolean,
  required: readonly unknown[] = [],
): object | undefined {
  if (strict) return termsOf([], [...required, ...terms]);
  const weighed = terms.map(({ value, node, path }) =>
    new Whole({ podAffinityTerm: value, weight: 100 }, node, path)
  );
  return termsOf(weighed, required);
}

function termsOf(preferred: readonly unknown[], required: readonly unknown[]): object | undefined {
  return filled({
    preferredDuringSchedulingIgnoredDuringExecution: filled(preferred),
    requiredDuringSchedulingIgnoredDuringExecution: filled(required),
  });
}

/** The pods of another node, also where they stand in another namespace. */
function termOf(context: Context, self: string, node: string): object {
  const home = homeOf(context, node);
  const namespaces = home === homeOf(context, self) ? undefined : [home];
  return { ...sameHost(selectorOf(context, node)), namespaces };
}

function sameHost(matchLabels: object): object {
  return { labelSelector: { matchLabels }, topologyKey: HOST };
}
