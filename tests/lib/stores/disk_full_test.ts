import assert from "node:assert/strict";
import { isInstalled } from "../../helpers/needs.ts";
import { assertSound, inTemporary } from "./git.ts";

const SCRIPT = new URL("./disk_full.ts", import.meta.url).pathname;
const MOUNT_AND_RUN = 'mount -t tmpfs -o size=600k tmpfs "$1/small" && ' +
  '"$2" run -A --no-check "$3" "$1/small" && cp -a "$1/small/." "$1/copy"';

/** How to get a file system of our own here: as root, or as root of a namespace of users. */
const flags = ["-m", "-rm"].find(canMount);
const name = "commit() on a full disk answers storage_full, and works again with space";

Deno.test({
  // `git_test.ts` lets writing fail where no small disk can be had.
  name: flags ? name : `${name} (ignored: needs unshare and mount)`,
  ignore: !flags,
  fn: () => inTemporary(testIn),
});

async function testIn(folder: string): Promise<void> {
  Deno.mkdirSync(`${folder}/small`);
  Deno.mkdirSync(`${folder}/copy`);
  const args = ["sh", "-c", MOUNT_AND_RUN, "sh", folder, Deno.execPath(), SCRIPT];
  const command = new Deno.Command("unshare", { args: [flags!, ...args], stdin: "null" });
  const { success, stdout, stderr } = await command.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  const seen = JSON.parse(new TextDecoder().decode(stdout));
  assert.deepEqual(seen.refused, ["storage_full", "storage_full"]);
  assert.equal(seen.headWhileFull, seen.before);
  assert.equal(seen.textWhileFull, "small");
  assert.deepEqual(seen.leftovers, []);
  assert.equal(seen.sizeAfter, 700_000);
  await assertSound(`${folder}/copy`);
}

function canMount(flags: string): boolean {
  if (!isInstalled("unshare") || !isInstalled("mount")) return false;
  const args = [flags, "mount", "-t", "tmpfs", "tmpfs", "/mnt"];
  return new Deno.Command("unshare", { args, stderr: "null" }).outputSync().success;
}
