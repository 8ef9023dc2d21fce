import { emitYaml } from "../../format/emit.ts";
import type { Artifact } from "../../model/artifact.ts";

/** What a folder says to Kustomize. */
export interface Kustomization {
  /** The namespace of everything in it. */
  readonly namespace?: string | undefined;
  readonly resources: readonly unknown[];
  readonly patches?: readonly unknown[] | undefined;
}

/** The `kustomization.yaml` of a folder. */
export function kustomizationOf({ namespace, resources, patches }: Kustomization): Artifact {
  const document = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    namespace,
    resources,
    patches: patches && patches.length > 0 ? patches : undefined,
  };
  return { path: "kustomization.yaml", ...emitYaml(document, null) };
}
