import assert from "node:assert/strict";
import type { Resource, Workload } from "../../../../lib/model/resource.ts";
import { compose } from "../../../../lib/generators/compose.ts";
import { appOf, planOf, secretOf, settingOf } from "../kubernetes/plans.ts";
import { composeOf, lossesOf, serviceOf, textOf } from "./rendering.ts";

function consumer(...settings: string[]): Workload {
  return appOf("api", { settings });
}

function labelOf(...resources: Resource[]): string | undefined {
  return serviceOf("api", ...resources).labels["celestra.dev/config"];
}

Deno.test("settings are variables of their consumers", () => {
  const site = settingOf("site", { data: { A: "$x", B: "no" } });
  assert.deepEqual(serviceOf("api", consumer("site"), site).environment, { A: "$$x", B: "no" });
});

Deno.test("settings as files lie beside the Compose file, as they are", () => {
  const site = settingOf("site", {
    mount: "file",
    path: "/etc/$x",
    data: { "a.conf": "$X\n${Y}" },
  });
  const file = composeOf([consumer("site"), site]);
  assert.deepEqual(file.configs, { "site_a.conf": { file: "./config/site/a.conf" } });
  assert.deepEqual(file.services.api.configs, [
    { source: "site_a.conf", target: "/etc/$$x/a.conf" },
  ]);
  assert.equal(file.services.api.environment, undefined);
  assert.equal(textOf(planOf([consumer("site"), site]), "config/site/a.conf"), "$X\n${Y}");
});

Deno.test("a single file is mounted at the path itself, and leaves the others out", () => {
  const data = { "a.conf": "a", "b.conf": "b" };
  const site = settingOf("site", { mount: "file", path: "/etc/a.conf", subPath: "a.conf", data });
  const { configs } = serviceOf("api", consumer("site"), site);
  assert.deepEqual(configs, [{ source: "site_a.conf", target: "/etc/a.conf" }]);
  assert.deepEqual(lossesOf(consumer("site"), site), [
    'site.data.b.conf: dropped: subPath mounts only "a.conf"',
  ]);
});

Deno.test("a file name is safe on every machine and another one for every key", () => {
  const keys = [
    ".git",
    ".GITmodules",
    "a.",
    "con",
    "NUL.txt",
    "lpt1",
    "..a",
    ".env",
    "constructor",
  ];
  const data = Object.fromEntries(keys.map((key) => [key, key]));
  const site = settingOf("aux", { mount: "file", data });
  const { files } = compose.generate(planOf([consumer("aux"), site]));
  const paths = files.map(({ path }) => path).filter((path) => path.startsWith("config/"));
  assert.equal(new Set(paths).size, keys.length);
  for (const path of paths) {
    assert.match(path, /^config\/@[0-9a-f]{14}\/(@[0-9a-f]{14}|\.env|\.\.a|constructor)$/);
  }
  assert.deepEqual(new Set(files.slice(1).map(({ text }) => text)), new Set(keys));
});

Deno.test("the hash of a consumer changes with the names and texts of what it takes, and no other", () => {
  const site = settingOf("site");
  const first = labelOf(consumer("site"), site);
  assert.match(first!, /^sha-[0-9a-f]{14}$/);
  assert.equal(labelOf(consumer("site"), site, settingOf("other")), first);
  for (const data of [{ LOG_LEVEL: "x" }, { OTHER: "debug" }, { LOG_LEVEL: "debug", B: "" }]) {
    assert.notEqual(labelOf(consumer("site"), settingOf("site", { data })), first);
  }
  assert.equal(labelOf(consumer("site"), settingOf("site", { reload: "none" })), undefined);
  assert.equal(labelOf(consumer()), undefined);
});

Deno.test("secrets are files that a variable finds, never values", () => {
  const vault = secretOf("vault", { keys: ["PASSWORD", "tls.key"] });
  const file = composeOf([consumer("vault"), vault]);
  assert.deepEqual(file.secrets, {
    "vault_PASSWORD": { file: "${CELESTRA_SECRETS:-./secrets}/vault/PASSWORD" },
    "vault_tls.key": { file: "${CELESTRA_SECRETS:-./secrets}/vault/tls.key" },
  });
  assert.deepEqual(file.services.api.secrets, [
    { source: "vault_PASSWORD", target: "/etc/secrets/vault/PASSWORD" },
    { source: "vault_tls.key", target: "/etc/secrets/vault/tls.key" },
  ]);
  assert.equal(file.services.api.env_file, undefined);
});

Deno.test("secrets as variables come from a raw file, which may be missing if they are optional", () => {
  const path = "${CELESTRA_SECRETS:-./secrets}/vault/.env";
  const vault = secretOf("vault", { mount: "env" });
  const { env_file, secrets, environment } = serviceOf("api", consumer("vault"), vault);
  assert.deepEqual(env_file, [{ path, format: "raw" }]);
  assert.deepEqual([secrets, environment], [undefined, undefined]);
  const optional = secretOf("vault", { mount: "both", optional: true });
  const both = serviceOf("api", consumer("vault"), optional);
  assert.deepEqual(both.env_file, [{ path, format: "raw", required: false }]);
  assert.equal(both.secrets.length, 1);
});

Deno.test("the last connected wins a variable, also against a file of variables", () => {
  const vault = secretOf("vault", { mount: "env", keys: ["A"] });
  const site = settingOf("site", { data: { A: "site", B: "site" } });
  const last = (...ids: string[]) => serviceOf("api", consumer(...ids), vault, site).environment;
  assert.deepEqual(last("vault", "site"), { A: "site", B: "site" });
  assert.deepEqual(last("site", "vault"), { B: "site" });
});

Deno.test("the last connected wins a path", () => {
  const first = settingOf("first", { mount: "file", path: "/etc/x", data: { a: "1", b: "1" } });
  const second = secretOf("second", { path: "/etc/x", keys: ["a"] });
  const { configs, secrets } = serviceOf("api", consumer("first", "second"), first, second);
  assert.deepEqual(configs, [{ source: "first_b", target: "/etc/x/b" }]);
  assert.deepEqual(secrets, [{ source: "second_a", target: "/etc/x/a" }]);
  const consumed = [consumer("first", "second"), first, second];
  assert.deepEqual(lossesOf(...consumed), [
    'first.data.a: approximated: "api" sees another file at its path, that of "second"',
  ]);
});

Deno.test("modes other than those of the files, and names in a cluster, are told", () => {
  const vault = secretOf("vault", { secretName: "prod", mode: "0400", optional: true });
  const site = settingOf("site", { mount: "file", mode: "0600", immutable: true });
  const messages = compose.generate(planOf([consumer("vault", "site"), vault, site])).report
    .filter((one) => one.class !== "exact" && ["vault", "site"].includes(one.node))
    .map(({ node, path, class: type }) => `${node}.${path[0]} ${type}`);
  assert.deepEqual(messages, [
    "site.immutable dropped",
    "site.mode approximated",
    "vault.mode approximated",
    "vault.optional dropped",
    "vault.secretName dropped",
  ]);
});
