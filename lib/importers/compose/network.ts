import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put } from "../yaml/put.ts";
import type { Reading } from "./reading.ts";
import { type Placed, valueOf } from "./service.ts";

const ONE_NETWORK = "all nodes of a workflow share one network";

/** Takes how a service is joined to others: what it waits for, and its networks. */
export function takeNetworks({ placed }: Reading, { service, node }: Placed): void {
  const mode = valueOf(service, "network_mode");
  if (mode?.text === "host") put(node, ["hostNetwork"], true, mode);
  else if (mode?.text === "bridge") mode.take(node.id);
  else mode?.drop(ONE_NETWORK, node.id);
  const networks = valueOf(service, "networks");
  for (const field of networks?.items() ?? []) takeNetwork(field, node);
  for (const [, field] of networks?.entries() ?? []) {
    if (field.isEmpty) takeNetwork(field, node);
    const aliases = field.get("aliases")?.items() ?? [];
    for (const alias of aliases.filter(({ text }) => placed.has(text ?? ""))) alias.take(node.id);
  }
}

function takeNetwork(field: Field, node: DraftNode): void {
  if (field.text === "default") field.take(node.id);
  else field.approximate(ONE_NETWORK, node.id);
}

/** Joins a service to those that it starts after. */
export function takeDependencies(reading: Reading, { service, node }: Placed): void {
  const field = valueOf(service, "depends_on");
  for (const item of field?.items() ?? []) depend(reading, node, item.text ?? "", item);
  for (const [name, entry] of field?.entries() ?? []) depend(reading, node, name, entry);
}

function depend({ draft, placed }: Reading, node: DraftNode, name: string, field: Field): void {
  const provider = placed.get(name)?.node;
  if (!provider) return field.drop(`there is no service "${name}"`, node.id);
  field.take(node.id);
  for (const key of ["restart", "required"]) {
    field.get(key)?.drop("a connection says only who comes first", node.id);
  }
  if (isTask(provider)) {
    return draft.connect({ node: provider.id, port: "done" }, { node: node.id, port: "after" });
  }
  if (provider.config["ports"] === undefined) {
    return field.drop(`"${provider.id}" opens no port: list it under expose`, node.id);
  }
  draft.connect({ node: provider.id, port: "endpoint" }, { node: node.id, port: "requires" });
}

/** Whether a node runs to its end. */
export function isTask({ component }: DraftNode): boolean {
  return component === "job" || component === "cron-job";
}

/** Marks the networks of the top level. */
export function explainNetworks(networks: Field | undefined): void {
  if (!networks) return;
  for (const [, network] of networks.entries()) {
    if (network.isEmpty || network.get("driver")?.text === "bridge") {
      network.approximate(ONE_NETWORK);
    } else network.drop(ONE_NETWORK);
  }
}
