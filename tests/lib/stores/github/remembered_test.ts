import assert from "node:assert/strict";
import { createRemembered, type Told } from "../../../../lib/stores/github/remembered.ts";

/** A memory whose questions are answered by hand. */
function byHand() {
  let time = 0;
  const questions: { etag: string | undefined; answer: (told?: Told<string>) => void }[] = [];
  const memory = createRemembered<string>({
    lifetime: 10,
    now: () => time,
    ask: (etag) => new Promise((answer) => questions.push({ etag, answer })),
  });
  return { memory, questions, pass: (milliseconds: number) => time += milliseconds };
}

Deno.test("get() is not set back by an answer from before what was learned since", async () => {
  const { memory, questions } = byHand();
  const asked = memory.get();
  memory.set("new");
  questions[0]!.answer({ value: "old" });
  assert.equal(await asked, "new");
  assert.equal(await memory.get(), "new");
});

Deno.test("get() is not set back by a late answer to an earlier question", async () => {
  const { memory, questions } = byHand();
  const early = memory.get();
  memory.expire();
  const late = memory.get();
  questions[1]!.answer({ value: "new" });
  assert.equal(await late, "new");
  questions[0]!.answer({ value: "old" });
  await early;
  assert.equal(await memory.get(), "new");
});

Deno.test("get() asks with the ETag of what is known, and keeps that where it still is so", async () => {
  const { memory, questions, pass } = byHand();
  const first = memory.get();
  questions[0]!.answer({ value: "one", etag: "e1" });
  await first;
  pass(10);
  const second = memory.get();
  assert.equal(questions[1]!.etag, "e1");
  questions[1]!.answer();
  assert.equal(await second, "one");
  memory.set("two");
  pass(10);
  memory.get();
  assert.equal(questions[2]!.etag, undefined, "the tag was that of another value");
});

Deno.test("get() asks again after a failure", async () => {
  let fails = true;
  const memory = createRemembered<string>({
    lifetime: 10,
    now: () => 0,
    ask: () => fails ? Promise.reject(new Error("down")) : Promise.resolve({ value: "up" }),
  });
  await assert.rejects(memory.get(), /down/);
  fails = false;
  assert.equal(await memory.get(), "up");
});
