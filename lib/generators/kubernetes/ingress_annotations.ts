import { lookup } from "../../model/json.ts";
import type { Route } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, via } from "../shared/origin.ts";
import { haproxyHeaders, haproxyRedirect } from "./haproxy.ts";

/** What an Ingress says only by annotations, and each controller in its own words. */
const FIELDS = ["rewrite", "redirect", "headers", "rateLimit"] as const;

/** Writes a field as annotations, or drops it. */
type Writer = (route: Reading<Route>) => Record<string, unknown>;

const NGINX = "nginx.ingress.kubernetes.io";

/** The fields that each controller has annotations for. */
const CONTROLLERS: Readonly<Record<string, Readonly<Record<typeof FIELDS[number], Writer>>>> = {
  nginx: {
    rewrite: (route) => ({ [`${NGINX}/rewrite-target`]: route.get("rewrite") }),
    redirect: (route) => ({ [`${NGINX}/permanent-redirect`]: route.get("redirect") }),
    headers: dropped(
      "headers",
      "the nginx controller sets headers only by a snippet, which it refuses by default",
    ),
    rateLimit: (route) => ({ [`${NGINX}/limit-rps`]: via(route, "rateLimit", String) }),
  },
  haproxy: {
    rewrite: (route) => ({ "haproxy.org/path-rewrite": route.get("rewrite") }),
    redirect: (route) => ({ "haproxy.org/request-redirect": haproxyRedirect(route) }),
    headers: (route) => ({ "haproxy.org/request-set-header": haproxyHeaders(route) }),
    rateLimit: (route) => ({
      "haproxy.org/rate-limit-requests": via(route, "rateLimit", String),
    }),
  },
};

/** The annotations of an Ingress; what a field of its own says is taken from the field. */
export function ingressAnnotations(route: Reading<Route>): Record<string, unknown> {
  const controller = lookup(CONTROLLERS, route.value("class") ?? "");
  const own = route.part("annotations") as Reading<Record<string, string>> | undefined;
  const annotations: Record<string, unknown> = entriesOf(route, "annotations");
  for (const field of FIELDS) {
    if (!route.has(field)) continue;
    const write = controller?.[field] ?? dropped(field, unknownController(route.value("class")));
    for (const [name, value] of Object.entries(write(route))) {
      if (value === undefined) continue;
      own?.drop(name, `${field} says it`);
      annotations[name] = value;
    }
  }
  return annotations;
}

function dropped(field: typeof FIELDS[number], reason: string): Writer {
  return (route) => {
    route.drop(field, reason);
    return {};
  };
}

function unknownController(name: string | undefined): string {
  if (name === undefined) return "an Ingress without a class has no words for it";
  return name === "traefik" || name === "istio"
    ? `${name} needs objects of its own for it, and they are not written`
    : `there are no annotations for the class "${name}"`;
}
