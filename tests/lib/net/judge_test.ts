import assert from "node:assert/strict";
import { createJudge } from "../../../lib/net/judge.ts";

const HOST = new URL("https://api.github.example/x");

/** A judge in a network that a test makes up. */
function judging(connect: () => Promise<void> = () => Promise.resolve()) {
  const state = { addresses: ["8.8.8.8"], time: 0, lookups: 0 };
  const judge = createJudge({
    isLoopbackAllowed: false,
    connectWithin: 20,
    now: () => state.time,
    network: {
      resolve() {
        state.lookups++;
        return Promise.resolve(state.addresses);
      },
      connect,
    },
  });
  return { judge, state };
}

Deno.test("check() looks a host up once for a while, and then judges it anew", async () => {
  const { judge, state } = judging();
  await Promise.all([judge.check(HOST), judge.check(HOST)]);
  state.addresses = ["10.0.0.1"];
  state.time = 9_999;
  await judge.check(HOST);
  assert.equal(state.lookups, 1);
  state.time = 10_000;
  await assert.rejects(judge.check(HOST));
});

Deno.test("check() asks again after a refusal, and after a connection that did not open", async () => {
  const { judge, state } = judging();
  state.addresses = ["10.0.0.1"];
  await assert.rejects(judge.check(HOST));
  state.addresses = ["8.8.8.8"];
  await judge.check(HOST);
  const closed = judging(() => Promise.reject(new Error("refused")));
  for (let index = 0; index < 2; index++) {
    await assert.rejects((await closed.judge.check(HOST)).opens);
  }
  assert.equal(closed.state.lookups, 2);
});

Deno.test("check() takes one address that opens among several", async () => {
  let tries = 0;
  const { judge, state } = judging(() =>
    tries++ === 0 ? Promise.reject(new Error("refused")) : Promise.resolve()
  );
  state.addresses = ["8.8.8.8", "8.8.4.4"];
  await (await judge.check(HOST)).opens;
  assert.equal(tries, 2);
});
