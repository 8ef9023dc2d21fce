import type { Context } from "../context.ts";
import type { Manifest } from "../manifest.ts";
import { homeOf } from "../home.ts";

/**
 * An object of a node in another namespace than that of the node. Its name then ends with that of
 * the namespace: no id holds a dot, so it is another one for each.
 */
export function inNamespace(context: Context, manifest: Manifest, namespace: string): Manifest {
  if (manifest.node === null || namespace === homeOf(context, manifest.node)) {
    return manifest;
  }
  const name = `${manifest.name}.${namespace}`;
  return { ...manifest, name, metadata: { ...manifest.metadata, name, namespace } };
}
