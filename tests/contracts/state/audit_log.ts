import assert from "node:assert/strict";
import type { KeyValue } from "../../../lib/state/key_value.ts";
import { sampleEntry } from "../../helpers/state_samples.ts";
import { crowd, type Test } from "./contract.ts";

/** What the audit log promises. */
export function testAudit(test: Test): void {
  test("audit records are numbered, chained and listed, the newest first", async ({ audit }) => {
    assert.deepEqual(await audit.list({ limit: 10 }), []);
    for (let at = 1; at <= 5; at++) await audit.append(sampleEntry(`workflow/${at}`), at * 1_000);
    const records = await audit.list({ limit: 10 });
    assert.deepEqual(records.map(({ id }) => id), [5, 4, 3, 2, 1]);
    assert.deepEqual(
      records.map(({ previous }) => previous),
      [...records.slice(1).map(({ hash }) => hash), ""],
    );
    assert.match(records[0]!.hash, /^[0-9a-f]{64}$/);
    const { hash: _, previous: __, ...first } = records[4]!;
    assert.deepEqual(first, {
      ...sampleEntry("workflow/1"),
      id: 1,
      at: "1970-01-01T00:00:01.000Z",
    });
    const before = await audit.list({ before: 4, limit: 2 });
    assert.deepEqual(before.map(({ id }) => id), [3, 2]);
    assert.equal(await audit.count(), 5);
    assert.equal(await audit.verify(), undefined);
  });

  test("records that are appended at once stand in one chain", async ({ audit }, keyValue) => {
    const states = crowd(keyValue, 40);
    const records = await Promise.all(
      states.map((one, at) => one.audit.append(sampleEntry(`workflow/${at}`), 1_000)),
    );
    const ids = records.map(({ id }) => id).sort((a, b) => a - b);
    assert.deepEqual(ids, Array.from({ length: 40 }, (_, at) => at + 1));
    assert.equal(await audit.count(), 40);
    assert.equal(await audit.verify(), undefined);
  });

  test("verify() holds while records are appended", async ({ audit }) => {
    for (let at = 0; at < 20; at++) await audit.append(sampleEntry("before"), 1_000);
    const appending = (async () => {
      for (let at = 0; at < 60; at++) await audit.append(sampleEntry("meanwhile"), 1_000);
    })();
    for (let at = 0; at < 10; at++) assert.equal(await audit.verify(), undefined);
    await appending;
  });

  const tampering: Readonly<Record<string, [(keyValue: KeyValue) => Promise<unknown>, number]>> = {
    "a record that was changed": [(keyValue) => change(keyValue, 3, { actor: "eve" }), 3],
    "a record that was changed with its hash": [(keyValue) => forge(keyValue, 3), 4],
    "a field that was added": [(keyValue) => change(keyValue, 3, { reason: "none" }), 3],
    "the first record changed": [(keyValue) => change(keyValue, 1, { at: "never" }), 1],
    "a record that was removed": [
      (keyValue) => keyValue.commit({ deletes: [["audit", 3]] }),
      3,
    ],
    "the last record removed": [(keyValue) => keyValue.commit({ deletes: [["audit", 250]] }), 250],
    "all records removed": [removeAll, 1],
    "a head that was taken back": [
      async (keyValue) => {
        const { hash } = (await keyValue.get<{ hash: string }>(["audit", 249]))!.value;
        await keyValue.commit({ sets: [{ key: ["audit_head"], value: { id: 249, hash } }] });
      },
      250,
    ],
    "a head of another chain": [
      (keyValue) =>
        keyValue.commit({ sets: [{ key: ["audit_head"], value: { id: 250, hash: "0" } }] }),
      250,
    ],
    "a head that was removed": [(keyValue) => keyValue.commit({ deletes: [["audit_head"]] }), 1],
    "two records in each other's place": [
      async (keyValue) => {
        const [a, b] = await Promise.all([3, 4].map((id) => keyValue.get(["audit", id])));
        const sets = [{ key: ["audit", 3], value: b!.value }, {
          key: ["audit", 4],
          value: a!.value,
        }];
        await keyValue.commit({ sets });
      },
      3,
    ],
  };
  for (const [what, [tamper, id]] of Object.entries(tampering)) {
    test(`verify() finds ${what}`, async ({ audit }, keyValue) => {
      for (let at = 1; at <= 250; at++) await audit.append(sampleEntry(`workflow/${at}`), 1_000);
      assert.equal(await audit.verify(), undefined);
      await tamper(keyValue);
      assert.equal(await audit.verify(), id);
    });
  }
}

async function change(keyValue: KeyValue, id: number, fields: object): Promise<void> {
  const found = await keyValue.get<object>(["audit", id]);
  await keyValue.commit({ sets: [{ key: ["audit", id], value: { ...found!.value, ...fields } }] });
}

/** Changes a record and makes its hash anew. */
async function forge(keyValue: KeyValue, id: number): Promise<void> {
  await change(keyValue, id, { actor: "eve", hash: undefined });
  const { value } = (await keyValue.get<object>(["audit", id]))!;
  const fields = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  const text = new TextEncoder().encode(JSON.stringify(fields));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text)).toHex();
  await change(keyValue, id, { hash });
}

async function removeAll(keyValue: KeyValue): Promise<void> {
  for (const { key } of await keyValue.list(["audit"])) await keyValue.commit({ deletes: [key] });
}
