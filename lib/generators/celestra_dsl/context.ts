import type { Address, Container, Origin, Plan } from "../../model/resource.ts";
import { Recorder } from "../recorder.ts";
import { type Index, indexOf } from "../shared/index.ts";
import { type Membership, membershipOf } from "../shared/membership.ts";
import type { Reached, VariableSources } from "../shared/variables.ts";
import { Names } from "./python/names.ts";

/** What every part of this generator knows of the plan. */
export interface Context extends VariableSources {
  readonly names: Names;
  readonly membership: Membership;
  /** The endpoints with several backends that a workload stands behind, by its node. */
  readonly behind: ReadonlyMap<string, readonly string[]>;
}

/** Whatever runs a container. */
export type Runner = Container & Origin;

/** Looks at a plan once. */
export function contextOf(plan: Plan): Context {
  const recorder = new Recorder();
  const index = indexOf(plan, recorder);
  const membership = membershipOf(index);
  return {
    plan,
    recorder,
    index,
    names: new Names(),
    membership,
    behind: behindOf(index),
    reach: (address, consumer) => reach(plan, index, membership, address, consumer),
  };
}

/** A name of another namespace is reached by the two together. */
function reach(
  plan: Plan,
  { endpoints }: Index,
  { namespaceOf }: Membership,
  { provider, portName }: Address,
  consumer: string,
): Reached {
  const ports = endpoints.get(provider)?.each("ports") ?? [];
  const named = portName && ports.find((port) => port.value("name") === portName);
  const namespace = namespaceOf(provider);
  return {
    host: namespace === namespaceOf(consumer)
      ? provider
      : `${provider}.${namespace ?? plan.namespace}`,
    port: (named || ports[0])?.value("port"),
  };
}

function behindOf({ endpoints }: Index): Map<string, string[]> {
  const behind = new Map<string, string[]>();
  for (const [id, endpoint] of endpoints) {
    const backends = endpoint.value("backends");
    if (backends.length < 2 || endpoint.has("selector")) continue;
    for (const backend of backends) behind.set(backend, [...behind.get(backend) ?? [], id]);
  }
  return behind;
}
