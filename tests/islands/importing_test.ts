import assert from "node:assert/strict";
import { createImporting } from "../../islands/importing.ts";
import { ApiError } from "../../islands/api.ts";
import { fakeApi, type Reply, settled } from "./fakes.ts";

const IMPORT = "POST /api/v1/import";
const CREATE = "POST /api/v1/workflows";
const ANSWER = { text: "workflow\n", layout: "layout\n", report: [], problems: [] };
const FILES = [{ path: "My Shop.prod.yml", text: "services: {}\n" }];

Deno.test("what would come of files is asked at once, under a legal name", async () => {
  const { importing, sent } = open({ [IMPORT]: { value: ANSWER } });
  assert.equal(importing.isBusy.value, true);
  await settled();
  assert.deepEqual(sent.map(({ body }) => body), [{ name: "my-shop", files: FILES }]);
  assert.equal(importing.answer.value, ANSWER);
  assert.equal(importing.isBusy.value, false);
});

Deno.test("a file whose name is none gets one", () => {
  const { importing } = open({ [IMPORT]: { value: ANSWER } }, [{ path: "a/7-.yaml", text: "" }]);
  assert.equal(importing.name, "imported");
});

Deno.test("what comes of a folder is named after it, and what comes of two after a file", () => {
  const named = (...paths: string[]) =>
    open({ [IMPORT]: { value: ANSWER } }, paths.map((path) => ({ path, text: "" }))).importing.name;
  assert.equal(named("My Shop/k8s/web.yaml", "My Shop/db.yaml"), "my-shop");
  assert.equal(named("shop/web.yaml", "other/db.yaml"), "web");
  assert.equal(named("shop/web.yaml"), "web");
});

Deno.test("create() makes the workflow and its layout, and opens it", async () => {
  const { importing, sent, went } = open({
    [IMPORT]: { value: ANSWER },
    [CREATE]: {},
    "PUT /api/v1/workflows/my-shop/layout": {},
  });
  await settled();
  await importing.create("my-shop");
  const [, created, drawn] = sent;
  assert.deepEqual(created!.body, { name: "my-shop", text: "workflow\n" });
  assert.equal(drawn!.text, "layout\n");
  assert.deepEqual(went, ["/workflows/my-shop"]);
});

Deno.test("under another name the files are read again, since the text holds the name", async () => {
  const { importing, sent } = open({
    [IMPORT]: { value: ANSWER },
    [CREATE]: {},
    "PUT /api/v1/workflows/other/layout": {},
  });
  await settled();
  await importing.create("other");
  assert.deepEqual(sent[1]!.body, { name: "other", files: FILES });
  assert.equal(sent.length, 4);
});

Deno.test("what is wrong with the files is told, and nothing is made", async () => {
  const problem = { file: "My Shop.prod.yml", line: 1, column: 1, message: "No YAML" };
  const { importing, went } = open({
    [IMPORT]: new ApiError(422, "unprocessable", "Nothing can be read", { problems: [problem] }),
  });
  await settled();
  assert.equal(importing.fault.value, "Nothing can be read");
  assert.deepEqual(importing.problems.value.map(({ message }) => message), ["No YAML"]);
  assert.deepEqual(went, []);
});

Deno.test("where nothing comes of the files, nothing is made, and it is said why", async () => {
  const problem = { file: "My Shop.prod.yml", line: 2, column: 1, message: "Twice" };
  const { importing, sent, went } = open({
    [IMPORT]: { value: { report: [], problems: [problem] } },
  });
  await settled();
  await importing.create("my-shop");
  assert.match(importing.fault.value!, /^Nothing comes of these files/);
  assert.deepEqual([sent.length, went.length, importing.isBusy.value], [1, 0, false]);
});

function open(replies: Readonly<Record<string, Reply>>, files = FILES) {
  const api = fakeApi(replies);
  const went: string[] = [];
  const importing = createImporting({ api, files, go: (path) => void went.push(path) });
  return { importing, sent: api.sent, went };
}
