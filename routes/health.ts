import { type Answer, json, text } from "./answer.ts";
import { defineRoute, type Route } from "./route.ts";

const ALIVE: Answer = { ...json({ status: "ok" }), isShared: true };

/** What watches over the process asks. */
export const healthRoutes: readonly Route[] = [
  defineRoute({
    name: "health.alive",
    method: "GET",
    path: "/healthz",
    permission: "public",
    summary: "Whether the process answers",
    responses: { 200: { description: "It does", json: (z) => z.object({ status: z.string() }) } },
    handler: () => ALIVE,
  }),
  defineRoute({
    name: "health.ready",
    method: "GET",
    path: "/readyz",
    permission: "public",
    summary: "Whether the service can serve",
    responses: {
      200: { description: "It can", json: (z) => z.object({ status: z.string() }) },
      503: {
        description: "It cannot, and why",
        json: (z) => z.object({ status: z.string(), reason: z.string() }),
      },
    },
    async handler({ services }) {
      const reason = await services.health.unready();
      return reason === undefined
        ? json({ status: "ready" })
        : json({ status: "unready", reason }, { status: 503 });
    },
  }),
  defineRoute({
    name: "health.metrics",
    method: "GET",
    path: "/metrics",
    permission: "metrics",
    summary: "Numbers about the process, for Prometheus",
    description: "With the metrics token; where none is set, from this machine only.",
    responses: { 200: { description: "The numbers", types: ["text/plain"] } },
    handler: ({ services }) =>
      text("text/plain; version=0.0.4; charset=utf-8", services.metrics.text()),
  }),
];
