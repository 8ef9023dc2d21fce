import type {
  Endpoint,
  EndpointPort,
  NetworkPeer,
  NetworkRule,
  Route,
  RoutePath,
} from "../../../model/resource.ts";
import {
  type ConfigShapes,
  either,
  flag,
  listOf,
  mapOf,
  oneOf,
  shapeOf,
  text,
  whole,
} from "./shape.ts";

const protocol = oneOf("TCP", "UDP", "SCTP");

const port = shapeOf<EndpointPort>({
  name: text,
  port: whole,
  targetPort: either,
  protocol,
  appProtocol: text,
  nodePort: whole,
});

/** What a service may say. */
export const endpoint: ConfigShapes<Endpoint, "backends"> = {
  type: oneOf("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
  ports: listOf(port),
  headless: flag,
  clusterIP: oneOf("None"),
  externalName: text,
  externalIPs: listOf(text),
  loadBalancerIP: text,
  loadBalancerClass: text,
  sessionAffinity: oneOf("None", "ClientIP"),
  stickySeconds: whole,
  externalTrafficPolicy: oneOf("Cluster", "Local"),
  internalTrafficPolicy: oneOf("Cluster", "Local"),
  selector: mapOf(text),
  annotations: mapOf(text),
  labels: mapOf(text),
};

const path = shapeOf<RoutePath>({
  backend: text,
  path: text,
  pathType: oneOf("Exact", "Prefix", "ImplementationSpecific"),
  portName: text,
  hostPort: whole,
});

/** What an ingress may say. */
export const route: ConfigShapes<Route, "connected"> = {
  host: text,
  class: text,
  paths: listOf(path),
  tls: flag,
  tlsSecret: text,
  tlsHosts: listOf(text),
  defaultCertificate: flag,
  rewrite: text,
  redirect: text,
  headers: mapOf(text),
  rateLimit: whole,
  annotations: mapOf(text),
  labels: mapOf(text),
};

const peerPort = shapeOf<{ port: number; endPort: number; protocol: string }>({
  port: either,
  endPort: whole,
  protocol,
});

const peer = shapeOf<NetworkPeer>({
  nodes: listOf(text),
  podLabels: mapOf(text),
  namespaceLabels: mapOf(text),
  cidr: text,
  except: listOf(text),
  ports: listOf(peerPort),
});

/** What a network policy may say. */
export const networkRule: ConfigShapes<NetworkRule, "subjects" | "allows"> = {
  selector: mapOf(text),
  ingress: listOf(peer),
  egress: listOf(peer),
  denyIngress: flag,
  denyEgress: flag,
  dns: flag,
  labels: mapOf(text),
};
