import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import { createSecretFiles } from "../../../lib/targets/secret_files.ts";
import { inFolder } from "../../helpers/host.ts";

const PLACE = { environment: "local", workflow: "shop", node: "vault", key: "PASSWORD" };

Deno.test("set() writes a file that any user may read, in folders that only the owner may enter", () =>
  inFolder(async (data) => {
    const files = createSecretFiles(data);
    assert.equal(await files.has(PLACE), false);
    await files.set(PLACE, "s3cret", "file");
    assert.equal(await files.has(PLACE), true);
    const folder = files.folder("local", "shop");
    assert.equal(folder, `${data}/secrets/local/shop`);
    assert.equal(await Deno.readTextFile(`${folder}/vault/PASSWORD`), "s3cret");
    assert.equal(modeOf(`${folder}/vault/PASSWORD`), "444");
    assert.equal(modeOf(`${folder}/vault/.env`), "400");
    for (const path of [`${folder}/vault`, folder, `${data}/secrets/local`, `${data}/secrets`]) {
      assert.equal(modeOf(path), "700", path);
    }
  }));

Deno.test("set() replaces a value and leaves nothing else behind", () =>
  inFolder(async (data) => {
    const files = createSecretFiles(data);
    for (const value of ["one", "two"]) await files.set(PLACE, value, "both");
    const folder = `${files.folder("local", "shop")}/vault`;
    assert.equal(await Deno.readTextFile(`${folder}/PASSWORD`), "two");
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      ".env",
      ".lock",
      "PASSWORD",
    ]);
  }));

Deno.test("the variables are a line for each value, as it is", () =>
  inFolder(async (data) => {
    const files = createSecretFiles(data);
    const values = { B: `$HOME "x" 'y' \\n #1`, A: " a=b ", EMPTY: "", "tls.crt": "x" };
    for (const [key, value] of Object.entries(values)) {
      await files.set({ ...PLACE, key }, value, "file");
    }
    await files.set({ ...PLACE, key: "LONG" }, "line\nline", "file");
    const text = await Deno.readTextFile(`${files.folder("local", "shop")}/vault/.env`);
    assert.equal(text, `A= a=b \nB=$HOME "x" 'y' \\n #1\nEMPTY=\n`);
  }));

Deno.test("a value that no variable can hold is refused, and never part of the message", () =>
  inFolder(async (data) => {
    const files = createSecretFiles(data);
    for (const value of ["s3cret\n", "s3cret\rx", "s3cret\0", "s3cret".repeat(20_000)]) {
      for (const mount of ["env", "both"] as const) {
        const error = await refusal(files.set(PLACE, value, mount));
        assert.equal(error.code, "invalid_input");
        assert.ok(!`${error.message} ${JSON.stringify(error.details)}`.includes("s3cret"));
      }
      await files.set(PLACE, value, "file");
    }
    await refusal(files.set({ ...PLACE, key: "tls.crt" }, "x", "env"));
  }));

Deno.test("names that could lead elsewhere are refused before anything is written", () =>
  inFolder(async (data) => {
    const files = createSecretFiles(data);
    const names = ["", ".", "..", "../x", "a/b", "/etc", "a\0", "A b", "-x"];
    for (const name of names) {
      for (const field of ["environment", "workflow", "node", "key"]) {
        await refusal(files.set({ ...PLACE, [field]: name }, "x", "file"));
        await refusal(files.has({ ...PLACE, [field]: name }));
      }
    }
    await refusal(files.has({ ...PLACE, key: ".env" }));
    assert.throws(() => files.folder("..", "shop"), AppError);
    assert.deepEqual([...Deno.readDirSync(data)], []);
  }));

Deno.test("names() tells the keys of each node and nothing more", () =>
  inFolder(async (data) => {
    const files = createSecretFiles(data);
    assert.deepEqual(await files.names("local", "shop"), {});
    await files.set(PLACE, "x", "file");
    await files.set({ ...PLACE, key: "A" }, "x", "file");
    await files.set({ ...PLACE, node: "other" }, "x", "env");
    await files.set({ ...PLACE, workflow: "blog" }, "x", "env");
    assert.deepEqual(await files.names("local", "shop"), {
      other: ["PASSWORD"],
      vault: ["A", "PASSWORD"],
    });
  }));

Deno.test("values that are set at the same time all become variables", () =>
  inFolder(async (data) => {
    const files = createSecretFiles(data);
    const keys = Array.from({ length: 20 }, (_, index) => `K${index + 10}`);
    await Promise.all(keys.map((key) => files.set({ ...PLACE, key }, key, "env")));
    const text = await Deno.readTextFile(`${files.folder("local", "shop")}/vault/.env`);
    assert.equal(text, keys.map((key) => `${key}=${key}\n`).join(""));
  }));

function modeOf(path: string): string {
  return (Deno.statSync(path).mode! & 0o777).toString(8);
}

async function refusal(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    return error;
  }
  throw new Error("it was taken");
}
