import assert from "node:assert/strict";
import { createSignIn } from "../../islands/sign_in_model.ts";
import { createStart } from "../../islands/start_model.ts";
import { fakeApi, refusal } from "./fakes.ts";

const LOGIN = "POST /api/v1/auth/login";

Deno.test("signing in goes to where one wanted to go", async () => {
  const [api, went] = [fakeApi({ [LOGIN]: {} }), [] as string[]];
  const go = (path: string) => void went.push(path);
  const model = createSignIn({ next: "/deployments", username: "" }, { api, go });
  await model.submit("ada", "secret");
  assert.deepEqual(api.sent[0]!.body, { username: "ada", password: "secret" });
  assert.deepEqual(went, ["/deployments"]);
});

Deno.test("a wrong password is said, and the form can be sent again", async () => {
  const api = fakeApi({ [LOGIN]: refusal(401, "unauthenticated", "Wrong.") });
  const model = createSignIn({ next: "/", username: "" }, { api, go: () => assert.fail() });
  await model.submit("ada", "secret");
  assert.equal(model.fault.value, "Wrong.");
  assert.equal(model.isBusy.value, false);
});

Deno.test("the first start sends the token of its link", async () => {
  const [api, went] = [fakeApi({ "POST /api/v1/auth/setup": {} }), [] as string[]];
  const go = (path: string) => void went.push(path);
  await createStart({ token: "t1", name: "" }, { api, go }).submit("ada", "secret");
  assert.deepEqual(api.sent[0]!.body, { token: "t1", name: "ada", password: "secret" });
  assert.deepEqual(went, ["/workflows"]);
});

Deno.test("the first start says what is wrong with a password", async () => {
  const api = fakeApi({ "POST /api/v1/auth/setup": refusal(422, "unprocessable", "Too short.") });
  const model = createStart({ token: "t1", name: "" }, { api, go: () => assert.fail() });
  await model.submit("ada", "x");
  assert.equal(model.fault.value, "Too short.");
});
