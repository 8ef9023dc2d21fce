import { AppError } from "../../lib/model/error.ts";
import { EVENT_TYPES } from "../../lib/model/event.ts";
import { accessTokenOf } from "../middleware/authentication.ts";
import { deploymentId } from "../params.ts";
import { defineRoute, type Route } from "../route.ts";
import * as schemas from "./schemas.ts";
import type { Streams } from "./streams.ts";

const HEADERS = {
  // Proxies may neither keep what comes nor pack it, which would hold it back.
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** News as they happen. */
export function eventRoutes(streams: Streams): readonly Route[] {
  return [defineRoute({
    name: "events.follow",
    method: "GET",
    path: "/api/v1/events",
    permission: "read",
    summary: "Follow what happens",
    description: "Server-sent events, each with an id, a type and JSON. A comment comes every " +
      "15 s; `reset` says that the id is too old to go on from, `bye` that the service closes.",
    headers: {
      "Last-Event-ID": { description: "The id of the last event that you saw", pattern: EVENT_ID },
    },
    query: (z) =>
      z.strictObject({
        workflow: schemas.id(z).exactOptional(),
        type: z.string().regex(new RegExp(`^(${TYPE})(,(${TYPE}))*$`)).meta({
          description: "One type or several, with commas between",
        }).exactOptional(),
        deployment: z.string().regex(deploymentId.pattern).exactOptional(),
        after: z.string().regex(EVENT_ID).meta({ description: "As Last-Event-ID" }).exactOptional(),
      }),
    responses: { 200: { description: "The events", types: ["text/event-stream"] } },
    handler({ request, settings, services, query }) {
      const type = "text/event-stream";
      if (request.method === "HEAD") return { status: 200, type, headers: HEADERS, body: null };
      const { workflow, deployment } = query;
      const after = afterOf(request, query.after);
      const stream = new AbortController();
      streams.guard(accessTokenOf(request, settings)!, stream);
      const body = services.events.follow({
        signal: stream.signal,
        onEnd: () => stream.abort(),
        ...(after !== undefined && { after }),
        filter: {
          ...(workflow !== undefined && { workflow }),
          ...(deployment !== undefined && { deployment }),
          ...(query.type !== undefined && {
            types: EVENT_TYPES.filter((type) => query.type!.split(",").includes(type)),
          }),
        },
      });
      return { status: 200, type, headers: HEADERS, body };
    },
  })];
}

const TYPE = EVENT_TYPES.join("|");
const EVENT_ID = /^\d{1,15}$/;

/** A browser that comes back sends the header; what its address said is older. */
function afterOf(request: Request, asked: string | undefined): number | undefined {
  const last = request.headers.get("last-event-id") ?? asked;
  if (last === undefined) return undefined;
  if (EVENT_ID.test(last)) return Number(last);
  throw new AppError("invalid_input", "Last-Event-ID must be the id of an event");
}
