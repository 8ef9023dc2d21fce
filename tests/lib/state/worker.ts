/**
 * A process that shares a state with others: `worker.ts <file> <task> <name>`. It begins when
 * something comes in, and prints what its task came to.
 */
import { createState } from "../../../lib/state/create_state.ts";
import { denoKv } from "../../../lib/state/deno_kv.ts";
import type { KeyValue } from "../../../lib/state/key_value.ts";
import type { State } from "../../../lib/state/state.ts";
import { increment } from "../../contracts/key_value.ts";
import { sampleEntry, sampleEvent, sampleKey } from "../../helpers/state_samples.ts";

/** What a worker does. */
type Task = (state: State, keyValue: KeyValue, name: string) => Promise<unknown>;

const [path, task, name] = Deno.args as [string, string, string];

/** The tasks that a test can ask for. */
const TASKS: Readonly<Record<string, Task>> = {
  async count(_, keyValue) {
    for (let at = 0; at < 100; at++) await increment(keyValue);
  },
  async events({ events }) {
    const ids: number[] = [];
    for (let at = 0; at < 50; at++) {
      const logged = await events.append([sampleEvent(name), sampleEvent(name)]);
      ids.push(...logged.map(({ id }) => id));
    }
    return ids;
  },
  async endless({ events }) {
    for (;;) print((await events.append([sampleEvent("x".repeat(100_000))]))[0]!.id);
  },
  async audit({ audit }) {
    for (let at = 0; at < 50; at++) await audit.append(sampleEntry(name), 1_000);
  },
  addKey: ({ keys }) => keys.add(sampleKey(name), 0),
  async demoteOther({ accounts }) {
    const other = name === "ada" ? "bob" : "ada";
    const demote = accounts.update(other, (account) => ({ ...account, role: "viewer" }));
    return await demote.then(() => "done", ({ code }) => code);
  },
  /** Whoever holds the lease makes a file that must not be there yet. */
  async takeTurns({ leases }) {
    const tokens: number[] = [];
    while (tokens.length < 15) {
      const lease = await leases.acquire("work", name, 60_000, Date.now());
      if (!lease) continue;
      Deno.openSync(`${path}.held`, { createNew: true, write: true }).close();
      tokens.push(lease.token);
      await new Promise((resolve) => setTimeout(resolve, 2));
      Deno.removeSync(`${path}.held`);
      await leases.release(lease);
    }
    return tokens;
  },
  async hold({ leases }) {
    print(await leases.acquire("work", name, 500, 1_000));
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  },
};

print("ready");
await Deno.stdin.read(new Uint8Array(1));
const keyValue = await denoKv.open({ path });
print(await TASKS[task]!(createState(keyValue), keyValue, name) ?? null);
keyValue.close();

function print(what: unknown): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(what)}\n`));
}
