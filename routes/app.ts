import { Hono } from "hono";
import { AppError } from "../lib/model/error.ts";
import type { Services } from "../lib/services/mod.ts";
import { text } from "./answer.ts";
import { apiRoutes } from "./api/mod.ts";
import { createStreams } from "./api/streams.ts";
import { faultHeaders } from "./errors.ts";
import { answerWith, type FrameOptions } from "./frame.ts";
import { type Log, logToStandardError } from "./log.ts";
import type { ConnectionInfo } from "./middleware/address.ts";
import { type Incoming, RequestContext } from "./request_context.ts";
import type { ErrorPage, Route } from "./route.ts";
import type { AppSettings } from "./settings.ts";
import { systemRoutes } from "./system.ts";
import { through, type Work } from "./through.ts";

export type { AppSettings } from "./settings.ts";

/** What the app is made of. */
export interface AppOptions {
  readonly services: Services;
  readonly settings: AppSettings;
  /** Routes that people open in a browser. */
  readonly pages?: readonly Route[];
  /** Shows an error to a person; a line of text unless told. */
  readonly errorPage?: ErrorPage;
  readonly log?: Log;
}

/** The service over HTTP. */
export interface App {
  /** Answers a request; never throws. */
  fetch(request: Request, info?: ConnectionInfo): Response | Promise<Response>;
  /** All routes, as they are mounted. */
  readonly routes: readonly Route[];
  /** Ends what goes on beside requests. */
  close(): void;
}

/** Creates the service over HTTP from its services and pages. */
export function createApp(options: AppOptions): App {
  const { pages = [], errorPage = plainPage, log = logToStandardError } = options;
  const streams = createStreams(options.services.authentication);
  const api = apiRoutes(streams);
  const routes = [...systemRoutes(api), ...api, ...pages];
  const frame: FrameOptions = { log, errorPage };
  const answer = (incoming: Incoming, work: Work) =>
    answerWith(work, new RequestContext(options, incoming), frame);
  const hono = new Hono<{ Bindings: ConnectionInfo }>();
  for (const [path, methods] of byPath(routes)) {
    const hasParams = path.includes("{");
    hono.all(patternOf(path), ({ req, env: info }) => {
      const { route, work } = methods.get(req.raw.method) ?? refusal(methods);
      const params = hasParams ? req.param() as Record<string, string> : NONE;
      return answer({ request: req.raw, info, route, params }, work);
    });
  }
  hono.notFound(({ req, env: info }) =>
    answer({ request: req.raw, info, route: undefined, params: {} }, nowhere)
  );
  return {
    routes,
    fetch: (request, info) => hono.fetch(request, info),
    close: streams.close,
  };
}

const NONE: Readonly<Record<string, string>> = {};

/** A route with the way through it. */
interface Mounted {
  readonly route: Route | undefined;
  readonly work: Work;
}

/** The routes of a path, by what they are asked with. */
type Methods = ReadonlyMap<string, Mounted>;

function byPath(routes: readonly Route[]): ReadonlyMap<string, Methods> {
  const paths = new Map<string, Map<string, Mounted>>();
  for (const route of routes) {
    const { path, method } = route;
    const methods = paths.get(path) ?? new Map<string, Mounted>();
    if (methods.has(method)) throw new Error(`${method} ${path} stands twice`);
    const mounted = { route, work: through(route) };
    methods.set(method, mounted);
    if (method === "GET") methods.set("HEAD", mounted);
    paths.set(path, methods);
  }
  return paths;
}

/** A path as the router writes it. */
function patternOf(path: string): string {
  return path.replace(/\{(\w+)\*\}/g, ":$1{.+}").replace(/\{(\w+)\}/g, ":$1");
}

/** What answers a method that a path does not take. */
function refusal(methods: Methods): Mounted {
  const allow = [...methods.keys()].sort().join(", ");
  const fault = new AppError("method_not_allowed", `This takes ${allow}`, { details: { allow } });
  return {
    route: undefined,
    work() {
      throw fault;
    },
  };
}

function nowhere(): never {
  throw new AppError("not_found", "There is nothing at this address");
}

const plainPage: ErrorPage = (_, fault) =>
  text("text/plain; charset=utf-8", `${fault.message}\n`, {
    status: fault.status,
    headers: faultHeaders(fault),
  });
