import assert from "node:assert/strict";
import { begin } from "../../../contracts/store_changes.ts";
import { createFakeGitHub, TOKEN } from "../../../helpers/fake_github.ts";

const SCRIPT = new URL("./no_disk.ts", import.meta.url).pathname;

Deno.test("a store on GitHub needs the network and the environment, and writes no disk", async () => {
  const fake = createFakeGitHub();
  await begin(fake.store(), { "workflows/a.yaml": "1\n" });
  fake.forget();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const body = await request.text();
      const { method, headers } = request;
      return await fake.fetch(request.url, { method, headers, ...(body && { body }) });
    },
  );
  const command = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-check",
      "--no-prompt",
      "--allow-net",
      "--allow-env",
      "--allow-read",
      SCRIPT,
    ],
    env: {
      CELESTRA_GITHUB_REPO: "acme/shop",
      CELESTRA_GITHUB_TOKEN: TOKEN,
      CELESTRA_GITHUB_API: `http://127.0.0.1:${server.addr.port}`,
      NO_COLOR: "1",
    },
  });
  const { code, stdout, stderr } = await command.output();
  await server.shutdown();
  const said = new TextDecoder().decode(stderr);
  assert.equal(code, 0, said);
  const { commit, text } = JSON.parse(new TextDecoder().decode(stdout));
  assert.equal(text, "2\n");
  assert.equal(fake.git.refs.get("refs/heads/main"), commit);
  assert.equal(fake.seen.filter(({ method }) => method !== "GET").length, 1);
  assert.ok(!said.includes(TOKEN));
});
