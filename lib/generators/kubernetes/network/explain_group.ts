import type { Group } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import type { Context } from "../context.ts";
import type { Pods } from "./pods.ts";
import { asksApi } from "./api_access.ts";
import { ANY_ADDRESS, hostOf, hostPeers } from "./peers.ts";

/** Says where a closed network is not closed exactly as the connections draw it. */
export function explainGroup(
  context: Context,
  group: Reading<Group>,
  members: readonly Pods[],
): void {
  if (group.value("network") !== "deny") return;
  const sentences = [
    naming(
      members.filter((pods) => isOnHost(context, pods)),
      "is on the network of its host, where no policy reaches",
    ),
    naming(
      members.filter((pods) => asksApi(context, pods)),
      "asks the API server, which no label selects: ports 443 and 6443 of any address are open",
    ),
    naming(
      members.filter((pods) => reachesNames(context, pods)),
      "reaches a host outside by name, which no policy knows: its port is open to any address",
    ),
    naming(
      members.filter((pods) => isMeasured(context, pods)),
      "is measured by any pod in the cluster that is labelled app.kubernetes.io/name: prometheus",
    ),
  ].filter((sentence) => sentence !== undefined);
  if (sentences.length === 0) return;
  if (isWritten(context, group)) group.approximate("network", sentences.join("; "));
  else context.recorder.approximateInput(group.node, "network", sentences.join("; "));
}

/** What stands in no file has no place in the report but beside it. */
function isWritten({ plan }: Context, { node }: Reading<Group>): boolean {
  return plan.written.get(node)?.["network"] !== undefined;
}

function naming(pods: readonly Pods[], sentence: string): string | undefined {
  const names = pods.map(({ name }) => `"${name}"`);
  return names.length === 0 ? undefined : `${names.join(", ")} ${sentence}`;
}

function isOnHost({ index }: Context, { node }: Pods): boolean {
  return index.workloads.get(node)?.value("hostNetwork") === true;
}

/** Whether it requires a host outside, or sends its traces to one. */
function reachesNames({ index }: Context, { node, name, runner }: Pods): boolean {
  const watched = node === name ? index.workloads.get(node) : undefined;
  const traced = (watched?.value("monitors") ?? []).flatMap((id) =>
    index.monitors.get(id)?.part("tracing")?.value("endpoint") ?? []
  );
  const required = runner.value("addresses").flatMap(({ provider }) =>
    index.endpoints.get(provider)?.value("externalName") ?? []
  );
  return [...required, ...traced.map(hostOf)].some((host) =>
    hostPeers(host).includes(ANY_ADDRESS[0]!)
  );
}

function isMeasured({ index }: Context, { node, name }: Pods): boolean {
  const monitors = node === name ? index.workloads.get(node)?.value("monitors") ?? [] : [];
  return monitors.some((id) => index.monitors.get(id)?.has("metrics"));
}
