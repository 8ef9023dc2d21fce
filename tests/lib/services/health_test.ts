import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import { createHealth, type HealthOptions } from "../../../lib/services/health.ts";
import { createState } from "../../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../../lib/state/memory.ts";
import { createMemoryStore } from "../../../lib/stores/memory.ts";

function open(change: Partial<HealthOptions> = {}) {
  const state = createState(createMemoryKeyValue());
  const store = createMemoryStore();
  return { state, health: createHealth({ store, state, patience: 10, ...change }) };
}

const hanging = () => new Promise<never>(() => {});

Deno.test("unready() says nothing while both stores answer, also on an empty repository", async () => {
  assert.equal(await open().health.unready(), undefined);
});

Deno.test("unready() names the store that fails or does not answer in time, and no detail", async () => {
  const secret = () =>
    Promise.reject(new AppError("store_corrupt", "/home/ada/repo.git is broken"));
  const store = createMemoryStore();
  for (const fault of [secret, hanging]) {
    const git = open({ store: { ...store, head: fault } }).health;
    assert.equal(await git.unready(), "the repository does not answer");
    const state = open({ state: { ping: fault } }).health;
    assert.equal(await state.unready(), "the state does not answer");
  }
});

Deno.test("unready() sees a state that was closed", async () => {
  const { state, health } = open();
  state.close();
  assert.equal(await health.unready(), "the state does not answer");
});

Deno.test("unready() is true from the beginning of a shutdown on", async () => {
  const { health } = open();
  health.close();
  assert.equal(await health.unready(), "the service is shutting down");
});

Deno.test("unready() tells who asked before a shutdown what is so after it", async () => {
  const { health } = open({ state: { ping: hanging } });
  const asked = health.unready();
  health.close();
  assert.equal(await asked, "the service is shutting down");
});
