import { openGitHubStore } from "../../../lib/stores/github.ts";
import type { Store } from "../../../lib/stores/store.ts";
import { testStore } from "../../contracts/store.ts";
import { type EmulatedGitHub, emulateGitHub } from "../../helpers/emulated_github.ts";
import { createFakeGitHub, createTestClock } from "../../helpers/fake_github.ts";

const emulators = new Map<Store, EmulatedGitHub>();

/** Others emulate the Git data API: what our store makes of it is not only what we believe of it. */
testStore("github, emulated", openEmulated, { after });

/** The fake that the other tests count on keeps the same promises. */
testStore(
  "github, counted",
  () => Promise.resolve(createFakeGitHub().store({ hasGraphql: false })),
);

async function openEmulated(): Promise<Store> {
  const emulator = await emulateGitHub();
  const { fetch } = emulator;
  // The emulator has no GraphQL mutation, so every commit goes the other way after the first try.
  const store = openGitHubStore(await emulator.repository(), { fetch, ...createTestClock() });
  emulators.set(store, emulator);
  return store;
}

async function after(store: Store): Promise<void> {
  await emulators.get(store)!.close();
  emulators.delete(store);
}
