import assert from "node:assert/strict";
import { createToasts } from "../../islands/toasts.tsx";

Deno.test("what is done goes away by itself, later when something can be done about it", () => {
  const { toasts, waits } = timed();
  toasts.done("Saved");
  toasts.done("Deleted", { label: "Undo", run() {} });
  assert.deepEqual(waits.map(({ time }) => time), [5_000, 12_000]);
  waits[0]!.work();
  assert.deepEqual(texts(toasts), ["Deleted"]);
});

Deno.test("a fault stays until it is closed", () => {
  const { toasts, waits } = timed();
  toasts.fault("No.");
  assert.equal(waits.length, 0);
  toasts.close(toasts.list.value[0]!.id);
  assert.deepEqual(texts(toasts), []);
});

Deno.test("at most three are seen, the newest last", () => {
  const { toasts } = timed();
  for (const text of ["a", "b", "c", "d"]) toasts.done(text);
  assert.deepEqual(texts(toasts), ["b", "c", "d"]);
});

function timed() {
  const waits: { work: () => void; time: number }[] = [];
  const toasts = createToasts((work, time) => waits.push({ work, time }));
  return { toasts, waits };
}

function texts({ list }: ReturnType<typeof createToasts>): string[] {
  return list.value.map(({ text }) => text);
}
