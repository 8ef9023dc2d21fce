import type { Protocol } from "./container.ts";
import type { Origin } from "./origin.ts";

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
  /** Whether it answers with the certificate that its controller has for all. */
  readonly defaultCertificate?: boolean;
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

/** Who may reach the workloads that are bound by it, and whom they may reach. */
export interface NetworkRule extends Origin {
  readonly kind: "network-rule";
  /** The workload and task nodes that are bound by it. */
  readonly subjects: readonly string[];
  /** Labels of the pods that are bound instead: pods of the namespace that no node makes. */
  readonly selector?: Readonly<Record<string, string>>;
  /** The endpoint nodes that they may reach, besides those that they are connected to. */
  readonly allows: readonly string[];
  /** What else may reach them. */
  readonly ingress?: readonly NetworkPeer[];
  /** What else they may reach. */
  readonly egress?: readonly NetworkPeer[];
  /** Whether nothing else may reach them. */
  readonly denyIngress: boolean;
  /** Whether they may reach nothing else. */
  readonly denyEgress: boolean;
  /** Whether they may ask for names. */
  readonly dns: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Other ends of connections: all that is said of them must hold; anything without. */
export interface NetworkPeer {
  /** Nodes of this workflow. */
  readonly nodes?: readonly string[];
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** A range of addresses, and ranges inside it that are left out. */
  readonly cidr?: string;
  readonly except?: readonly string[];
  readonly ports?: readonly {
    readonly port: number | string;
    readonly endPort?: number;
    readonly protocol: Protocol;
  }[];
}
