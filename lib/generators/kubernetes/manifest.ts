import type { Artifact } from "../../model/artifact.ts";
import type { Path } from "../../model/json.ts";
import { emitYaml } from "../../format/emit.ts";
import type { Reading } from "../recorder.ts";
import type { Context } from "./context.ts";
import { type Labelled, labelsOf } from "./labels.ts";

/** The API version of each kind, and its place when a folder is applied in the order of its names. */
const KINDS = {
  Namespace: ["00", "v1"],
  ConfigMap: ["10", "v1"],
  PersistentVolumeClaim: ["20", "v1"],
  Service: ["30", "v1"],
  Deployment: ["40", "apps/v1"],
  StatefulSet: ["40", "apps/v1"],
  CronJob: ["50", "batch/v1"],
  HorizontalPodAutoscaler: ["60", "autoscaling/v2"],
  PodDisruptionBudget: ["70", "policy/v1"],
  Ingress: ["80", "networking.k8s.io/v1"],
} as const;

/** A kind of object that this output holds. */
export type Kind = keyof typeof KINDS;

/** An object of the cluster. */
export interface Manifest {
  readonly kind: Kind;
  readonly name: string;
  /** The node that it belongs to; `null` for the workflow as a whole. */
  readonly node: string | null;
  /** Where in the node's config it comes from. */
  readonly at: Path;
  readonly metadata: object;
  /** What stands beside kind and metadata. */
  readonly body: object;
}

/** An object of a node, in the plan's namespace and with the node's labels. */
export function manifestOf<T extends Labelled>(
  context: Context,
  kind: Kind,
  name: string,
  it: Reading<T>,
  { annotations, ...body }: {
    readonly annotations?: object | undefined;
    readonly [key: string]: unknown;
  },
): Manifest {
  const metadata = {
    name,
    namespace: context.plan.namespace,
    labels: labelsOf(context, it),
    annotations,
  };
  return { kind, name, node: it.node, at: it.path, metadata, body };
}

/** The whole of an object, as the API server takes it. */
export function objectOf({ kind, metadata, body }: Manifest): object {
  return { apiVersion: KINDS[kind][1], kind, metadata, ...body };
}

/** The file of an object. */
export function artifactOf(manifest: Manifest): Artifact {
  const { kind, name, node, at } = manifest;
  const path = `${KINDS[kind][0]}-${kind.toLowerCase()}-${name}.yaml`;
  return { path, ...emitYaml(objectOf(manifest), node, at) };
}
