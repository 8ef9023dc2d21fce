// deno-lint-ignore-file no-console -- it listens to what others write there
import assert from "node:assert/strict";
import { createState } from "../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../lib/state/memory.ts";
import { createMemoryStore } from "../../lib/stores/memory.ts";
import { createSecretFiles } from "../../lib/targets/secret_files.ts";
import { openAssets } from "../../routes/assets.ts";
import { createSite } from "../../routes/pages/mod.ts";
import { type Asking, openApp, type TestApp } from "../helpers/app.ts";
import { inFolder } from "../helpers/host.ts";
import { textOf } from "./cases.ts";

/** Every secret that was handed in, by where. */
type Canaries = Map<string, string>;

for (const isBroken of [false, true]) {
  const when = isBroken ? "while everything below fails" : "when all is well";
  Deno.test(`a secret that goes in anywhere comes out nowhere, ${when}`, () =>
    inFolder(async (folder) => {
      const fault = { isThere: false };
      const site = createSite(await openAssets(new URL("../../static/", import.meta.url)));
      await using test = await openApp({
        ...site,
        settings: { isDebug: true, metricsToken: "metrics" },
        store: failing(createMemoryStore(), fault),
        state: failing(createState(createMemoryKeyValue()), fault),
        secrets: failing(createSecretFiles(folder), fault),
      });
      for (const role of ["viewer", "editor", "admin"] as const) await test.token(role);
      const { etag } = await test.services.workflows.read("hello");
      const canaries: Canaries = new Map();
      const asked = requests(canaries, `"${etag}"`);
      assert.ok(canaries.size >= 20, `${canaries.size}`);
      using printed = captureConsole();
      fault.isThere = isBroken;
      const statuses: number[] = [];
      const answers: string[] = [];
      for (const [path, asking] of asked) {
        const response = await test.ask(path, asking);
        statuses.push(response.status);
        answers.push(JSON.stringify([...response.headers]), await response.text());
      }
      fault.isThere = false;
      assert.ok(statuses.some((status) => status === (isBroken ? 500 : 204)), `${statuses}`);
      const sinks = {
        answers: answers.join("\n"),
        ...await sinksOf(test),
        console: printed.text(),
      };
      for (const [sink, text] of Object.entries(sinks)) {
        for (const [input, canary] of canaries) {
          for (const form of formsOf(canary)) {
            assert.ok(!text.includes(form), `${input} is in ${sink}: ${around(text, form)}`);
          }
        }
      }
    }));
}

Deno.test("a literal where a secret belongs is 422, by every way in", async () => {
  await using test = await openApp();
  const { etag } = await test.services.workflows.read("hello");
  const before = await test.store.head("main");
  const headers = { "if-match": `"${etag}"` };
  const operations = [{ op: "set", node: "token", path: ["data"], value: { API_TOKEN: "x1" } }];
  const ways: readonly (readonly [string, Asking])[] = [
    ["", { method: "POST", json: { name: "leak", text: literal("leak", "hunter2") } }],
    ["/hello", { method: "PUT", headers, json: { text: literal("hello", "hunter2") } }],
    ["/hello", { method: "PATCH", headers, json: { operations } }],
  ];
  for (const [path, asking] of ways) {
    const response = await test.ask(`/api/v1/workflows${path}`, { as: "editor", ...asking });
    const text = await response.text();
    assert.equal(response.status, 422, text);
    const codes = JSON.parse(text).error.details.problems.map(({ code }: { code: string }) => code);
    assert.ok(codes.includes("literal_secret"), text);
    assert.doesNotMatch(text, /hunter2/);
  }
  assert.equal(await test.store.head("main"), before);
});

