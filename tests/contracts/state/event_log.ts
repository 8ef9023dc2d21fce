import assert from "node:assert/strict";
import { sampleEvent } from "../../helpers/state_samples.ts";
import { crowd, raises, raisesNot, type Test } from "./contract.ts";

/** What the event log promises. */
export function testEvents(test: Test): void {
  test("events are numbered without holes, in their order", async ({ events }) => {
    assert.deepEqual(await events.range(), { first: 0, last: 0 });
    assert.deepEqual(await events.after(0, 10), []);
    assert.deepEqual(await events.append([]), []);
    const said = Array.from({ length: 45 }, (_, at) => sampleEvent(`${at}`));
    const logged = await events.append(said);
    assert.deepEqual(logged, said.map((event, at) => ({ ...event, id: at + 1 })));
    assert.deepEqual(await events.after(0, 100), logged);
    assert.deepEqual(await events.after(40, 3), logged.slice(40, 43));
    assert.deepEqual(await events.after(45, 10), []);
    assert.deepEqual(await events.range(), { first: 1, last: 45 });
  });

  test("events that are appended at once stay in portions", async ({ events }, keyValue) => {
    const logged = await Promise.all(
      crowd(keyValue, 20).map((one, at) =>
        one.events.append([sampleEvent(`${at}`), sampleEvent("2")])
      ),
    );
    for (const [a, b] of logged) assert.equal(a!.id + 1, b!.id);
    const ids = (await events.after(0, 100)).map(({ id }) => id);
    assert.deepEqual(ids, Array.from({ length: 40 }, (_, at) => at + 1));
  });

  test("an event may be large", async ({ events }) => {
    const texts = ["x".repeat(600 * 1024), "y", ..."äöü"].map((text) =>
      text.padEnd(200 * 1024, text)
    );
    const large = texts.map(sampleEvent);
    await events.append(large);
    const found = await events.after(0, 10);
    assert.deepEqual(found, large.map((event, at) => ({ ...event, id: at + 1 })));
    await assert.rejects(events.append([sampleEvent("x".repeat(701 * 1024))]), {
      code: "too_large",
    });
    assert.deepEqual(await events.range(), { first: 1, last: 5 });
  });

  test("the size of the log is bounded: the oldest are forgotten", async ({ events }, keyValue) => {
    await events.append(Array.from({ length: 64 }, (_, at) => sampleEvent(`${at}`)));
    for (let at = 0; at < 30; at++) await events.append([sampleEvent("x".repeat(650 * 1024))]);
    const { first, last } = await events.range();
    const kept = await events.after(0, 1_000);
    assert.deepEqual([kept[0]?.id, kept.at(-1)?.id, last], [first, 94, 94]);
    assert.equal(kept.length, Math.floor(16 * 1024 / 651));
    assert.equal((await keyValue.list(["events"])).length, kept.length);
  });

  test("each event raises the version events", async (state) => {
    await raises(state, "events", () => state.events.append([sampleEvent("one")]));
    await raises(state, "events", () => state.events.append([sampleEvent("two")]));
    await raisesNot(state, "events", () => state.events.append([]));
  });
}
