import assert from "node:assert/strict";
import { readConfig } from "../lib/services/config.ts";
import { ROOT } from "./helpers/house.ts";

const paper = await Deno.readTextFile(`${ROOT}docs/operations.md`);
const tasks: Record<string, { command: string }> =
  JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`)).tasks;

/** The rows of the table of variables, by their first column. */
function rows(): string[] {
  const table = /## Variables\n\n([\s\S]*?)\n\n/.exec(paper)![1]!;
  return [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name!);
}

Deno.test("docs/operations.md names every variable that the service reads, and no other", () => {
  const read = new Set<string>();
  readConfig(new Proxy({}, { get: (_, name) => void read.add(String(name)) }), "/");
  // Set by deno task, and by nobody else.
  read.delete("INIT_CWD");
  // Read by the program docker, which gets all that we were given.
  const others = ["DOCKER_HOST"];
  assert.deepEqual(rows().sort(), [...read, ...others].sort());
});

Deno.test("docs/operations.md names the permissions of deno task start and of the container", async () => {
  const given = (command: string) =>
    [...command.matchAll(/--allow-[\w]+(?:=docker|=\/data)?/g)].map(([permission]) => permission);
  const [, start] = tasks.start!.command.split("&&");
  const dockerfile = await Deno.readTextFile(`${ROOT}Dockerfile`);
  for (const permission of [...given(start!), ...given(/^CMD .*$/m.exec(dockerfile)![0])]) {
    const name = permission.replace("=/data", "");
    assert.ok(paper.includes(`\`${name}`), permission);
  }
});
