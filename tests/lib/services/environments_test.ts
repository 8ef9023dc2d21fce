import assert from "node:assert/strict";
import type { Checking } from "../../../lib/services/checking.ts";
import { AppError } from "../../../lib/model/error.ts";
import { createEnvironments, type Environments } from "../../../lib/services/environments.ts";
import { createSecretFiles } from "../../../lib/targets/secret_files.ts";
import { inFolder } from "../../helpers/host.ts";
import { ada, type House, houseOn, textOf, tools } from "./content/house.ts";

const SECRET = "{ component: secret, config: { keys: [TOKEN, OTHER], mount: env } }";

function environment(name: string, spec: string): string {
  return `apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
}

/** Runs a test with the environments of a repository and a folder for values. */
function testEnvironments(
  name: string,
  test: (environments: Environments, house: House, data: string) => Promise<void>,
): void {
  Deno.test(name, () =>
    inFolder(async (data) => {
      const house = await houseOn();
      const { head, checking } = house;
      const secrets = createSecretFiles(data);
      await test(createEnvironments({ head, checking, tools, secrets }), house, data);
    }));
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError, `it was not refused: ${error}`);
  return error.code;
}

testEnvironments(
  "environments are listed with what is wrong with them",
  async (environments, { push, clock }) => {
    await push(
      {
        path: "environments/prod.yaml",
        content: environment("prod", "{ target: git, trigger: manual, namespace: live }"),
      },
      { path: "environments/torn.yaml", content: "spec: [\n" },
      {
        path: "environments/odd.yaml",
        content: environment("odd", "{ target: [], trigger: 5, overrides: { nobody: {} } }"),
      },
      {
        path: "environments/lost.yaml",
        content: environment("lost", "{ target: git, overrides: { helo: { web: {} } } }"),
      },
    );
    clock.time += 100;
    const list = await environments.list();
    assert.deepEqual(list.map(({ name, problems }) => [name, problems[0]?.code]), [
      ["local", undefined],
      ["lost", "unknown_override"],
      ["odd", "wrong_type"],
      ["prod", undefined],
      ["torn", "syntax"],
    ]);
    const { etag, ...prod } = list[3]!;
    assert.match(etag, /^[0-9a-f]{40}$/);
    assert.deepEqual(prod, {
      name: "prod",
      target: "git",
      output: "kubernetes",
      trigger: "manual",
      namespace: "live",
      problems: [],
    });
    assert.deepEqual(
      [list[4]!.target, list[4]!.output, list[4]!.trigger, list[2]!.trigger],
      ["", "", "", ""],
    );
  },
);

Deno.test("an environment is judged once for each commit", async () => {
  const { head, checking, push, clock } = await houseOn();
  let judged = 0;
  const counting: Checking = {
    ...checking,
    environment(...args) {
      judged++;
      return checking.environment(...args);
    },
  };
  const secrets = createSecretFiles("/nowhere");
  const environments = createEnvironments({ head, checking: counting, tools, secrets });
  for (let times = 0; times < 3; times++) await environments.list();
  await environments.read("local");
  assert.equal(judged, 1);
  await push({ path: "workflows/new.yaml", content: textOf("new") });
  clock.time += 100;
  await environments.list();
  assert.equal(judged, 2);
});

testEnvironments("an environment is read with its text", async (environments) => {
  const local = await environments.read("local");
  assert.equal(local.target, "docker-compose");
  assert.match(local.text, /^apiVersion: celestra\/v1\nkind: Environment\n/);
  assert.equal(await codeOf(environments.read("nowhere")), "not_found");
  assert.equal(await codeOf(environments.read("../workflows/hello")), "invalid_input");
});

testEnvironments(
  "a secret value is kept, and only its name is told",
  async (environments, _, data) => {
    const place = { environment: "local", workflow: "hello", node: "token", key: "API_TOKEN" };
    const name = { node: "token", key: "API_TOKEN" };
    assert.deepEqual(await environments.secrets("local", "hello"), [{ ...name, isSet: false }]);
    await environments.setSecret(place, "canary-7f3a", ada);
    assert.deepEqual(await environments.secrets("local", "hello"), [{ ...name, isSet: true }]);
    const folder = `${data}/secrets/local/hello/token`;
    assert.equal(await Deno.readTextFile(`${folder}/API_TOKEN`), "canary-7f3a");
    assert.equal(await Deno.readTextFile(`${folder}/.env`), "API_TOKEN=canary-7f3a\n");
  },
);

testEnvironments(
  "a secret that nothing names, or no variable can hold, is refused",
  async (environments, _, data) => {
    const place = { environment: "local", workflow: "hello", node: "token", key: "API_TOKEN" };
    const set = (change: Partial<typeof place>, value = "canary-7f3a") =>
      codeOf(environments.setSecret({ ...place, ...change }, value, ada));
    assert.equal(await set({ environment: "nowhere" }), "not_found");
    assert.equal(await set({ workflow: "nobody" }), "not_found");
    assert.equal(await set({ node: "web" }), "not_found");
    assert.equal(await set({ node: "constructor" }), "not_found");
    assert.equal(await set({ key: "OTHER" }), "not_found");
    for (const hostile of ["..", "../..", "a/b", "", "A", "__proto__", "a\0"]) {
      assert.equal(await set({ environment: hostile }), "invalid_input", hostile);
      assert.equal(await set({ workflow: hostile }), "invalid_input", hostile);
    }
    for (const hostile of ["..", "../..", "a/b", "", ".env", ".lock", "__proto__"]) {
      assert.equal(await set({ node: hostile }), "not_found", hostile);
      assert.equal(await set({ key: hostile }), "not_found", hostile);
    }
    assert.equal(await set({}, ""), "invalid_input");
    const error = await environments.setSecret(place, "canary-7f3a\nB=1", ada).catch((error) =>
      error
    );
    assert.equal(error.code, "invalid_input");
    assert.ok(!`${error.message}${JSON.stringify(error.details)}`.includes("canary"));
    assert.deepEqual([...Deno.readDirSync(data)], []);
  },
);

testEnvironments("an environment may name other keys", async (environments, { push, clock }) => {
  const overrides = "{ own: { values: { keys: [ONLY], mount: file } } }";
  await push(
    { path: "workflows/own.yaml", content: textOf("own", `{ values: ${SECRET} }`) },
    {
      path: "environments/prod.yaml",
      content: environment("prod", `{ target: git, overrides: ${overrides} }`),
    },
    {
      path: "environments/bad.yaml",
      content: environment("bad", "{ target: git, overrides: { own: { values: { keys: [] } } } }"),
    },
  );
  clock.time += 100;
  const keys = async (name: string) =>
    (await environments.secrets(name, "own")).map(({ key }) => key);
  assert.deepEqual(await keys("local"), ["TOKEN", "OTHER"]);
  assert.deepEqual(await keys("prod"), ["ONLY"]);
  const place = { environment: "prod", workflow: "own", node: "values", key: "ONLY" };
  await environments.setSecret(place, "two\nlines", ada);
  assert.equal(await codeOf(keys("bad")), "unprocessable");
});

testEnvironments(
  "what has faults has no secrets to tell",
  async (environments, { push, clock }) => {
    await push(
      { path: "workflows/torn.yaml", content: textOf("torn", "{ a: { component: nothing } }") },
      { path: "environments/torn.yaml", content: environment("torn", "{ target: nothing }") },
    );
    clock.time += 100;
    assert.equal(await codeOf(environments.secrets("local", "torn")), "unprocessable");
    assert.equal(await codeOf(environments.secrets("torn", "hello")), "unprocessable");
  },
);
