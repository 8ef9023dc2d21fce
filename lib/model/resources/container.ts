import type { PodSecurity } from "../environment.ts";

/** What every resource that runs a container says of it. Sizes and times are text with units. */
export interface Container {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Variables that hold a fact of the pod, such as `status.podIP`, by name. */
  readonly podFields?: Readonly<Record<string, PodField>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
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
  /** Folders of the host itself. */
  readonly hostFolders?: readonly HostFolder[];
  /** Containers that run to their end, one after the other, before this one starts. */
  readonly init?: readonly Companion[];
  /** Containers that run beside this one. */
  readonly sidecars?: readonly Companion[];
  readonly lifecycle?: Lifecycle;
  /** Holds the start back until what it requires answers; only what is asked for waits. */
  readonly wait?: StartWait;
  /** Secrets and settings that it consumes, by the ids of their nodes, in the order of the file. */
  readonly settings: readonly string[];
  /** Which of their keys become variables of another name, by node; every key under its own without. */
  readonly variables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Endpoints that it was given the address of. */
  readonly addresses: readonly Address[];
  /** The nodes of the tasks that must have ended well before it starts. */
  readonly after: readonly Predecessor[];
  /** The node of the identity that it runs under. */
  readonly identity?: string;
  /** The nodes of the network rules that it is bound by. */
  readonly policies: readonly string[];
}

/** A fact of the pod that a variable can hold. */
export type PodField =
  | "metadata.name"
  | "metadata.namespace"
  | "metadata.uid"
  | "spec.nodeName"
  | "spec.serviceAccountName"
  | "status.hostIP"
  | "status.podIP";

/** A task that comes first. */
export interface Predecessor {
  /** The id of its node. */
  readonly task: string;
  /** Whether the consumer starts only once it has ended. */
  readonly order: boolean;
}

/** A folder or file of the host, mounted into a container. */
export interface HostFolder {
  /** Absolute, or relative to the Compose file. */
  readonly source: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/** A further container of a pod; it shares the network and the mounts of the main one. */
export interface Companion {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly ports?: readonly ContainerPort[];
  readonly resources: ComputeResources;
}

/** What is done when a container has started, and before it is stopped: exactly one each. */
export interface Lifecycle {
  readonly postStart?: LifecycleStep;
  readonly preStop?: LifecycleStep;
}

/** A command in the container, or an HTTP request to it; exactly one. */
export interface LifecycleStep {
  readonly exec?: readonly string[];
  readonly http?: { readonly path: string; readonly port?: string | number };
}

/** How a start is held back. */
export interface StartWait {
  /** An image with `sh` and `nc`, which waits for endpoints. */
  readonly image: string;
  /** An image with `kubectl`, which waits for the tasks of `after`. */
  readonly taskImage?: string;
  /** How long to wait at most, as a duration. */
  readonly timeout: string;
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

/** Where a workload may run. */
export interface Placement {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  /** What hosts must be like, or had better be. */
  readonly hosts?: readonly HostRule[];
  /** Spreads the replicas over hosts or zones. */
  readonly spread?: "host" | "zone";
  /** By how many replicas one host or zone may have more than another. */
  readonly skew?: number;
  /** Nodes of the workflow to run beside, and to keep away from. */
  readonly near?: readonly string[];
  readonly apart?: readonly string[];
  /** Whether `spread`, `near` and `apart` must hold; they hold where possible without. */
  readonly strict?: boolean;
  /** The class by which some pods come before others. */
  readonly priorityClass?: string;
}

/** What a label of a host must be. */
export interface HostRule {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt";
  readonly values?: readonly string[];
  /** How much a host is better for it, of 100; it must hold without. */
  readonly weight?: number;
}

/** A taint that a workload tolerates. */
export interface Toleration {
  readonly key: string;
  readonly operator: "Equal" | "Exists";
  readonly value?: string;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
  /** How long it is tolerated by what runs already, as a duration; without end without. */
  readonly for?: string;
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
