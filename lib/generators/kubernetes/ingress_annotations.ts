import { lookup } from "../../model/json.ts";
import type { Route } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, via } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { haproxyHeaders, haproxyRedirect } from "./haproxy.ts";
import { traefikAnnotations } from "./traefik.ts";

/** What an Ingress says only by annotations, and each controller in its own words. */
const FIELDS = ["rewrite", "redirect", "headers", "rateLimit"] as const;

/** Writes a field as annotations, or drops it. */
type Writer = (route: Reading<Route>) => Record<string, unknown>;

const NGINX = "nginx.ingress.kubernetes.io";

/** The fields that each controller has annotations for. */
const CONTROLLERS: Readonly<Record<string, Readonly<Record<typeof FIELDS[number], Writer>>>> = {
  nginx: {
    rewrite: (route) => ({ [`${NGINX}/rewrite-target`]: route.get("rewrite") }),
    redirect: nginxRedirect,
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
      "haproxy.org/rate-limit-period": route.as("rateLimit", "1s"),
      "haproxy.org/rate-limit-requests": via(route, "rateLimit", String),
    }),
  },
  // Its words are objects of their own, named by one annotation.
  traefik: { rewrite: none, redirect: none, headers: none, rateLimit: none },
};

/** The annotations of an Ingress; what a field of its own says is taken from the field. */
export function ingressAnnotations(
  context: Context,
  route: Reading<Route>,
): Record<string, unknown> {
  const annotations = plainAnnotations(route);
  if (route.value("class") !== "traefik") return annotations;
  return added(route, annotations, "a field of its own", traefikAnnotations(context, route));
}

/** The annotations of an Ingress that need no other object beside it. */
export function plainAnnotations(route: Reading<Route>): Record<string, unknown> {
  const controller = lookup(CONTROLLERS, route.value("class") ?? "");
  return FIELDS.filter((field) => route.has(field)).reduce((annotations, field) => {
    const write = controller?.[field] ?? dropped(field, unknownController(route.value("class")));
    return added(route, annotations, field, write(route));
  }, entriesOf(route, "annotations") as Record<string, unknown>);
}

function added(
  route: Reading<Route>,
  annotations: Record<string, unknown>,
  field: string,
  said: Record<string, unknown>,
): Record<string, unknown> {
  const own = route.part("annotations") as Reading<Record<string, string>> | undefined;
  const set = Object.entries(said).filter(([, value]) => value !== undefined);
  for (const [name] of set) own?.drop(name, `${field} says it`);
  return { ...annotations, ...Object.fromEntries(set) };
}

function none(): Record<string, unknown> {
  return {};
}

/** A `$` in the address would begin a variable of nginx. */
function nginxRedirect(route: Reading<Route>): Record<string, unknown> {
  if (route.value("redirect")?.includes("$")) {
    return dropped("redirect", "nginx would read a variable behind the $")(route);
  }
  return { [`${NGINX}/permanent-redirect`]: route.get("redirect") };
}

function dropped(field: typeof FIELDS[number], reason: string): Writer {
  return (route) => {
    route.drop(field, reason);
    return {};
  };
}

function unknownController(name: string | undefined): string {
  if (name === undefined) return "an Ingress without a class has no words for it";
  return name === "istio"
    ? "istio reads it from a VirtualService, which an Ingress has no words for"
    : `there are no annotations for the class "${name}"`;
}
