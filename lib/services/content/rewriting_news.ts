import type { HistoryRewritten } from "../../model/event.ts";
import type { Audit } from "../audit.ts";
import type { Events } from "../events.ts";
import type { Rewriting } from "./rewriting.ts";

/** Where a rewritten history is told. */
export interface RewritingNews {
  readonly audit: Pick<Audit, "record">;
  readonly events: Pick<Events, "publish">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}

/** Tells everybody, and the audit log, that history was rewritten by somebody outside. */
export function tellRewriting({ audit, events, now, report }: RewritingNews) {
  return ({ branch, base, head, backup }: Rewriting): void => {
    const news: HistoryRewritten = {
      at: new Date(now()).toISOString(),
      actor: "",
      workflow: "",
      action: "history_rewritten",
      branch,
      base,
      head,
      backup,
    };
    const entry = {
      actor: null,
      role: null,
      action: "history.rewritten",
      object: `branch/${branch}`,
      before: base,
      after: head,
      requestId: "",
      address: "",
      result: "allowed",
    } as const;
    void Promise.all([events.publish("alert", news), audit.record(entry)]).catch(report);
  };
}
