import { isPortName } from "../../model/names.ts";
import type { DraftNode } from "./draft.ts";

/** A port in the config of a node. */
export type NodePort = {
  readonly name: string;
  readonly port: number;
  readonly protocol?: string;
};

/** The ports of a node so far. */
export function portsOf({ config }: DraftNode): NodePort[] {
  return [...(config["ports"] ?? []) as NodePort[]];
}

/** A name that a port may have and no other has. */
export function freePortName(
  wanted: string | undefined,
  { port, protocol }: { readonly port: number; readonly protocol: string },
  taken: Set<string>,
): string {
  const plain = protocol === "TCP" ? `port-${port}` : `port-${port}-${protocol.toLowerCase()}`;
  const shortened = wanted?.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").slice(0, 15)
    .replace(/^-+|-+$/g, "");
  const names = [wanted, shortened, plain].filter((name) => name !== undefined);
  const name = names.find((name) => isPortName(name) && !taken.has(name)) ?? `${plain}-2`;
  taken.add(name);
  return name;
}