/** Requests with a secret in every place that takes one. */
function requests(canaries: Canaries, etag: string): readonly (readonly [string, Asking])[] {
  const secret = (input: string, more = ' "ä/+%\\') => {
    const canary = `Canary${canaries.size}x${crypto.randomUUID().slice(0, 13)}${more}`;
    canaries.set(input, canary);
    return canary;
  };
  const plain = (input: string) => secret(input, "");
  const login = (password: string) => post({ username: "viewer", password });
  const value = (input: string) => ({ as: "admin", ...put({ value: secret(input) }) }) as const;
  const match = { "if-match": etag };
  const auth = "/api/v1/auth";
  const secrets = "/api/v1/environments/local/secrets/hello/token";
  const form = { "content-type": "application/x-www-form-urlencoded" };
  return [
    [`${auth}/login`, login(secret("a wrong password"))],
    [`${auth}/login`, post({ username: "viewer", code: secret("a field that nobody asked for") })],
    [`${auth}/login`, raw(`{"username": "viewer", "password": "${plain("broken JSON")}",`)],
    [`${auth}/login`, raw(`"${plain("JSON that is no object")}"`)],
    [`${auth}/login`, post({ username: "viewer", password: [secret("a list for a password")] })],
    [`${auth}/setup`, post({ token: secret("a setup token"), name: "x", password: "p" })],
    [`${auth}/setup`, post({ token: "x", name: "x", password: secret("a first password") })],
    [`${auth}/refresh`, post({ refreshToken: secret("a refresh token") })],
    [`${auth}/logout`, post({ refreshToken: secret("a refresh token to end") })],
    [`${auth}/password`, {
      as: "viewer",
      ...post({ current: secret("a current password"), next: secret("a next password") }),
    }],
    [`${auth}/profile`, { headers: { authorization: `Bearer ${plain("a bearer token")}` } }],
    [`${auth}/profile`, { headers: { authorization: `Basic ${btoa(`a:${plain("Basic")}`)}` } }],
    [`${auth}/profile`, { headers: { cookie: `celestra_access=${plain("an access cookie")}` } }],
    ["/workflows", { headers: { cookie: `celestra_refresh=${plain("a refresh cookie")}` } }],
    [`${auth}/profile?access_token=${plain("a token in the query")}`, { as: "viewer" }],
    ["/metrics", { headers: { authorization: `Bearer ${plain("a metrics token")}` } }],
    [`/start/${plain("a token of a first start")}`, {}],
    ["/sign-in", {
      method: "POST",
      headers: form,
      body: new URLSearchParams({ username: "viewer", password: secret("a form"), next: "/" }),
    }],
    ["/api/v1/admin/users", {
      as: "admin",
      ...post({ name: "new", role: "viewer", password: secret("a new account") }),
    }],
    ["/api/v1/admin/users", {
      as: "admin",
      ...post({ name: "Bad", role: "king", password: secret("a bad account") }),
    }],
    ["/api/v1/admin/users/viewer", {
      as: "admin",
      method: "PATCH",
      json: { password: secret("another's password") },
    }],
    [`${secrets}/API_TOKEN`, value("a secret")],
    [`${secrets}/NOT_THERE`, value("a secret of no key")],
    [`${secrets}/API_TOKEN`, { as: "admin", ...put({ value: `${secret("two lines")}\nb` }) }],
    [`${secrets}/API_TOKEN`, { as: "viewer", ...put({ value: secret("of who may not") }) }],
    ["/api/v1/workflows", {
      as: "editor",
      ...post({ name: "leak", text: literal("leak", plain("a literal")) }),
    }],
    ["/api/v1/workflows/hello", {
      as: "editor",
      ...put({ text: `${literal("hello", plain("a literal in broken YAML"))}\t- ]` }),
      headers: match,
    }],
    ["/api/v1/workflows/hello", {
      as: "editor",
      method: "PATCH",
      headers: match,
      json: {
        operations: [{
          op: "set",
          node: "token",
          path: ["data"],
          value: { API_TOKEN: plain("a literal in an operation") },
        }],
      },
    }],
    ["/api/v1/validate", {
      as: "viewer",
      ...post({ text: literal("leak", plain("a literal to judge")) }),
    }],
    ["/api/v1/generate/kubernetes", {
      as: "viewer",
      ...post({ text: literal("leak", plain("a literal to render")) }),
    }],
  ];
}

/** A workflow that holds the value of a secret. */
function literal(name: string, value: string): string {
  return textOf(name) + `    leaking:
      component: secret
      config:
        keys: [A]
        data: { A: ${value} }
`;
}

function post(json: unknown): Asking {
  return { method: "POST", json };
}

function put(json: unknown): Asking {
  return { method: "PUT", json };
}

function raw(body: string): Asking {
  return { method: "POST", headers: { "content-type": "application/json" }, body };
}

/** Everything that could keep what it should not. */
async function sinksOf({ lines, logged, state, store, ask }: TestApp) {
  const headers = { authorization: "Bearer metrics" };
  const head = (await store.head("main"))!;
  const files = await store.list(head, "");
  const texts = await Promise.all(files.map(({ path }) => store.read(head, path)));
  return {
    output: lines.join("\n"),
    log: Deno.inspect(logged, { depth: 20, strAbbreviateSize: Infinity }),
    events: JSON.stringify(await state.events.after(0, 1000)),
    audit: JSON.stringify(await state.audit.list({ limit: 1000 })),
    metrics: await (await ask("/metrics", { headers })).text(),
    accounts: JSON.stringify(await state.accounts.list()),
    files: texts.map((bytes) => new TextDecoder().decode(bytes)).join("\n"),
    history: JSON.stringify(await store.history(head, 100)),
  };
}

/** The ways in which a text may be written down. */
function formsOf(canary: string): Set<string> {
  const core = /^\w+-\w+/.exec(canary)![0];
  const packed = ["", "x", "xx"].map((before) =>
    new TextEncoder().encode(before + core).toBase64({ omitPadding: true }).slice(4, -2)
  );
  const hex = new TextEncoder().encode(core).toHex();
  const url = encodeURIComponent(canary);
  return new Set([core, canary, ...packed, hex, url, JSON.stringify(canary).slice(1, -1)]);
}

/** The same, and every promise of it fails while there is a fault. */
function failing<T extends object>(real: T, fault: { readonly isThere: boolean }): T {
  return new Proxy(real, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (typeof value === "object" && value !== null) return failing(value, fault);
      if (typeof value !== "function" || key === "close") return value;
      return (...given: unknown[]) =>
        fault.isThere
          ? Promise.reject(new Error("the disk is broken"))
          : Reflect.apply(value, target, given);
    },
  });
}

/** Keeps what is written to the console until it is disposed of. */
function captureConsole(): Disposable & { text(): string } {
  const names = ["log", "info", "warn", "error", "debug"] as const;
  const real = names.map((name) => console[name]);
  const written: string[] = [];
  for (const name of names) {
    console[name] = (...given) => void written.push(given.map((one) => Deno.inspect(one)).join());
  }
  return {
    text: () => written.join("\n"),
    [Symbol.dispose]: () => names.forEach((name, index) => console[name] = real[index]!),
  };
}

function around(text: string, form: string): string {
  const at = text.indexOf(form);
  return text.slice(Math.max(0, at - 120), at + form.length + 40);
}
