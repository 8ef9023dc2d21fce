import assert from "node:assert/strict";
import { createGit, git } from "../../../lib/targets/git.ts";
import { testTarget } from "../../contracts/target.ts";

testTarget("git", (data) => ({ target: git.open({ data, env: {} }) }));

Deno.test("git says that the branch is the destination", async () => {
  assert.equal(await createGit().unavailable(), "the branch is the destination");
});
