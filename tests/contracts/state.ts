import assert from "node:assert/strict";
import { createState } from "../../lib/state/create_state.ts";
import type { KeyValue } from "../../lib/state/key_value.ts";
import { inFolder } from "../helpers/host.ts";
import { testAccounts } from "./state/accounts.ts";
import { testAttempts } from "./state/attempts.ts";
import { testAudit } from "./state/audit_log.ts";
import type { Test } from "./state/contract.ts";
import { testDrafts } from "./state/drafts.ts";
import { testEvents } from "./state/event_log.ts";
import { testJobs } from "./state/jobs.ts";
import { testLeases } from "./state/leases.ts";
import { testSeenHeads } from "./state/seen_heads.ts";
import { testSessions } from "./state/sessions.ts";
import { testSetup } from "./state/setup_tokens.ts";
import { testKeys } from "./state/signing_keys.ts";

/** What the state promises over every key-value store. */
export function testState(name: string, open: (folder: string) => Promise<KeyValue>): void {
  const test: Test = (promise, fn) =>
    Deno.test(`[${name}] ${promise}`, () =>
      inFolder(async (folder) => {
        const keyValue = await open(folder);
        const state = createState(keyValue);
        try {
          await state.ping();
          await fn(state, keyValue);
        } finally {
          state.close();
        }
      }));
  testAccounts(test);
  testSetup(test);
  testSessions(test);
  testKeys(test);
  testAttempts(test);
  testAudit(test);
  testEvents(test);
  testJobs(test);
  testLeases(test);
  testDrafts(test);
  testSeenHeads(test);
  test("ping() throws once the state is closed", async (state) => {
    state.close();
    await assert.rejects(state.ping(), { code: "shutting_down" });
  });
}
