import assert from "node:assert/strict";
import { createRun } from "../../../../lib/targets/docker_compose/run.ts";
import { inFolder } from "../../../helpers/host.ts";

/** Puts a program named docker on a path of its own. */
function withProgram(script: string, test: (path: string) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/docker`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    await test(`${folder}:/usr/bin:/bin`);
  });
}

Deno.test("arguments reach the program as they are, and no shell reads them", () =>
  withProgram('for a; do printf "[%s]" "$a"; done', async (PATH) => {
    const args = ["$(id)", "a b", "; echo x", "--", "*"];
    const { success, stdout } = await createRun({ PATH })(args);
    assert.deepEqual([success, stdout], [true, args.map((arg) => `[${arg}]`).join("")]);
  }));

Deno.test("variables that would change what Compose does are withheld", () =>
  withProgram("env", async (PATH) => {
    const env = {
      PATH,
      DOCKER_HOST: "unix:///x",
      COMPOSE_FILE: "/etc/x",
      COMPOSE_PROFILES: "jobs",
      CELESTRA_SECRETS: "/x",
      LD_PRELOAD: "/x.so",
      UNSET: undefined,
    };
    const { stdout } = await createRun(env)([], { env: { CELESTRA_SECRETS: "/values" } });
    const names = stdout.split("\n").filter((line) =>
      /COMPOSE|CELESTRA|LD_|DOCKER|UNSET/.test(line)
    );
    assert.deepEqual(names.sort(), ["CELESTRA_SECRETS=/values", "DOCKER_HOST=unix:///x"]);
  }));

Deno.test("lines on standard error are told as they come, and the rest at the end", () =>
  withProgram('printf "a\\nb" >&2; printf "c\\nd" >&2; exit 3', async (PATH) => {
    const told: string[] = [];
    const { success, stderr } = await createRun({ PATH })([], { onLine: (it) => told.push(it) });
    assert.deepEqual([success, stderr, told], [false, "a\nbc\nd", ["a", "bc", "d"]]);
  }));

Deno.test("a program ends when its time is over, or when somebody asks", () =>
  withProgram("exec sleep 60", async (PATH) => {
    const run = createRun({ PATH });
    assert.equal((await run([], { timeout: 50 })).success, false);
    assert.equal((await run([], { signal: AbortSignal.abort() })).success, false);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    assert.equal((await run([], { signal: stop.signal })).success, false);
  }));
