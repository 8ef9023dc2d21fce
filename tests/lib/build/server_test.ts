import assert from "node:assert/strict";
import { buildServer } from "../../../lib/build/server.ts";
import { begin } from "../../helpers/client.ts";
import { inFolder } from "../../helpers/host.ts";
import { ROOT } from "../../helpers/house.ts";
import { eventually } from "../../helpers/processes.ts";
import { serve } from "../../helpers/served.ts";

/** Builds the server into a folder, beside the files that browsers load. */
async function built(folder: string): Promise<string> {
  const out = `${folder}/dist/`;
  await Deno.mkdir(out);
  await Deno.symlink(`${ROOT}static`, `${folder}/static`);
  assert.equal(await buildServer(out), true);
  assert.equal(await buildServer(out), false, "what is there is not built again");
  return `${out}server.js`;
}

Deno.test("the bundled server does all that comes late: passwords, Git, schemas, YAML, pages", () =>
  inFolder(async (folder) => {
    const file = await built(folder);
    const env = { DOCKER_HOST: "unix:///nowhere/docker.sock" };
    await using served = await serve({ data: `${folder}/data`, file, env });
    const page = await fetch(served.link!);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<form/);
    const ada = await begin(served.url, served.link!);
    await ada.json("POST", "/api/v1/workflows/hello/duplicate", { name: "copy" });
    const { paths } = await ada.json<{ paths: object }>("GET", "/openapi.json");
    assert.ok("/healthz" in paths);
    const { files } = await ada.json<{ files: { path: string }[] }>(
      "POST",
      "/api/v1/generate/compose",
      { name: "copy" },
    );
    assert.ok(files.some(({ path }) => path === "compose.yaml"));
    const anchored = {
      text: "apiVersion: celestra/v1\nkind: Application\nmetadata: &a { name: a }\n",
    };
    const { problems } = await ada.json<{ problems: object[] }>(
      "POST",
      "/api/v1/validate",
      anchored,
    );
    assert.ok(problems.length > 0);
    const started = await ada.json<{ id: string }>("POST", "/api/v1/deployments", {
      workflow: "copy",
      environment: "local",
    });
    await eventually(
      async () => await (await ada.ask("GET", `/api/v1/deployments/${started.id}`)).text(),
      (text) => JSON.parse(text).state === "committed",
    );
    assert.doesNotMatch(served.written(), /"level":"error"/);
    assert.equal((await served.stop()).code, 0);
  }));
