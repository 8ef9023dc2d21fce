import assert from "node:assert/strict";
import { createAccount } from "../../islands/account_model.ts";
import { createToasts } from "../../islands/toasts.tsx";
import { createUsers } from "../../islands/users_model.ts";
import type { Account } from "../../lib/model/account.ts";
import { fakeApi, refusal, type Reply } from "./fakes.ts";

const USERS = "/api/v1/admin/users";

Deno.test("changing the password renews the session first, so that a 401 means the password", async () => {
  const { model, sent } = account({
    "POST /api/v1/auth/password": refusal(401, "unauthenticated", "The current one is wrong."),
  });
  assert.equal(await model.changePassword("old", "new"), false);
  assert.deepEqual(sent.map(({ path }) => path), ["/api/v1/auth/profile", "/api/v1/auth/password"]);
  assert.equal(sent[1]!.isSignIn, true);
  assert.equal(model.fault.value, "The current one is wrong.");
});

Deno.test("a changed password is said", async () => {
  const { model } = account({ "POST /api/v1/auth/password": {} });
  assert.equal(await model.changePassword("old", "new"), true);
  assert.ok(model.isChanged.value);
});

Deno.test("a theme is worn at once", () => {
  const { model, worn } = account({});
  model.wear("dark");
  assert.deepEqual([model.theme.value, worn], ["dark", ["dark"]]);
});

Deno.test("add() puts somebody in place and closes the dialog", async () => {
  const { model } = users({ [`POST ${USERS}`]: { value: user("bob") } });
  model.ask({ kind: "add" });
  await model.add({ name: "bob", role: "viewer", password: "p" });
  assert.deepEqual(model.users.value.map(({ name }) => name), ["ada", "bob", "grace"]);
  assert.equal(model.dialog.value, undefined);
});

Deno.test("what could not be added is said in the dialog, which stays", async () => {
  const { model } = users({ [`POST ${USERS}`]: refusal(409, "already_exists", "Taken.") });
  model.ask({ kind: "add" });
  await model.add({ name: "ada", role: "viewer", password: "p" });
  assert.equal(model.fault.value, "Taken.");
  assert.equal(model.dialog.value!.kind, "add");
});

Deno.test("setRole() shows what the service answers, and nothing when it refuses", async () => {
  const { model, toasts } = users({
    [`PATCH ${USERS}/grace`]: { value: { ...user("grace"), role: "admin" } },
    [`PATCH ${USERS}/ada`]: refusal(409, "conflict", "Nobody would be left."),
  });
  await model.setRole("grace", "admin");
  await model.setRole("ada", "viewer");
  assert.deepEqual(model.users.value.map(({ role }) => role), ["viewer", "admin"]);
  assert.equal(toasts.list.value.at(-1)!.text, "Nobody would be left.");
});

Deno.test("setDisabled() and setPassword() send nothing but the change", async () => {
  const { model, sent } = users({ [`PATCH ${USERS}/grace`]: { value: user("grace") } });
  await model.setDisabled("grace", true);
  await model.setPassword("grace", "secret");
  assert.deepEqual(sent.map(({ body }) => body), [{ isDisabled: true }, { password: "secret" }]);
});

Deno.test("remove() takes somebody off the list", async () => {
  const { model } = users({ [`DELETE ${USERS}/grace`]: {} });
  await model.remove("grace");
  assert.deepEqual(model.users.value.map(({ name }) => name), ["ada"]);
});

function account(replies: Readonly<Record<string, Reply>>) {
  const api = fakeApi({ "GET /api/v1/auth/profile": {}, ...replies });
  const worn: string[] = [];
  const model = createAccount(
    { account: user("ada"), theme: "system" },
    { api, wear: (theme) => worn.push(theme) },
  );
  return { model, sent: api.sent, worn };
}

function users(replies: Readonly<Record<string, Reply>>) {
  const api = fakeApi(replies);
  const toasts = createToasts(() => {});
  const model = createUsers({ users: [user("ada"), user("grace")], me: "ada" }, { api, toasts });
  return { model, toasts, sent: api.sent };
}

function user(name: string): Account {
  return { name, role: "viewer", isDisabled: false, createdAt: "2026-11-21T10:00:00.000Z" };
}
