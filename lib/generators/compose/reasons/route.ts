import type { Route, RoutePath } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import type { Context } from "../context.ts";
import { dropAll } from "../../shared/drop_all.ts";
import { reach } from "../reach.ts";

const NO_PROXY = "Compose publishes the port of each backend and puts no proxy before it";
const NO_TLS = `${NO_PROXY}, so nothing answers with a certificate`;

const DROPPED = {
  annotations: NO_PROXY,
  class: NO_PROXY,
  defaultCertificate: NO_TLS,
  headers: NO_PROXY,
  host: `${NO_PROXY}: it answers on 127.0.0.1, whatever the host name`,
  labels: NO_PROXY,
  rateLimit: NO_PROXY,
  redirect: NO_PROXY,
  rewrite: NO_PROXY,
  tlsHosts: NO_TLS,
  tlsSecret: NO_TLS,
} as const;

/** What of a route Compose carries in another way, or not at all. */
export function explainRoute(context: Context, route: Reading<Route>): void {
  dropAll(route, DROPPED);
  if (route.value("tls")) route.drop("tls", NO_TLS);
  for (const path of route.each("paths")) explainPath(context, path);
}

function explainPath({ index }: Context, path: Reading<RoutePath>): void {
  for (const key of ["backend", "hostPort", "path", "pathType", "portName"] as const) {
    path.value(key);
  }
  const { workload, port } = reach(index, path.value("backend"), path.value("portName"));
  if (!workload || port === undefined) {
    const nothing = "no workload of this workflow answers it";
    dropAll(path, { backend: nothing, hostPort: nothing, portName: nothing });
  }
  if (path.value("path") === "/" && path.value("pathType") === "Prefix") return;
  const every = `${NO_PROXY}: it answers every path on a port of its own`;
  dropAll(path, { path: every, pathType: every });
}
