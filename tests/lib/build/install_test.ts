import assert from "node:assert/strict";
import { folderOnPath, launcher } from "../../../lib/build/install.ts";
import { inFolder } from "../../helpers/host.ts";

const PATH = "/usr/bin:/home/ada/.npm/_npx/1/node_modules/.bin:/usr/local/bin:/home/ada/bin";

Deno.test("folderOnPath() takes a folder of the person's own, none of a package manager", () => {
  assert.deepEqual(folderOnPath(PATH, "/home/ada", () => true), {
    folder: "/home/ada/bin",
    isOnPath: true,
  });
});

Deno.test("folderOnPath() falls back on the shared folder, never on one of the system", () => {
  const isShared = (folder: string) => !folder.startsWith("/home");
  assert.equal(folderOnPath(PATH, "/home/ada", isShared).folder, "/usr/local/bin");
  assert.deepEqual(folderOnPath("/usr/bin", "/home/ada", () => true), {
    folder: "/home/ada/.local/bin",
    isOnPath: false,
  });
});

Deno.test("launcher() keeps paths with quotes whole", () =>
  inFolder(async (home) => {
    const folder = `${home}/it's $HOME`;
    Deno.mkdirSync(folder);
    Deno.writeTextFileSync(`${folder}/c.js`, "console.log(Deno.args.join('|'))");
    Deno.writeTextFileSync(`${home}/celestra`, launcher(Deno.execPath(), `${folder}/c.js`));
    const { stdout } = await new Deno.Command("sh", { args: [`${home}/celestra`, "a b", "c"] })
      .output();
    assert.equal(new TextDecoder().decode(stdout), "a b|c\n");
  }));
