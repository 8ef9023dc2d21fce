import assert from "node:assert/strict";
import type { Endpoint, Resource, Route, RoutePath } from "../../../../lib/model/resource.ts";
import { compose } from "../../../../lib/generators/compose.ts";
import { appOf, endpointOf, planOf, routeOf } from "../kubernetes/plans.ts";
import { composeOf, lossesOf, problemsOf, serviceOf } from "./rendering.ts";

const PORTS = [{ name: "http", port: 8080, protocol: "TCP" }] as const;

function api(node = "api"): Resource[] {
  return [appOf(node, { ports: PORTS }), endpointOf(node)];
}

function routeTo(backend: string, rest: Partial<RoutePath> = {}, node = "entry"): Route {
  return routeOf(node, backend, { paths: [{ backend, path: "/", pathType: "Prefix", ...rest }] });
}

function balanced(rest: Partial<Endpoint>): Endpoint {
  return endpointOf("front", {
    backends: ["api"],
    ports: [{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }],
    ...rest,
  });
}

function portsOf(...resources: Resource[]): string[] | undefined {
  return serviceOf("api", ...resources).ports;
}

Deno.test("no port is published unless somebody asks", () => {
  assert.equal(portsOf(...api()), undefined);
  assert.equal(portsOf(...api(), balanced({ type: "ClusterIP" })), undefined);
});

Deno.test("a route publishes its backend on this machine only", () => {
  assert.deepEqual(portsOf(...api(), routeTo("api")), ["127.0.0.1:8080:8080"]);
  assert.deepEqual(portsOf(...api(), routeTo("api", { hostPort: 80 })), ["127.0.0.1:80:8080"]);
  const through = routeTo("front", { hostPort: 80 });
  assert.deepEqual(portsOf(...api(), balanced({}), through), ["127.0.0.1:80:8080"]);
});

Deno.test("node ports and load balancers publish their ports", () => {
  const udp = { name: "dns", port: 53, protocol: "UDP", nodePort: 30053 } as const;
  const http = { name: "http", port: 80, targetPort: "http", protocol: "TCP" } as const;
  const node = balanced({ type: "NodePort", ports: [udp, http] });
  assert.deepEqual(portsOf(...api(), node), ["127.0.0.1:80:8080", "127.0.0.1:30053:53/udp"]);
  const load = balanced({ type: "LoadBalancer", ports: [{ ...udp, protocol: "SCTP" }] });
  assert.deepEqual(portsOf(...api(), load), ["127.0.0.1:53:53/sctp"]);
});

Deno.test("the same port to the same place is published once", () => {
  const twice = [routeTo("api", { path: "/a" }), routeTo("front", { hostPort: 8080 }, "entry-b")];
  assert.deepEqual(portsOf(...api(), balanced({}), ...twice), ["127.0.0.1:8080:8080"]);
  assert.deepEqual(problemsOf(...api(), balanced({}), ...twice), []);
});

Deno.test("one port to two places is a problem at the field, and names both nodes", () => {
  const first = routeTo("api", { hostPort: 80 }, "entry-a");
  const second = routeTo("web", { hostPort: 80 }, "entry-b");
  const clash = [...api(), ...api("web"), first, second];
  assert.deepEqual(problemsOf(...clash), ["port_clash entry-b paths[0].hostPort"]);
  const [problem] = compose.problems(planOf(clash));
  assert.match(problem!.message, /"entry-a" and "entry-b" publish two things on port 80 of/);
  assert.equal(problem!.severity, "error");
  const load = balanced({ type: "LoadBalancer", backends: ["web"] });
  assert.deepEqual(problemsOf(...api(), ...api("web"), first, load), [
    "port_clash front ports[0].port",
  ]);
});

Deno.test("TCP and UDP do not clash", () => {
  const ports = ["TCP", "UDP"].map((protocol) => ({ name: "dns", port: 53, protocol }));
  const dns = balanced({ type: "LoadBalancer", ports: ports as Endpoint["ports"] });
  assert.deepEqual(problemsOf(...api(), dns), []);
  assert.deepEqual(portsOf(...api(), dns), ["127.0.0.1:53:53", "127.0.0.1:53:53/udp"]);
});

Deno.test("a port of this machine leads to one replica", () => {
  const many = [appOf("api", { ports: PORTS, replicas: 3 }), endpointOf("api")];
  assert.deepEqual(serviceOf("api", ...many).deploy, { replicas: 3 });
  assert.equal(serviceOf("api", ...many, routeTo("api")).deploy, undefined);
  assert.deepEqual(lossesOf(...many, routeTo("api")).slice(0, 1), [
    "api.replicas: approximated: a port of this machine leads to one container, so 1 runs and not 3",
  ]);
});

Deno.test("on the network of the host nothing is published", () => {
  const app = appOf("api", { podSecurity: "privileged", hostNetwork: true, ports: PORTS });
  const plan = planOf([app, endpointOf("api"), routeTo("api")], { podSecurity: "privileged" });
  const { ports, network_mode } = composeOf(plan).services.api;
  assert.deepEqual([ports, network_mode], [undefined, "host"]);
});

Deno.test("what a route says about HTTP is dropped with a reason", () => {
  const route = routeOf("entry", "api", {
    tls: true,
    rewrite: "/",
    paths: [{ backend: "api", path: "/api", pathType: "Exact" }],
  });
  const no = "Compose publishes the port of each backend and puts no proxy before it";
  assert.deepEqual(lossesOf(...api(), route), [
    `entry.host: dropped: ${no}: it answers on 127.0.0.1, whatever the host name`,
    `entry.paths[0].path: dropped: ${no}: it answers every path on a port of its own`,
    `entry.paths[0].pathType: dropped: ${no}: it answers every path on a port of its own`,
    `entry.rewrite: dropped: ${no}`,
    `entry.tls: dropped: ${no}, so nothing answers with a certificate`,
  ]);
});
