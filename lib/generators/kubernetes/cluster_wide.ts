import type { Context } from "./context.ts";
import type { Manifest } from "./manifest.ts";
import { homeOf } from "./home.ts";

/**
 * The name of an object that belongs to no namespace: with that of its node in front, so that two
 * environments in one cluster have one each.
 */
export function clusterName(context: Context, node: string): string {
  return `${homeOf(context, node)}-${node}`;
}

/** An object as one of the whole cluster. */
export function clusterWide(context: Context, manifest: Manifest, node: string): Manifest {
  const name = clusterName(context, node);
  const metadata = { ...manifest.metadata, name, namespace: undefined };
  return { ...manifest, name, metadata };
}
