import assert from "node:assert/strict";
import { showAlerts } from "../../islands/alerts.ts";
import { fakeNews } from "./fakes.ts";

Deno.test("a rewritten history is told once on the page, and other alerts are not made up", () => {
  const news = fakeNews();
  const told: string[] = [];
  const stop = showAlerts(news, { fault: (text) => void told.push(text) });
  const data = { at: "2026-11-21T10:00:00.000Z", actor: "", workflow: "" };
  const backup = `refs/backup/main/${"a".repeat(40)}`;
  const rewritten = { ...data, action: "history_rewritten", branch: "main", backup };
  news.tell({ id: 1, type: "alert", data: rewritten });
  news.tell({ id: 2, type: "alert", data: { ...data, action: "something_new" } });
  news.tell({ id: 3, type: "workflow_update", data: { ...rewritten } });
  stop();
  news.tell({ id: 4, type: "alert", data: rewritten });
  assert.equal(told.length, 1);
  assert.match(told[0]!, /history of main.*refs\/backup\/main\/a{40}/);
});
