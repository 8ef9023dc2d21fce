import type { Artifact } from "../../model/artifact.ts";
import type { Path } from "../../model/json.ts";
import { emitYaml } from "../../format/emit.ts";
import type { Reading } from "../recorder.ts";
import type { Context } from "./context.ts";
import { homeOf } from "./home.ts";
import { type Labelled, labelsOf } from "./labels.ts";

/** The API version of each kind, and its place when a folder is applied in the order of its names. */
const KINDS = {
  Namespace: ["00", "v1"],
  CustomResourceDefinition: ["01", "apiextensions.k8s.io/v1"],
  LimitRange: ["02", "v1"],
  ResourceQuota: ["02", "v1"],
  ServiceAccount: ["04", "v1"],
  ClusterRole: ["05", "rbac.authorization.k8s.io/v1"],
  Role: ["05", "rbac.authorization.k8s.io/v1"],
  ClusterRoleBinding: ["06", "rbac.authorization.k8s.io/v1"],
  RoleBinding: ["06", "rbac.authorization.k8s.io/v1"],
  NetworkPolicy: ["08", "networking.k8s.io/v1"],
  ConfigMap: ["10", "v1"],
  ExternalSecret: ["12", "external-secrets.io/v1"],
  SealedSecret: ["12", "bitnami.com/v1alpha1"],
  PersistentVolumeClaim: ["20", "v1"],
  Service: ["30", "v1"],
  AnalysisTemplate: ["35", "argoproj.io/v1alpha1"],
  Deployment: ["40", "apps/v1"],
  StatefulSet: ["40", "apps/v1"],
  CronJob: ["50", "batch/v1"],
  Job: ["50", "batch/v1"],
  Rollout: ["45", "argoproj.io/v1alpha1"],
  HorizontalPodAutoscaler: ["60", "autoscaling/v2"],
  PodDisruptionBudget: ["70", "policy/v1"],
  Middleware: ["75", "traefik.io/v1alpha1"],
  Ingress: ["80", "networking.k8s.io/v1"],
  PrometheusRule: ["85", "monitoring.coreos.com/v1"],
  ServiceMonitor: ["85", "monitoring.coreos.com/v1"],
  Custom: ["95", ""],
} as const;

/** A kind of object that this output holds. */
export type Kind = keyof typeof KINDS;

/** An object of the cluster. */
export interface Manifest {
  readonly kind: Kind;
  /** Of `Custom`: the kind that only its node knows. */
  readonly own?: { readonly apiVersion: string; readonly kind: string };
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
    namespace: homeOf(context, it.node),
    labels: labelsOf(context, it),
    annotations,
  };
  return { kind, name, node: it.node, at: it.path, metadata, body };
}

/** The whole of an object, as the API server takes it. */
export function objectOf({ kind, own, metadata, body }: Manifest): object {
  return { apiVersion: KINDS[kind][1], kind, ...own, metadata, ...body };
}

/** Where an object stands. */
export function fileNameOf({ kind, own, name }: Manifest): string {
  return `${KINDS[kind][0]}-${(own?.kind ?? kind).toLowerCase()}-${name}.yaml`;
}

const files = new WeakMap<Manifest, Artifact>();

/** The file of an object, written once. */
export function artifactOf(manifest: Manifest): Artifact {
  let file = files.get(manifest);
  if (!file) {
    const { node, at } = manifest;
    file = { path: fileNameOf(manifest), ...emitYaml(objectOf(manifest), node, at) };
    files.set(manifest, file);
  }
  return file;
}
