import type { Route, RoutePath } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { filled, only, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { ingressAnnotations } from "./ingress_annotations.ts";
import { type Manifest, manifestOf } from "./manifest.ts";

/** A route as an Ingress. */
export function ingressOf(context: Context, route: Reading<Route>): Manifest {
  const paths = route.each("paths").map((path) => pathOf(context, path));
  const spec = {
    ingressClassName: route.get("class"),
    rules: [{ host: route.get("host"), http: { paths } }],
    tls: tlsOf(route),
  };
  const annotations = filled(ingressAnnotations(context, route));
  return manifestOf(context, "Ingress", route.node, route, { annotations, spec });
}

function pathOf({ index }: Context, path: Reading<RoutePath>): unknown {
  const name = path.value("backend");
  const [first] = index.endpoints.get(name)?.each("ports") ?? [];
  const named = path.get("portName");
  const port = named ? { name: named } : { number: first?.value("port") };
  path.drop("hostPort", "only a Compose file publishes on the host");
  return within(path, {
    backend: { service: { name: path.get("backend"), port } },
    path: path.get("path"),
    pathType: path.get("pathType"),
  });
}

function tlsOf(route: Reading<Route>): unknown {
  const tls = route.value("tls") ?? (route.has("tlsSecret") || route.has("tlsHosts"));
  const off = "TLS is off";
  const standard = only(route, "defaultCertificate", tls, off)?.value ?? false;
  const why = standard ? "the controller's own certificate is asked for" : off;
  const named = only(route, "tlsSecret", tls && !standard, why);
  const secretName = standard ? undefined : named ?? `${route.node}-tls`;
  const hosts = only(route, "tlsHosts", tls, off);
  const host = route.get("host");
  return tls ? [{ hosts: hosts ?? (host && [host]), secretName }] : undefined;
}
