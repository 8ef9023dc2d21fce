import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import { readConfig } from "../../../lib/services/config.ts";

Deno.test("readConfig() needs no variable at all", () => {
  assert.deepEqual(readConfig({ PATH: "/bin" }, "/home/ada/celestra"), {
    data: "/home/ada/celestra/.celestra",
    host: "127.0.0.1",
    port: 8000,
    trustedProxies: [],
    isDebug: false,
  });
});

Deno.test("readConfig() reads every variable", () => {
  const variables = {
    CELESTRA_DATA: "/var/lib/celestra",
    CELESTRA_HOST: "0.0.0.0",
    CELESTRA_PORT: "0",
    CELESTRA_PUBLIC_URL: "https://celestra.example.com/",
    CELESTRA_TRUSTED_PROXY: "10.0.0.1, 10.0.0.2",
    CELESTRA_METRICS_TOKEN: "m3trics",
    CELESTRA_DEBUG: "1",
    CELESTRA_GITHUB_REPO: "acme/shop",
    CELESTRA_GITHUB_TOKEN: "t0ken",
    CELESTRA_GITHUB_API: "https://git.example.com/api/v3",
  };
  assert.deepEqual(readConfig(variables, "/"), {
    data: "/var/lib/celestra",
    host: "0.0.0.0",
    port: 0,
    publicUrl: "https://celestra.example.com",
    trustedProxies: ["10.0.0.1", "10.0.0.2"],
    metricsToken: "m3trics",
    github: {
      repository: "acme/shop",
      token: "t0ken",
      api: "https://git.example.com/api/v3",
    },
    isDebug: true,
  });
});

Deno.test("readConfig() starts a relative path where the person stands", () => {
  const variables = { CELESTRA_DATA: "data", INIT_CWD: "/home/ada" };
  assert.equal(readConfig(variables, "/srv/celestra").data, "/home/ada/data");
  assert.equal(readConfig({ INIT_CWD: "/home/ada" }, "/srv").data, "/srv/.celestra");
});

Deno.test("readConfig() takes an empty variable for none", () => {
  assert.equal(readConfig({ CELESTRA_PORT: "", CELESTRA_DATA: " " }, "/x").port, 8000);
});

Deno.test("readConfig() names everything that is wrong at once", () => {
  const variables = {
    CELESTRA_PORT: "80000",
    CELESTRA_PUBLIC_URL: "https://example.com/celestra",
  };
  assert.throws(() => readConfig(variables, "/"), (error: AppError) => {
    assert.equal(error.code, "configuration");
    assert.match(error.message, /CELESTRA_PORT must be a port from 0 to 65535, not "80000"/);
    assert.match(error.message, /CELESTRA_PUBLIC_URL must be an origin/);
    return true;
  });
});

for (const url of ["celestra.example.com", "ftp://example.com", "https://a.b?x", "https://u@a.b"]) {
  Deno.test(`readConfig() refuses ${url} as its origin`, () => {
    assert.throws(() => readConfig({ CELESTRA_PUBLIC_URL: url }, "/"), AppError);
  });
}
