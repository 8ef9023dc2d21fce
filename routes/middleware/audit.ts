import type { AuditEntry, AuditResult } from "../../lib/model/audit.ts";
import type { Facts, Fault, Route } from "../route.ts";

/** What the audit log is told of a request, besides the route. */
export interface Trace {
  readonly params: Readonly<Record<string, string>>;
  readonly actor: AuditEntry["actor"];
  readonly role: AuditEntry["role"];
  readonly requestId: string;
  readonly address: string;
  readonly facts: Facts;
  /** Why it was not done. */
  readonly fault: Fault | undefined;
}

/** The codes of what was refused because of who asked. */
const DENIED: readonly string[] = ["unauthenticated", "permission_denied", "rate_limited"];

/** The record of a request. */
export function auditEntry(route: Route, trace: Trace): AuditEntry {
  const { facts, fault, requestId, address } = trace;
  const { before, after } = facts;
  return {
    actor: facts.actor?.name ?? trace.actor,
    role: facts.actor?.role ?? trace.role,
    action: route.name,
    object: facts.object ?? objectOf(route, trace.params),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    requestId,
    address,
    result: resultOf(fault),
    ...(fault && { reason: reasonOf(fault) }),
  };
}

/** What is more than its code says, such as a refresh token that was stolen. */
function reasonOf({ code, details: { reason } }: Fault): string {
  return typeof reason === "string" ? reason : code;
}

function resultOf(fault: Fault | undefined): AuditResult {
  if (!fault) return "allowed";
  return DENIED.includes(fault.code) ? "denied" : "failed";
}

/** The route's words with the parameters filled in, which may be anything yet. */
function objectOf({ name, object }: Route, params: Trace["params"]): string {
  const [resource = ""] = name.split(".");
  return (object ?? resource).replace(/\{(\w+)\}/g, (_, key) => (params[key] ?? "").slice(0, 100));
}
