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

Deno.test("a container that is left is told, also where another one went", async () => {
  const left = {
    Id: "5b6fb92f",
    Name: "/shop-local-web-1",
    Created: "2026-01-01T00:00:00Z",
    RestartCount: 0,
    Config: { Labels: { "com.docker.compose.service": "web" } },
    HostConfig: { RestartPolicy: { Name: "unless-stopped" } },
    Mounts: [],
    State: { Status: "running", ExitCode: 0, OOMKilled: false, StartedAt: "2026-01-01T00:00:00Z" },
  };
  const engine = engineSaying({
    success: false,
    // As the engine prints it, over several lines.
    stdout: JSON.stringify([left], null, 4),
    stderr: "Error response from daemon: No such container: 06bd9cce\n",
  });
  const containers = await engine.containers(PROJECT);
  assert.deepEqual(containers.map(({ service }) => service), ["web"]);
});

Deno.test("any other fault of the engine is told", async () => {
  const engine = engineSaying({ success: false, stdout: "[]\n", stderr: "disk I/O error\n" });
  await assert.rejects(
    engine.containers(PROJECT),
    { code: "upstream_error", message: "docker inspect failed: disk I/O error" },
  );
});
