import assert from "node:assert/strict";
import { withRestoredNode } from "../../../lib/format/restored.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import type { Drawing } from "../../../lib/model/diff.ts";

/** A workflow whose nodes and what stands around them a test writes. */
function text(nodes: string, rest = "", above = "# ours"): string {
  return `${above}
apiVersion: celestra/v1
kind: Application
metadata: { name: shop }
spec:
  nodes:
${nodes}${rest}`;
}

const API = `    # the face
    api:
      component: app # a web app
      config: { image: 'a:1' }
`;

const DB = `    db:
      component: app
      config: { image: "db:1" }
`;

/** What comes of bringing `api` back as it was in a text, with today's connections in the end. */
function restored(texts: { was: string; since: string; today: string }, goal = texts.was): string {
  const { value } = parseWorkflow(goal, "workflows/shop.yaml");
  const drawing: Drawing = { workflow: value!, layout: { name: "shop", nodes: {}, notes: {} } };
  const today = { name: "shop", workflow: texts.today, layout: undefined };
  return withRestoredNode({ ...texts, today }, drawing, { today: "api", then: "api" }).workflow;
}

Deno.test("a node comes back with its lines, where it stood", () => {
  const was = text(API + DB);
  assert.equal(restored({ was, since: text(DB), today: text(DB) }), was);
  const last = text(DB + API);
  assert.equal(restored({ was: last, since: text(DB), today: text(DB) }), last);
});

Deno.test("no other line comes back with it, though the same commit changed it", () => {
  const other = DB.replace("    db:", "    # where it is kept\n    db:");
  const was = text(other + API, "", "# theirs");
  assert.equal(restored({ was, since: text(DB), today: text(DB) }), text(DB + API));
});

Deno.test("what others did to the text since stays byte for byte", () => {
  const since = text(DB);
  const today = text(DB.replace('"db:1"', "  'db:1'"), "# the end\n", "# today");
  const made = restored({ was: text(API + DB), since, today });
  assert.equal(made, text(API + DB.replace('"db:1"', "  'db:1'"), "# the end\n", "# today"));
});

Deno.test("a field comes back without the lines around it, where its line says more today", () => {
  const was = text(API + DB);
  const since = text(API.replace("'a:1'", "'a:2'") + DB);
  const today = text(API.replace("'a:1'", "'a:2', replicas: 3").replace("face", "front") + DB);
  const goal = text(API.replace("'a:1'", "'a:1', replicas: 3") + DB);
  const made = restored({ was, since, today }, goal);
  assert.equal(made, today.replace("'a:2'", "'a:1'"));
});
