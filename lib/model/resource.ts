import type { JsonObject, Path } from "./json.ts";
import type { PodSecurity } from "./environment.ts";

/**
 * The middle language: what components ask for and generators understand. A field of a resource
 * carries the name of the config field that it came from, so that source maps and fidelity reports
 * follow from reading it.
 */
export type Resource = Workload | Endpoint | Route | SecretReference | Setting | Task;

/** Where a resource came from. */
export interface Origin {
  /** The id of the node that asked for it; every object is named after it. */
  readonly node: string;
  /** The config path under which the resource's fields stand; empty for the config itself. */
  readonly at: Path;
}

/** What every resource that runs a container says of it. Sizes and times are text with units. */
export interface Container {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly user: number;
  readonly group?: number;
  /** Paths that the container may write, besides `/tmp`, which it always may. */
  readonly writable?: readonly string[];
  readonly writableSize: string;
  readonly readOnly: boolean;
  readonly resources: ComputeResources;
  readonly pullPolicy?: "IfNotPresent" | "Always" | "Never";
  readonly pullSecrets?: readonly string[];
  readonly serviceAccount?: string;
  readonly podSecurity: PodSecurity;
  readonly privileged?: boolean;
  readonly capabilities?: readonly string[];
  readonly stopSeconds?: number;
  readonly placement?: Placement;
  /** Secrets and settings that it consumes, by the ids of their nodes, in the order of the file. */
  readonly settings: readonly string[];
  /** Endpoints that it was given the address of. */
  readonly addresses: readonly Address[];
}

/** A container that keeps running: an app or a stateful app. */
export interface Workload extends Origin, Container {
  readonly kind: "workload";
  /** Whether each replica has an identity and storage of its own. */
  readonly stateful: boolean;
  readonly build?: Build;
  readonly replicas: number;
  readonly ports?: readonly ContainerPort[];
  readonly probes?: Probes;
  /** The size of the main volume. */
  readonly storage?: string;
  readonly mountPath: string;
  readonly storageClass?: string;
  readonly accessMode: AccessMode;
  /** Further volumes. */
  readonly volumes?: readonly Volume[];
  readonly autoscaling?: Autoscaling;
  readonly disruptionBudget?: DisruptionBudget;
  readonly rollout?: RolloutSettings;
  readonly updateStrategy?: "RollingUpdate" | "OnDelete";
  readonly partition?: number;
  readonly podManagement?: "OrderedReady" | "Parallel";
  readonly headless?: boolean;
  readonly hostNetwork?: boolean;
  readonly dnsPolicy?: "ClusterFirst" | "Default" | "ClusterFirstWithHostNet" | "None";
}

/** An image built from sources beside the Compose file. */
export interface Build {
  readonly context: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly args?: Readonly<Record<string, string>>;
}

/** A port that a container listens on. */
export interface ContainerPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly appProtocol?: string;
  readonly hostPort?: number;
}

/** A transport protocol, as Kubernetes names it. */
export type Protocol = "TCP" | "UDP" | "SCTP";

/** What a container asks for and may use at most. */
export interface ComputeResources {
  readonly cpu: string;
  readonly memory: string;
  readonly cpuLimit?: string;
  readonly memoryLimit?: string;
  readonly gpu?: number;
  readonly processes?: number;
}

/** The health checks of a container. */
export interface Probes {
  readonly liveness?: Probe;
  readonly readiness?: Probe;
  readonly startup?: Probe;
}

/** One health check: exactly one of `http`, `tcp` and `exec`. Times are durations such as `10s`. */
export interface Probe {
  readonly http?: { readonly path: string; readonly port?: string | number };
  readonly tcp?: { readonly port?: string | number };
  readonly exec?: readonly string[];
  readonly initialDelay?: string;
  readonly period: string;
  readonly timeout: string;
  readonly failures: number;
  readonly successes?: number;
}

/** How a volume may be mounted. */
export type AccessMode = "ReadWriteOnce" | "ReadOnlyMany" | "ReadWriteMany" | "ReadWriteOncePod";

/** A volume that outlives its container. */
export interface Volume {
  readonly name: string;
  readonly size: string;
  readonly path: string;
  readonly class?: string;
  readonly access: AccessMode;
}

/** Where a workload may run. */
export interface Placement {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  /** Spreads the replicas over hosts or zones. */
  readonly spread?: "host" | "zone";
  /** Nodes of the workflow to run beside, and to keep away from. */
  readonly near?: readonly string[];
  readonly apart?: readonly string[];
}

