import assert from "node:assert/strict";
import { createEngine } from "../../../../lib/targets/docker_compose/engine.ts";
import type { Outcome } from "../../../../lib/targets/docker_compose/run.ts";

const PROJECT = { workflow: "shop", name: "shop-local", folder: "/nowhere" };

/** An engine on which one container is listed, and what it then says of it. */
function engineSaying(inspected: Outcome) {
  return createEngine((args) =>
    Promise.resolve(
      args[0] === "inspect" ? inspected : { success: true, stdout: "06bd9cce\n", stderr: "" },
    )
  );
}

Deno.test("containers that went between two questions are none", async () => {
  const stderr = "Error response from daemon: No such container: 06bd9cce\n";
  const engine = engineSaying({ success: false, stdout: "[]\n", stderr });
  assert.deepEqual(await engine.containers(PROJECT), []);
});

Deno.test("any other fault of the engine is told", async () => {
  const engine = engineSaying({ success: false, stdout: "[]\n", stderr: "disk I/O error\n" });
  await assert.rejects(
    engine.containers(PROJECT),
    { code: "upstream_error", message: "docker inspect failed: disk I/O error" },
  );
});
