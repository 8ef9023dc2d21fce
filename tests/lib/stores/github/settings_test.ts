import assert from "node:assert/strict";
import { github } from "../../../../lib/stores/github.ts";
import { readSettings } from "../../../../lib/stores/github/settings.ts";
import { refuses } from "../../../contracts/store_changes.ts";

const token = "token-canary-4711";

Deno.test("readSettings() takes a repository, a token and another API", () => {
  const settings = { owner: "acme", repo: "web.shop", token, api: "https://api.github.com" };
  assert.deepEqual(readSettings({ repository: "acme/web.shop", token }), settings);
  const api = "https://git.acme.example/api/v3";
  assert.equal(readSettings({ repository: "acme/shop", token, api: `${api}/` }).api, api);
});

Deno.test("open() of github names the variable that is wrong, and never the token", async () => {
  const wrong = [
    ...["", "shop", "acme/", "acme/shop/x", "acme/..", "../shop", "acme/sh op"].map((
      repository,
    ) => ({
      settings: { repository, token },
      name: /CELESTRA_GITHUB_REPO/,
    })),
    ...["", `${token}\r\nx: y`, `${token} `].map((token) => ({
      settings: { repository: "acme/shop", token },
      name: /CELESTRA_GITHUB_TOKEN/,
    })),
    ...["http://api.github.com", "http://10.0.0.1", "ftp://x", "x", `https://u:${token}@x`].map(
      (api) => ({
        settings: { repository: "acme/shop", token, api },
        name: /CELESTRA_GITHUB_API/,
      }),
    ),
  ];
  for (const { settings, name } of wrong) {
    const error = await refuses("configuration", github.open(settings), JSON.stringify(settings));
    assert.match(error.message, name);
    assert.ok(!Deno.inspect(error, { depth: 99 }).includes(token), error.message);
  }
});
