import type { Monitor } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import type { Context } from "../context.ts";
import { homeOf } from "../home.ts";
import { asksApi } from "./api_access.ts";
import {
  ANY_ADDRESS,
  API_PORTS,
  hostPeers,
  namespaceNamed,
  type Peer,
  type PolicyPort,
  PROMETHEUS,
} from "./peers.ts";
import type { Pods } from "./pods.ts";
import { finderOf, type FindPods, onePort, type Target, targetsOf } from "./targets.ts";

/** A way that the graph draws. */
export interface Way {
  /** Who begins it; everybody without. */
  readonly from?: Pods | Peer;
  readonly to: Pods | Peer;
  /** On which ports; every one without. */
  readonly ports?: readonly PolicyPort[];
}

/** Every way that the connections of a plan draw. */
export function waysOf(context: Context, all: readonly Pods[]): Way[] {
  const find = finderOf(all);
  return [
    ...all.flatMap((pods) => ownWays(context, find, pods)),
    ...strangerWays(context, find),
    ...openWays(context, find),
  ];
}

/** The ways that begin or end at pods because of what their own node says. */
function ownWays(context: Context, find: FindPods, pods: Pods): Way[] {
  return [
    ...requiredWays(context, find, pods),
    ...allowedWays(context, find, pods),
    ...siblingWays(context, find, pods),
    ...monitorWays(context, pods),
    ...apiWays(context, pods),
    ...hostPorts(pods),
  ];
}

function requiredWays(context: Context, find: FindPods, pods: Pods): Way[] {
  return pods.runner.value("addresses").flatMap(({ provider, portName }) => {
    const picked = portName === undefined ? undefined : onePort(portName);
    return targetsOf(context, find, provider, picked).map(from(pods));
  });
}

function allowedWays(context: Context, find: FindPods, pods: Pods): Way[] {
  const rules = pods.runner.value("policies").flatMap((id) => context.index.rules.get(id) ?? []);
  return rules.flatMap((rule) => rule.value("allows"))
    .flatMap((id) => targetsOf(context, find, id).map(from(pods)));
}

/** The ways of pods that no node makes to the endpoints that a rule allows them. */
function strangerWays(context: Context, find: FindPods): Way[] {
  return [...context.index.rules.values()].flatMap((rule) => {
    const matchLabels = rule.value("selector");
    if (!matchLabels) return [];
    const namespaceSelector = namespaceNamed(homeOf(context, rule.node));
    const from: Peer = { namespaceSelector, podSelector: { matchLabels } };
    return rule.value("allows").flatMap((id) => targetsOf(context, find, id))
      .map(({ end, ports }) => ({ from, to: end, ports }));
  });
}

/** Replicas of a database find each other; what a node runs beside its workload reaches that. */
function siblingWays({ index }: Context, find: FindPods, pods: Pods): Way[] {
  const workload = index.workloads.get(pods.node);
  if (!workload) return [];
  if (pods.name !== pods.node) {
    const main = find(pods.node)!;
    return main.ports.length > 0 ? [{ from: pods, to: main, ports: main.ports.map(portOf) }] : [];
  }
  const meets = workload.value("stateful") && workload.value("headless") !== false;
  return meets ? [{ from: pods, to: pods }] : [];
}

function monitorWays({ index }: Context, pods: Pods): Way[] {
  const watched = index.workloads.get(pods.node);
  if (!watched || pods.name !== pods.node) return [];
  return watched.value("monitors").flatMap((id) => {
    const monitor = index.monitors.get(id);
    return [
      ...measuredPort(pods, monitor?.part("metrics")).map((port) => (
        { from: PROMETHEUS, to: pods, ports: [port] }
      )),
      ...traceTargets(monitor?.part("tracing")?.value("endpoint")).map(from(pods)),
    ];
  });
}

/** The port that is measured: the named one, or the first. */
function measuredPort(
  { ports: [first, ...others] }: Pods,
  metrics: Reading<NonNullable<Monitor["metrics"]>> | undefined,
): PolicyPort[] {
  if (!metrics || !first) return [];
  const named = metrics.value("portName");
  return [portOf([first, ...others].find(({ name }) => name === named) ?? first)];
}

/** Where traces go. */
function traceTargets(endpoint: string | undefined): Target[] {
  const url = URL.parse(endpoint ?? "");
  if (!url) return [];
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  const ports = [{ port, protocol: "TCP" }] as const;
  return hostPeers(url.hostname).map((end) => ({ end, ports }));
}

/** A token is for the API server. */
function apiWays(context: Context, pods: Pods): Way[] {
  if (!asksApi(context, pods)) return [];
  return ANY_ADDRESS.map((to) => ({ from: pods, to, ports: API_PORTS }));
}

function hostPorts(pods: Pods): Way[] {
  const ports = pods.ports.filter(({ isOnHost }) => isOnHost).map(portOf);
  return ports.length > 0 ? [{ to: pods, ports }] : [];
}

/** The ways that begin outside: routes, and services that hosts answer for. */
function openWays(context: Context, find: FindPods): Way[] {
  const { routes, endpoints } = context.index;
  const ofRoutes = [...routes.values()].flatMap((route) =>
    route.each("paths").flatMap((path) =>
      targetsOf(context, find, path.value("backend"), onePort(path.value("portName")))
    )
  );
  const ofEndpoints = [...endpoints.values()]
    .filter((endpoint) => OPEN[endpoint.value("type")] || endpoint.has("externalIPs"))
    .flatMap(({ node }) => targetsOf(context, find, node));
  return [...ofRoutes, ...ofEndpoints].map(({ end, ports }) => ({ to: end, ports }));
}

const OPEN: Readonly<Record<string, boolean>> = { NodePort: true, LoadBalancer: true };

function from(pods: Pods) {
  return ({ end, ports }: Target): Way => ({ from: pods, to: end, ports });
}

function portOf({ port, protocol }: PolicyPort): PolicyPort {
  return { port, protocol };
}