/** A taint that a workload tolerates. */
export interface Toleration {
  readonly key: string;
  readonly operator: "Equal" | "Exists";
  readonly value?: string;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** How many replicas run under load; targets are percent of the request. */
export interface Autoscaling {
  readonly min: number;
  readonly max: number;
  readonly cpu?: number;
  readonly memory?: number;
}

/** How many replicas a node drain must leave; a number or a percentage. */
export interface DisruptionBudget {
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

/** How a new version replaces the old one. */
export interface RolloutSettings {
  readonly type: "RollingUpdate" | "Recreate";
  readonly maxSurge?: number | string;
  readonly maxUnavailable?: number | string;
}

/** The address of an endpoint, given to a consumer as two variables. */
export interface Address {
  /** The id of the node that provides the endpoint. */
  readonly provider: string;
  /** Which of its ports; the first without. */
  readonly portName?: string;
  /** The names of the variables that hold host and port. */
  readonly hostVariable: string;
  readonly portVariable: string;
  /** Whether the consumer starts only once the provider is ready. */
  readonly order: boolean;
}

/** A name inside the namespace that reaches workloads: what a workload with ports has, or a service. */
export interface Endpoint extends Origin {
  readonly kind: "endpoint";
  readonly type: "ClusterIP" | "NodePort" | "LoadBalancer" | "ExternalName";
  /** The ids of the workload nodes behind it. */
  readonly backends: readonly string[];
  readonly ports: readonly EndpointPort[];
  /** Whether a second, headless name is wanted for stable addresses of single replicas. */
  readonly headless?: boolean;
  readonly clusterIP?: "None";
  readonly externalName?: string;
  readonly externalIPs?: readonly string[];
  readonly loadBalancerIP?: string;
  readonly loadBalancerClass?: string;
  readonly sessionAffinity?: "None" | "ClientIP";
  readonly stickySeconds?: number;
  readonly externalTrafficPolicy?: "Cluster" | "Local";
  readonly internalTrafficPolicy?: "Cluster" | "Local";
  readonly selector?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A port of an endpoint. */
export interface EndpointPort {
  readonly name: string;
  readonly port: number;
  /** The container's port, by number or name; the same number without. */
  readonly targetPort?: number | string;
  readonly protocol: Protocol;
  readonly appProtocol?: string;
  readonly nodePort?: number;
}

/** HTTP from outside the cluster to endpoints. */
export interface Route extends Origin {
  readonly kind: "route";
  readonly host?: string;
  readonly class?: string;
  /** The ids of the nodes that are connected to it. */
  readonly connected: readonly string[];
  /** A path for each connected endpoint, those of the config first. */
  readonly paths: readonly RoutePath[];
  readonly tls?: boolean;
  readonly tlsSecret?: string;
  readonly tlsHosts?: readonly string[];
  readonly rewrite?: string;
  readonly redirect?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly rateLimit?: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A path of a route. */
export interface RoutePath {
  /** The id of the connected node that answers it. */
  readonly backend: string;
  readonly path: string;
  readonly pathType: "Exact" | "Prefix" | "ImplementationSpecific";
  readonly portName?: string;
  /** The port on the host that a Compose file publishes it on. */
  readonly hostPort?: number;
}

/** How a secret or a setting reaches its consumers. */
export type Mount = "env" | "file" | "both";

/** Names of secret values that live elsewhere; never the values. */
export interface SecretReference extends Origin {
  readonly kind: "secret";
  /** The name of the Secret in the cluster; the node's id without. */
  readonly secretName?: string;
  readonly keys: readonly string[];
  readonly mount: Mount;
  /** The folder of its files. */
  readonly path: string;
  readonly mode: string;
  readonly optional?: boolean;
}

/** Settings as text. */
export interface Setting extends Origin {
  readonly kind: "setting";
  readonly data: Readonly<Record<string, string>>;
  readonly mount: Mount;
  /** The folder of its files. */
  readonly path: string;
  readonly mode: string;
  /** Mounts one key as a file of its own instead of the folder. */
  readonly subPath?: string;
  readonly immutable?: boolean;
  readonly reload: "roll" | "none";
  readonly labels?: Readonly<Record<string, string>>;
}

/** A container that runs to its end, on a schedule. */
export interface Task extends Origin, Omit<Container, "image"> {
  readonly kind: "task";
  /** What follows the node's id in the object's name. */
  readonly suffix: string;
  readonly schedule: string;
  readonly image: string;
  readonly retention?: number;
  readonly location?: string;
  /** The workload node whose first volume it reads. */
  readonly volumeOf?: string;
}

/** Everything that a generator needs to write one workflow for one destination. */
export interface Plan {
  readonly workflow: string;
  /** Labels that every object carries. */
  readonly labels: Readonly<Record<string, string>>;
  /** The environment, if it is rendered for one. */
  readonly environment?: string;
  readonly namespace: string;
  readonly podSecurity: PodSecurity;
  /** Ordered by node id. */
  readonly resources: readonly Resource[];
  /** The config of each node as it was written, overrides included: what fidelity speaks of. */
  readonly written: ReadonlyMap<string, JsonObject>;
}
