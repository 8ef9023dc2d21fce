import type { Route, RoutePath } from "../../../model/resource.ts";
import { Sourced } from "../../../model/sourced.ts";
import { plainAnnotations } from "../../kubernetes/ingress_annotations.ts";
import type { Reading } from "../../recorder.ts";
import { type Builder, callFrom, placeOf, said } from "../builder.ts";
import type { Context } from "../context.ts";
import { type Call, Keyword } from "../python/program.ts";
import type { Python } from "../python/value.ts";
import { labelCalls } from "./labels.ts";

/** A route as an Ingress. */
export function ingressBuilder(context: Context, route: Reading<Route>): Builder {
  return {
    ...placeOf(route),
    variable: context.names.of(route.node),
    type: "Ingress",
    args: [route.node],
    standing: "namespace",
    namespace: context.membership.namespaceOf(route.node),
    calls: [
      ...labelCalls(context, route),
      ...annotationCalls(route),
      ...said(route, "class", "ingress_class"),
      ...said(route, "host", "host"),
      ...route.each("paths").flatMap((path) => pathCalls(context, path)),
      ...tlsCalls(route),
    ],
  };
}

function annotationCalls(route: Reading<Route>): Call[] {
  if (route.value("class") === "traefik") {
    const reason = "traefik needs objects of its own for it, and the library writes none";
    for (const key of ["rewrite", "redirect", "headers", "rateLimit"] as const) {
      route.drop(key, reason);
    }
  }
  return Object.entries(plainAnnotations(route)).map(([name, value]) => {
    const place = value instanceof Sourced ? value : placeOf(route, "annotations");
    return callFrom(place, "add_annotation", name, value as Python);
  });
}

/** The library knows ports of backends by number only. */
function pathCalls({ index }: Context, path: Reading<RoutePath>): Call[] {
  const backend = path.value("backend");
  const ports = index.endpoints.get(backend)?.each("ports") ?? [];
  const name = path.value("portName");
  const port = (name !== undefined && ports.find((one) => one.value("name") === name)) || ports[0];
  path.approximate("portName", "by its number: the library knows no ports by name");
  path.drop("hostPort", "only a Compose file publishes on the host");
  if (!port) return [];
  return [callFrom(
    placeOf(path),
    "path",
    path.value("path"),
    backend,
    port.value("port"),
    new Keyword("path_type", path.value("pathType")),
  )];
}

function tlsCalls(route: Reading<Route>): Call[] {
  if (!(route.value("tls") ?? (route.has("tlsSecret") || route.has("tlsHosts")))) {
    for (const key of ["tlsSecret", "tlsHosts"] as const) route.drop(key, "TLS is off");
    return [];
  }
  const host = route.value("host");
  const hosts = route.value("tlsHosts") ?? (host === undefined ? [] : [host]);
  const secret = route.value("tlsSecret") ?? `${route.node}-tls`;
  return [callFrom(placeOf(route, "tls"), "tls", secret, hosts)];
}
