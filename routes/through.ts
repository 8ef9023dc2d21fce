import type { Answer } from "./answer.ts";
import { faultOf } from "./errors.ts";
import { accessTokenOf, visitorOf } from "./middleware/authentication.ts";
import { bodyOf, checkParams, queryOf } from "./middleware/input.ts";
import { checkOrigin } from "./middleware/origin.ts";
import { checkMetrics, checkPermission } from "./middleware/permission.ts";
import type { RequestContext } from "./request_context.ts";
import type { Route } from "./route.ts";

/** What is done with a request: by its route, or where there is none a refusal. */
export type Work = (context: RequestContext) => Answer | Promise<Answer>;

/** The way through a route: the steps before its handler, each of which may refuse. */
export function through(route: Route): Work {
  const isOpen = route.permission === "public" && !route.isPage && !route.query &&
    route.method === "GET";
  return (context) => {
    const { request, settings } = context;
    if (isUnsafe(request)) checkOrigin(request, settings);
    // A public read without a query asks for nothing that takes time.
    if (!isOpen || request.url.includes("?")) return admitted(context, route);
    checkParams(route, context.params);
    return route.handler(context);
  };
}

/** Where it is known who asks, nothing is waited for until the handler begins. */
function admitted(context: RequestContext, route: Route): Answer | Promise<Answer> {
  const { request, services, settings } = context;
  if (isByToken(route)) {
    const token = accessTokenOf(request, settings);
    context.identity = token === undefined ? undefined : services.authentication.known(token);
    if (token === undefined || context.identity) return allowed(context, route);
  }
  return identify(context, route).then(() => allowed(context, route));
}

function allowed(context: RequestContext, route: Route): Answer | Promise<Answer> {
  const isMetrics = route.permission === "metrics";
  if (!isMetrics) checkPermission(route, context.identity);
  checkParams(route, context.params);
  const isPlain = !isMetrics && !route.query && !route.body && !context.request.url.includes("?");
  return isPlain ? route.handler(context) : asked(context, route);
}

/** Looks at what was sent along, which takes time. */
async function asked(context: RequestContext, route: Route): Promise<Answer> {
  const { request, info, settings } = context;
  if (route.permission === "metrics") await checkMetrics(request, info, settings);
  if (route.query || request.url.includes("?")) {
    context.query = await queryOf(route, context.search);
  }
  if (route.body) context.body = await bodyOf(request, route, settings);
  return await route.handler(context);
}

/** Whether an access token says who asks, and nothing else. */
function isByToken({ isPage, permission }: Route): boolean {
  return !isPage && permission !== "public" && permission !== "metrics";
}

/** Finds out who asks. A page shows it even where it asks for nobody. */
export async function identify(context: RequestContext, route?: Route): Promise<void> {
  const { request, services, settings } = context;
  if (!route || route.isPage) {
    const { identity, cookies = [], reuse } = await visitorOf(request, services, settings);
    context.identity = identity;
    context.cookies = cookies;
    if (!reuse) return;
    context.reuse = faultOf(reuse);
    context.note({ object: `user/${reuse.details.account}` });
  } else if (isByToken(route)) {
    const token = accessTokenOf(request, settings);
    if (token !== undefined) context.identity = await services.authentication.verify(token);
  }
}

/** Whether a request may change something. */
export function isUnsafe({ method }: Request): boolean {
  return method !== "GET" && method !== "HEAD";
}
