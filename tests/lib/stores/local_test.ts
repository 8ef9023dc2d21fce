import { createLocalStore } from "../../../lib/stores/local.ts";
import type { Store } from "../../../lib/stores/store.ts";
import { testStore } from "../../contracts/store.ts";
import { assertSound } from "./git.ts";

const folders = new Map<Store, string>();

testStore("local", open, { after });

async function open(): Promise<Store> {
  const folder = Deno.makeTempDirSync({ prefix: "celestra-store-" });
  const store = await createLocalStore(folder, { bare: true, defaultBranch: "main" });
  folders.set(store, folder);
  return store;
}

async function after(store: Store): Promise<void> {
  const folder = folders.get(store)!;
  folders.delete(store);
  try {
    await assertSound(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}
