import type { Address, Container, Origin, Plan } from "../../model/resource.ts";
import { Recorder } from "../recorder.ts";
import { type Index, indexOf } from "../shared/index.ts";
import type { Reached, VariableSources } from "../shared/variables.ts";
import { settingHashes } from "../shared/config_hash.ts";
import { type Membership, membershipOf } from "../shared/membership.ts";

/** What every room of this generator knows of the plan. */
export interface Context extends VariableSources {
  /** The endpoints that select a workload by a label, by the workload's node. */
  readonly memberships: ReadonlyMap<string, readonly string[]>;
  /** The groups that nodes stand in. */
  readonly membership: Membership;
  /** The hash of a setting that restarts its consumers; `undefined` for any other. */
  hashOf(setting: string): string | undefined;
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
    memberships: membershipsOf(index),
    membership,
    hashOf: settingHashes(index),
    reach: (address, consumer) => {
      const home = membership.namespaceOf(address.provider) ?? plan.namespace;
      const isNear = home === (membership.namespaceOf(consumer) ?? plan.namespace);
      return reach(index, address, isNear ? undefined : home);
    },
  };
}

/** A Service has one selector; several workloads behind it share a label. */
function membershipsOf({ endpoints }: Index): Map<string, string[]> {
  const memberships = new Map<string, string[]>();
  for (const [id, endpoint] of endpoints) {
    const backends = endpoint.value("backends");
    if (backends.length < 2 || endpoint.has("selector")) continue;
    for (const backend of backends) {
      const mine = memberships.get(backend);
      if (mine) mine.push(id);
      else memberships.set(backend, [id]);
    }
  }
  return memberships;
}

/** @param home The namespace of the provider, if it is not that of the consumer. */
function reach({ endpoints }: Index, { provider, portName }: Address, home?: string): Reached {
  const ports = endpoints.get(provider)?.each("ports") ?? [];
  const named = portName && ports.find((port) => port.value("name") === portName);
  const port = named || ports[0];
  return {
    host: home === undefined ? provider : `${provider}.${home}`,
    port: port?.value("port"),
    protocol: port?.value("protocol"),
  };
}
