import assert from "node:assert/strict";
import { unavailable } from "../../../../lib/targets/docker_compose/available.ts";
import { createRun, type Outcome } from "../../../../lib/targets/docker_compose/run.ts";
import { inFolder } from "../../../helpers/host.ts";

const DONE: Outcome = { success: true, stdout: "28.0.0\n", stderr: "" };

/** The reason where Compose answers this. */
function reasonFor(compose: Outcome): Promise<string | undefined> {
  return unavailable((args) => Promise.resolve(args[0] === "compose" ? compose : DONE));
}

Deno.test("an engine with a Compose that reads raw variables will do", async () => {
  for (const version of ["2.30.0", "v2.40.3\n", "5.0.1", "2.30.0-desktop.1"]) {
    assert.equal(await reasonFor({ ...DONE, stdout: version }), undefined);
  }
  assert.match((await reasonFor({ ...DONE, stdout: "2.29.7" }))!, /2\.30 or newer is needed/);
  assert.match((await reasonFor({ ...DONE, success: false }))!, /no compose command/);
});

Deno.test("an engine that does not answer is a reason, in its own words", async () => {
  const stderr =
    "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n";
  const reason = await unavailable(() => Promise.resolve({ success: false, stdout: "", stderr }));
  assert.match(reason!, /^no container engine answers: Cannot connect/);
});

Deno.test("a program that is not installed is a reason", () =>
  inFolder(async (folder) => {
    const reason = await unavailable(createRun({ PATH: folder }));
    assert.equal(reason, "no container engine answers: the program docker is not installed");
  }));
