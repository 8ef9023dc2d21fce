import { parse } from "yaml";
import { isCidr, isInside } from "../../lib/model/cidr.ts";

/** An object as a YAML reader sees it. */
// deno-lint-ignore no-explicit-any
type Manifest = any;

/** A pod as policies see it. */
export interface Pod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** An address, as every pod has one. */
  readonly address: string;
  readonly ports: readonly { readonly name?: string; readonly containerPort: number }[];
}

/** One end of a connection: a pod, or a machine outside. */
export type End = Pod | { readonly address: string };

/** A port of the end that is reached. */
export interface Port {
  readonly port: number;
  readonly protocol: "TCP" | "UDP" | "SCTP";
}

/** What decides who reaches whom. */
export interface Cluster {
  readonly policies: readonly Manifest[];
  /** The labels of each namespace; one that is not there has its name label only. */
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** The pods, by the value of their name label. */
  readonly pods: ReadonlyMap<string, Pod>;
}

/** A cluster with the manifests of files, and further pods. */
export function clusterOf(
  files: readonly { readonly path: string; readonly text: string }[],
): Cluster {
  const objects: Manifest[] = files.filter(({ path }) => path.endsWith(".yaml"))
    .map(({ text }) => parse(text));
  const namespaces = objects.filter(({ kind }) => kind === "Namespace");
  return {
    policies: objects.filter(({ kind }) => kind === "NetworkPolicy"),
    namespaces: new Map(namespaces.map(({ metadata }) => [metadata.name, metadata.labels])),
    pods: new Map(
      objects.flatMap(templateOf).map((pod, index) => [
        pod.labels["app.kubernetes.io/name"]!,
        { ...pod, address: `10.244.${index >> 8}.${index & 255}` },
      ]),
    ),
  };
}

function templateOf({ kind, metadata, spec }: Manifest): Omit<Pod, "address">[] {
  const template = kind === "CronJob" ? spec.jobTemplate.spec.template : spec?.template;
  if (!["Deployment", "StatefulSet", "Job", "CronJob"].includes(kind)) return [];
  const ports = template.spec.containers.flatMap((one: Manifest) => one.ports ?? []);
  return [{ namespace: metadata.namespace, labels: template.metadata.labels, ports }];
}

/**
 * Whether one end reaches a port of another, by the rules of the NetworkPolicy API: pods that no
 * policy of a direction selects are open in it; the others are open to what any policy lists.
 */
export function reaches(cluster: Cluster, from: End, to: End, port: Port): boolean {
  return isOpen(cluster, "Egress", from, to, to, port) &&
    isOpen(cluster, "Ingress", to, from, to, port);
}

function isOpen(
  cluster: Cluster,
  direction: "Ingress" | "Egress",
  own: End,
  other: End,
  reached: End,
  port: Port,
): boolean {
  if (!isPod(own)) return true;
  const selecting = cluster.policies.filter(({ metadata, spec }) =>
    metadata.namespace === own.namespace && typesOf(spec).includes(direction) &&
    selects(spec.podSelector, own.labels)
  );
  if (selecting.length === 0) return true;
  const [rules, peers] = direction === "Ingress" ? ["ingress", "from"] : ["egress", "to"];
  return selecting.some(({ metadata, spec }) =>
    (spec[rules!] ?? []).some((rule: Manifest) =>
      isPeer(cluster, metadata.namespace, rule[peers!], other) && isPort(rule.ports, reached, port)
    )
  );
}

function typesOf(spec: Manifest): readonly string[] {
  return spec.policyTypes ?? (spec.egress ? ["Ingress", "Egress"] : ["Ingress"]);
}

function isPeer(
  cluster: Cluster,
  namespace: string,
  peers: readonly Manifest[] | undefined,
  end: End,
): boolean {
  if (!peers?.length) return true;
  return peers.some(({ ipBlock, podSelector, namespaceSelector }) => {
    if (ipBlock) return isInBlock(ipBlock, end.address);
    if (!isPod(end)) return false;
    const isNear = namespaceSelector
      ? selects(namespaceSelector, namespaceLabels(cluster, end.namespace))
      : end.namespace === namespace;
    return isNear && (!podSelector || selects(podSelector, end.labels));
  });
}

/** Every namespace has a label with its name; the API server sees to it. */
function namespaceLabels({ namespaces }: Cluster, name: string): Record<string, string> {
  return { ...namespaces.get(name), "kubernetes.io/metadata.name": name };
}

function isInBlock({ cidr, except = [] }: Manifest, address: string): boolean {
  const one = [`${address}/32`, `${address}/128`].find(isCidr)!;
  const isIn = (range: string) => range === one || isInside(one, range);
  return isIn(cidr) && !except.some(isIn);
}

function isPort(ports: readonly Manifest[] | undefined, reached: End, wanted: Port): boolean {
  if (!ports?.length) return true;
  return ports.some(({ port, endPort, protocol = "TCP" }) => {
    if (protocol !== wanted.protocol) return false;
    if (typeof port === "number") return port <= wanted.port && wanted.port <= (endPort ?? port);
    if (port === undefined) return true;
    return isPod(reached) &&
      reached.ports.some(({ name, containerPort }) =>
        name === port && containerPort === wanted.port
      );
  });
}

function selects(selector: Manifest, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }: Manifest) => {
      const value = labels[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        default:
          return value === undefined;
      }
    });
}

function isPod(end: End): end is Pod {
  return "namespace" in end;
}
