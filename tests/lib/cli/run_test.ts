import assert from "node:assert/strict";
import { run } from "../../../lib/cli/run.ts";
import { testHost } from "../../helpers/host.ts";

Deno.test("help lists every command with a line on what it does", async () => {
  const host = testHost("/");
  assert.equal(await run([], host), 0);
  const names = ["init", "validate", "edit", "merge", "render", "deploy", "undeploy", "status"];
  for (const name of [...names, "secret set"]) {
    assert.match(host.written.out, new RegExp(`^  ${name} .*\n      [A-Z].*\\.$`, "m"));
  }
});

Deno.test("a mistyped command is refused with the one that was meant", async () => {
  const host = testHost("/");
  assert.equal(await run(["rendr"], host), 3);
  assert.match(host.written.err, /^usage: There is no command "rendr"; did you mean render\?\n/);
});

for (const name of ["constructor", "__proto__", "toString"]) {
  Deno.test(`"${name}" is no command`, async () => {
    assert.equal(await run([name], testHost("/")), 3);
  });
}

Deno.test("a command tells its usage", async () => {
  const host = testHost("/");
  assert.equal(await run(["deploy", "--help"], host), 0);
  assert.match(host.written.out, /Usage: celestra deploy <name> --env <environment>/);
});
