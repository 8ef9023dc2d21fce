import assert from "node:assert/strict";
import type { AuditEntry } from "../../../lib/model/audit.ts";
import { createAudit } from "../../../lib/services/audit.ts";
import { createState } from "../../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../../lib/state/memory.ts";

const ENTRY: AuditEntry = {
  actor: "ada",
  role: "admin",
  action: "workflows.replace",
  object: "workflow/shop",
  before: "a".repeat(40),
  after: "b".repeat(40),
  requestId: "r1",
  address: "192.0.2.1",
  result: "allowed",
};
const AT = Date.UTC(2026, 0, 1);

Deno.test("record() keeps who did what, when, and how it ended", async () => {
  const { audit, lines } = log();
  await audit.record(ENTRY);
  const { items, total } = await audit.list({ page: 1, perPage: 10 });
  assert.equal(total, 1);
  const { id, at, previous, hash, ...entry } = items[0]!;
  assert.deepEqual([id, at, previous], [1, "2026-01-01T00:00:00.000Z", ""]);
  assert.match(hash, /^[0-9a-f]{64}$/);
  assert.deepEqual(entry, ENTRY);
  assert.deepEqual(lines, []);
});

Deno.test("record() writes what was denied as a line, also when nothing can be kept", async () => {
  const { audit, lines, state } = log();
  state.audit.append = () => Promise.reject(new Error("busy"));
  const denied = { ...ENTRY, result: "denied", reason: "permission_denied" } as const;
  await assert.rejects(audit.record(denied), /busy/);
  assert.deepEqual(lines.map((line) => JSON.parse(line)), [
    { at: "2026-01-01T00:00:00.000Z", audit: denied },
  ]);
});

Deno.test("text of an attacker stays in its line and does not steer a terminal", async () => {
  const { audit, lines } = log();
  const text = 'x"}\r\n{"audit":{}}\x1b[2J\x00\x7f\x85\u2028\u2029\u202e\u2066\ud800';
  await audit.record({ ...ENTRY, actor: text, object: text, result: "denied" });
  assert.equal(lines.length, 1);
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(lines[0]!, /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202e\u2066]/);
  assert.equal(JSON.parse(lines[0]!).audit.actor, text.toWellFormed());
});

Deno.test("a name of any length is kept in part", async () => {
  const { audit, lines } = log();
  await audit.record({ ...ENTRY, actor: "x".repeat(1_000_000), result: "denied" });
  assert.ok(lines[0]!.length < 1000);
  const { items } = await audit.list({ page: 1, perPage: 1 });
  assert.equal(items[0]!.actor, "x".repeat(200));
});

Deno.test("list() gives the newest first, page by page", async () => {
  const { audit } = log();
  for (let index = 1; index <= 7; index++) await audit.record({ ...ENTRY, requestId: `r${index}` });
  const page = async (page: number) => {
    const { items, total } = await audit.list({ page, perPage: 3 });
    assert.equal(total, 7);
    return items.map(({ requestId }) => requestId);
  };
  assert.deepEqual(await page(1), ["r7", "r6", "r5"]);
  assert.deepEqual(await page(2), ["r4", "r3", "r2"]);
  assert.deepEqual(await page(3), ["r1"]);
  assert.deepEqual(await page(4), []);
});

Deno.test("verify() finds a record that was changed or taken away", async () => {
  for (const tamper of ["change", "delete"] as const) {
    const keyValue = createMemoryKeyValue();
    const audit = createAudit({ state: createState(keyValue), now: () => AT, out: () => {} });
    for (let index = 0; index < 3; index++) await audit.record(ENTRY);
    assert.equal(await audit.verify(), undefined);
    const records = await keyValue.list<Record<string, unknown>>([]);
    const { key, value } = records.find(({ value }) => value?.id === 2)!;
    const sets = [{ key, value: { ...value, actor: "eve" } }];
    assert.ok(await keyValue.commit(tamper === "change" ? { sets } : { deletes: [key] }));
    assert.notEqual(await audit.verify(), undefined, tamper);
  }
});

function log() {
  const lines: string[] = [];
  const state = createState(createMemoryKeyValue());
  const audit = createAudit({ state, now: () => AT, out: (line) => void lines.push(line) });
  return { audit, lines, state };
}
