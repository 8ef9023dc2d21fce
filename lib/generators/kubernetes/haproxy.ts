import type { Route } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";

/** The controller redirects to a host and port; scheme and path stay those of the request. */
export function haproxyRedirect(route: Reading<Route>): Sourced<string> | undefined {
  const url = URL.parse(route.value("redirect") ?? "");
  if (!url || url.pathname !== "/" || url.search || url.hash) {
    route.drop("redirect", "the haproxy controller redirects to a host only, not to a path");
    return undefined;
  }
  route.approximate("redirect", "the scheme and the path stay those of the request");
  return route.as("redirect", url.host);
}

/** A header's value that HAProxy reads as nothing but text. */
const PLAIN = /^[A-Za-z0-9._~:/+=,;@-]+$/;

/** A line for each header; the value is a format of HAProxy, so only plain text gets in. */
export function haproxyHeaders(route: Reading<Route>): Sourced<string> | undefined {
  const headers = route.part("headers")!;
  const lines = Object.entries(route.value("headers") ?? {}).sort().flatMap(([name, value]) => {
    if (PLAIN.test(value) && PLAIN.test(name)) return [`${name} ${value}`];
    headers.drop(name, "HAProxy would read more than text in the value");
    return [];
  });
  return lines.length === 0 ? undefined : route.as("headers", lines.join("\n"));
}
