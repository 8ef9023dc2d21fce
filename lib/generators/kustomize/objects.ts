import { fileNameOf, type Manifest, objectOf } from "../kubernetes/manifest.ts";
import { type Branch, branchOf, childOf } from "./branch.ts";

/** An object of a plan. */
export interface Placed {
  readonly manifest: Manifest;
  /** The name of its file. */
  readonly file: string;
  /** The whole of it, to be looked at key by key. */
  readonly root: Branch;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** `undefined` for what belongs to the whole cluster. */
  readonly namespace: string | undefined;
}

/** An object, to be compared with what another plan makes of it. */
export function placed(manifest: Manifest): Placed {
  const { node, at: path } = manifest;
  const root = branchOf(objectOf(manifest), { node, path, inside: false });
  const metadata = childOf(root, "metadata")!;
  return {
    manifest,
    file: fileNameOf(manifest),
    root,
    apiVersion: childOf(root, "apiVersion")!.value as string,
    kind: childOf(root, "kind")!.value as string,
    name: childOf(metadata, "name")!.value as string,
    namespace: childOf(metadata, "namespace")?.value as string | undefined,
  };
}
