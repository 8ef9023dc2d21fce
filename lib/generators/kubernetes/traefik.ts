import type { Route } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, filled } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { homeOf } from "./home.ts";

/** What Traefik calls by name in an annotation stands in objects of its own, each of one kind. */
const MIDDLEWARES = {
  redirect: (route: Reading<Route>) => ({
    redirectRegex: {
      permanent: true,
      regex: "^.*$",
      // Traefik reads `$1` as a part of the address that was asked for, and `$$` as a `$`.
      replacement: route.as("redirect", route.value("redirect")!.replaceAll("$", "$$$$")),
    },
  }),
  rateLimit: (route: Reading<Route>) => ({
    rateLimit: {
      average: route.get("rateLimit"),
      burst: route.get("rateLimit"),
      period: "1s",
    },
  }),
  headers: (route: Reading<Route>) => ({
    headers: { customRequestHeaders: entriesOf(route, "headers") },
  }),
  rewrite: (route: Reading<Route>) => ({ replacePath: { path: route.get("rewrite") } }),
} as const;

const NAMES = { redirect: "redirect", rateLimit: "rate", headers: "headers", rewrite: "rewrite" };

/** The fields of a route that become middlewares, in the order in which a request passes them. */
const FIELDS = Object.keys(MIDDLEWARES) as (keyof typeof MIDDLEWARES)[];

/** The middlewares of a route of Traefik. */
export function middlewaresOf(context: Context, route: Reading<Route>): Manifest[] {
  if (route.value("class") !== "traefik") return [];
  return usedBy(route).map((field) => {
    const spec = MIDDLEWARES[field](route);
    const name = middlewareName(route, field);
    return manifestOf(context, "Middleware", name, route, { spec });
  });
}

/** The annotation by which an Ingress names its middlewares. */
export function traefikAnnotations(
  context: Context,
  route: Reading<Route>,
): Record<string, unknown> {
  const namespace = homeOf(context, route.node);
  const names = usedBy(route).map((field) =>
    `${namespace}-${middlewareName(route, field)}@kubernetescrd`
  );
  return filled(names)
    ? { "traefik.ingress.kubernetes.io/router.middlewares": names.join(",") }
    : {};
}

function usedBy(route: Reading<Route>): (keyof typeof MIDDLEWARES)[] {
  return FIELDS.filter((field) =>
    route.has(field) && (field !== "headers" || Object.keys(route.value("headers")!).length > 0)
  );
}

function middlewareName(route: Reading<Route>, field: keyof typeof MIDDLEWARES): string {
  return `${route.node}-${NAMES[field]}`;
}
