import { emitYaml } from "../../format/emit.ts";
import type { Artifact } from "../../model/artifact.ts";
import type { Plan } from "../../model/resource.ts";
import { artifactOf } from "../kubernetes/manifest.ts";
import { because } from "./branch.ts";
import { kustomizationOf } from "./kustomization.ts";
import { moved, namespaceFor } from "./namespace.ts";
import type { Placed } from "./objects.ts";
import { deletionOf, type Patch, patchOf } from "./patch.ts";
import type { Side } from "./side.ts";

/** The folder of an environment: what differs there, and nothing else. */
export function overlayOf(base: Side, head: Side): Artifact[] {
  const namespace = namespaceFor(base, head);
  const there = new Map(head.objects.map((object) => [keyOf(object, head.plan), object]));
  const patches: Patch[] = [];
  for (const object of base.objects) {
    const key = keyOf(object, base.plan);
    const after = there.get(key);
    there.delete(key);
    const before = namespace === undefined ? object.root : moved(object.root, namespace);
    const patch = after ? patchOf(object, before, after.root) : deletionOf(object);
    if (patch) patches.push(patch);
  }
  return inFolder(head.plan.environment!, namespace, patches, [...there.values()]);
}

/** The same object has the same key; the namespace of a plan is the same, however it is called. */
function keyOf({ apiVersion, kind, name, file }: Placed, { namespace }: Plan): string {
  return kind === "Namespace" && name === namespace ? kind : `${apiVersion} ${file}`;
}

function inFolder(
  environment: string,
  namespace: string | undefined,
  patches: readonly Patch[],
  added: readonly Placed[],
): Artifact[] {
  const kustomization = kustomizationOf({
    namespace,
    resources: ["../../base", ...added.map(({ file, root }) => because(root, file))],
    patches: patches.map(({ origin, path, target }) => because(origin, { path, target })),
  });
  return [
    kustomization,
    ...added.map(({ manifest }) => artifactOf(manifest)),
    ...patches.map(({ path, content, origin }) => ({
      path,
      ...emitYaml(content, origin.node, origin.path),
    })),
  ].map((file) => ({ ...file, path: `overlays/${environment}/${file.path}` }));
}
