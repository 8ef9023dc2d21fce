import type { z as zod } from "zod";
import { rules } from "../../lib/model/rules/registry.ts";
import { RULE_SEVERITIES } from "../../lib/model/rules/rule.ts";
import { defineRoute, type Route, type Zod } from "../route.ts";
import { listAnswer, listReply, pageOf, paging } from "./listing.ts";

/** What workflows are judged by besides their faults. */
export const ruleRoutes: readonly Route[] = [
  defineRoute({
    name: "rules.list",
    method: "GET",
    path: "/api/v1/rules",
    permission: "read",
    summary: "List rules, as the repository sets them",
    query: (z) => z.strictObject(paging(z, 100)),
    responses: { 200: listReply("A page of rules", rule) },
    async handler(context) {
      const { settings } = await context.services.generation.rules();
      const all = [...rules.values()].map(({ findings: _, ...rule }) => ({
        ...rule,
        set: settings.severities[rule.id] ?? rule.severity,
      }));
      return listAnswer(context, pageOf(all, context.query));
    },
  }),
];

function rule(z: Zod): zod.ZodType {
  const ids = () => z.array(z.string()).optional();
  return z.object({
    id: z.string(),
    title: z.string(),
    why: z.string(),
    severity: z.enum(["error", "warning", "info", "off"])
      .meta({ description: "How bad it is unless the repository says otherwise" }),
    set: z.enum(RULE_SEVERITIES).meta({ description: "How it speaks in this repository" }),
    mending: z.string(),
    known: z.object({ kubeLinter: ids(), polaris: ids(), kubescape: ids() })
      .meta({ description: "What the same is called in tools that judge manifests" }),
  });
}
