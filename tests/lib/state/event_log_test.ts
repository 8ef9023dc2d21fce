import assert from "node:assert/strict";
import { createEventLog } from "../../../lib/state/event_log.ts";
import { createMemoryKeyValue } from "../../../lib/state/memory.ts";
import { sampleEvent } from "../../helpers/state_samples.ts";

Deno.test("the oldest events are forgotten, a bounded number at a time", async () => {
  const keyValue = createMemoryKeyValue();
  const large = createEventLog(keyValue, { events: 200, size: 1e9 });
  await large.append(Array.from({ length: 200 }, (_, at) => sampleEvent(`${at}`)));
  assert.deepEqual(await large.range(), { first: 1, last: 200 });
  const small = createEventLog(keyValue, { events: 10, size: 1e9 });
  const firsts: number[] = [];
  for (let at = 0; at < 7; at++) {
    await small.append([sampleEvent("one more")]);
    firsts.push((await small.range()).first);
  }
  assert.deepEqual(firsts, [41, 81, 121, 161, 196, 197, 198]);
  const ids = (await small.after(0, 100)).map(({ id }) => id);
  assert.deepEqual(ids, [198, 199, 200, 201, 202, 203, 204, 205, 206, 207]);
  assert.equal((await keyValue.list(["events"])).length, 10);
});

Deno.test("after() answers no events with a hole among them", async () => {
  const keyValue = createMemoryKeyValue();
  const events = createEventLog(keyValue);
  await events.append(Array.from({ length: 9 }, (_, at) => sampleEvent(`${at}`)));
  await keyValue.commit({ deletes: [["events", 1], ["events", 5]] });
  assert.deepEqual((await events.after(0, 100)).map(({ id }) => id), [2, 3, 4]);
});
