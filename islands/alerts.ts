import type { HistoryRewritten } from "../lib/model/event.ts";
import type { News } from "./news.ts";
import type { Toasts } from "./toasts.tsx";

/** Shows what everybody should know, whatever they look at; the answer ends it. */
export function showAlerts(news: Pick<News, "follow">, toasts: Pick<Toasts, "fault">): () => void {
  return news.follow({ types: ["alert"] }, ({ data }) => {
    const { action, branch, backup } = data as unknown as HistoryRewritten;
    if (action !== "history_rewritten") return;
    toasts.fault(
      `Somebody rewrote the history of ${branch}. What it was is kept as ${backup}; look at the ` +
        "workflow as it is now before you save.",
    );
  });
}
