/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { BrowserContext, Page, Response } from "playwright-core";
import type { Person } from "../helpers/browser.ts";
import { ADA, type Client } from "../helpers/client.ts";
import { inspectorOf, nodeOf, openTab, signInAt, sourceLine, sourceOf } from "../helpers/person.ts";
import { PAYLOADS } from "./payloads.ts";
import { expectCalm, type Inhabited, testInhabited } from "./world.ts";

testInhabited("nothing that people write ever runs, nor what other sites send", async (
  world,
  step,
) => {
  const { person, repository, admin, url } = world;

  await step("another site changes nothing with the cookies of ours", async () => {
    await using ada = await person();
    await using evil = serveEvil();
    const before = await stateOf(world, ada);
    const answers = answersTo(ada.context, url);
    for (const site of evil.sites) {
      for (const attempt of ATTEMPTS) {
        await attack(ada.page, site, url + attempt.path, attempt.body);
      }
      for (const path of READS) await lure(ada.page, site, url + path);
    }
    // A page may not even see that its own requests were refused, so the record says it.
    const sent = evil.sites.length * ATTEMPTS.length;
    assert.equal(await refusals(admin), 3 * sent);
    const forms = answers.filter((answer) => answer.request().method() === "POST");
    assert.deepEqual(forms.map((answer) => answer.status()), Array(sent).fill(403));
    for (const answer of answers) {
      assert.equal(answer.headers()["access-control-allow-origin"], undefined, answer.url());
    }
    assert.deepEqual(await stateOf(world, ada), before);
  });

  await step("a browser never lets a page see a token", async () => {
    await using eve = await world.stranger();
    const { page, context } = eve;
    const bodies = bodiesOf(context);
    const tokens = new Set<string>();
    await signInAt(page, ADA);
    await noteTokens(context, tokens);
    for (const path of ["/workflows/hello", "/account", "/users"]) {
      await page.goto(path);
      await page.locator("h1").first().waitFor();
      await expectHidden(page, tokens);
    }
    await page.goto("/workflows");
    await page.getByLabel("Search workflows").waitFor();
    await context.clearCookies({ name: "celestra_access" });
    await page.getByLabel("Search workflows").fill("blog");
    await page.getByText("1 workflows", { exact: true }).waitFor();
    await noteTokens(context, tokens);
    assert.equal(tokens.size, 4, "the session was not renewed");
    await expectHidden(page, tokens);
    const received = await Promise.all(bodies);
    assert.ok(received.some(({ path }) => path === "/api/v1/auth/refresh"));
    for (const { path, body } of received) {
      for (const token of tokens) assert.ok(!body.includes(token), `a token is in ${path}`);
    }
    const said = eve.complaints.splice(0);
    assert.deepEqual(said.filter((text) => !/status of 401/.test(text)), []);
    expectCalm(eve);
  });

  const told: string[] = [];
  await using ada = await person();
  const { page } = ada;
  await trap(ada, told);
  const visit = async (path: string, look: () => Promise<unknown>, isFault = false) => {
    await page.goto(path);
    await look();
    await expectUnharmed(ada, told, isFault);
  };

  await step("what is saved by the API is text", async () => {
    await saveByApi(admin);
    await visit("/workflows", () => page.getByText(PAYLOADS[0]!, { exact: true }).waitFor());
    await visit("/workflows/marked", async () => {
      const titles = page.locator(".node-title");
      await titles.nth(PAYLOADS.length - 1).waitFor();
      assert.deepEqual(await titles.evaluateAll(textsOf), PAYLOADS);
      assert.deepEqual(await page.locator(".note p").evaluateAll(textsOf), [PAYLOADS.join("\n")]);
      await lookThrough(page, "n0");
    });
  });

  await step("what is written by Git is text, whatever it breaks", async () => {
    await repository.commit(filesByGit());
    await visit("/workflows?state=invalid", () => page.locator(".row-fault").nth(2).waitFor());
    for (const name of ["git-nodes", "git-fields", "git-torn"]) {
      await visit(`/workflows/${name}`, async () => {
        const problems = await openTab(page, "Problems");
        await problems.getByRole("button").first().waitFor();
        const said = await problems.innerText();
        if (name !== "git-torn") assert.ok(PAYLOADS.some((text) => said.includes(text)), said);
        await openTab(page, "Source");
        await sourceLine(page, /./).first().waitFor();
        assert.match(await sourceOf(page).innerText(), /__xss/);
      });
    }
  });

  await step("what programs print and deployments say is text", async () => {
    const { id: first } = await admin.json<{ id: string }>("POST", "/api/v1/deployments", {
      workflow: "marked",
      environment: "local",
    });
    await endOf(admin, first);
    const id = idOf(1);
    await deployByGit(world, id, loudOutcome());
    await visit("/deployments", () => page.getByText(PAYLOADS[0]!).first().waitFor());
    await visit(`/deployments/${id}`, async () => {
      const log = page.getByLabel("Last lines of n0");
      await log.waitFor();
      assert.equal(await log.evaluate((pre) => pre.textContent), PAYLOADS.join("\n"));
    });
    await visit("/workflows/marked", async () => {
      await page.getByTitle("Deployment to local").click();
      await page.getByRole("region", { name: "Deployment" }).waitFor();
      await nodeOf(page, "n0").click();
      const log = inspectorOf(page).getByLabel("Last lines of n0");
      await log.waitFor();
      assert.equal(await log.evaluate((pre) => pre.textContent), PAYLOADS.join("\n"));
    });
  });

  await step("a note that is none of ours breaks no page", async () => {
    const [state] = PAYLOADS;
    await deployByGit(world, idOf(2), { ...loudOutcome(), state });
    await deployByGit(world, idOf(3), { ...loudOutcome(), nodes: [{ node: "n0", state }, null] });
    for (const path of ["/deployments", `/deployments/${idOf(2)}`, `/deployments/${idOf(3)}`]) {
      await visit(path, () => page.locator(".chip", { hasText: "Committed" }).first().waitFor());
    }
    const chip = page.locator(".chip", { hasText: "local" });
    await visit("/workflows?search=marked", () => chip.waitFor());
  });

  await step("a sign-in leads nowhere but to pages of ours", async () => {
    for (const next of ["javascript:window.__xss=1", "//evil.example/", "https://evil.example/"]) {
      await using eve = await world.stranger();
      await trap(eve, told);
      await eve.page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
      await eve.page.getByLabel("Name").fill(ADA.name);
      await eve.page.getByLabel("Password").fill(ADA.password);
      await eve.page.getByRole("button", { name: "Sign in" }).click();
      await eve.page.waitForURL(`${url}/workflows`);
      await expectUnharmed(eve, told);
    }
  });

  await step("what stands in an address and in the record is text", async () => {
    const [username] = PAYLOADS;
    await admin.ask("POST", "/api/v1/auth/login", { body: { username, password: "not the one" } });
    await visit("/audit", () => page.getByText("auth.login").first().waitFor());
    for (const payload of [PAYLOADS[0]!, `"><img src=x onerror=window.__xss=1>`]) {
      const text = encodeURIComponent(payload);
      await visit(`/workflows?search=${text}&sort=${text}&state=${text}`, () => headed(page), true);
      await visit(`/workflows?search=${text}`, () => headed(page));
      await visit(`/deployments?workflow=${text}`, () => headed(page), true);
      await visit(`/nowhere/${text}`, () => headed(page), true);
      await visit(`/workflows/${text}`, () => headed(page), true);
    }
  });
});

/** What another site tries, each as a form, as text and as JSON. */
const ATTEMPTS: readonly { readonly path: string; readonly body: object }[] = [
  { path: "/api/v1/workflows/hello/duplicate", body: { name: "stolen" } },
  { path: "/api/v1/workflows", body: { name: "stolen", example: "hello" } },
  { path: "/api/v1/deployments", body: { workflow: "hello", environment: "local" } },
  {
    path: "/api/v1/admin/users",
    body: { name: "eve", role: "admin", password: "a river under the bridge" },
  },
  {
    path: "/api/v1/auth/password",
    body: { current: ADA.password, next: "a river under a bridge" },
  },
  { path: "/api/v1/auth/login", body: { username: "eve", password: "a river under the bridge" } },
  { path: "/api/v1/auth/refresh", body: {} },
  { path: "/api/v1/auth/logout", body: {} },
];

/** What another site makes a browser read, which must change nothing. */
const READS = [
  "/api/v1/auth/logout",
  "/api/v1/auth/refresh",
  "/api/v1/workflows/hello/duplicate?name=stolen",
  "/api/v1/deployments?workflow=hello&environment=local",
  "/workflows/hello?delete=1",
];

interface Evil extends AsyncDisposable {
  /** The same host with another port, that without a referrer, and another host. */
  readonly sites: readonly string[];
}

/** Serves a site that is not ours. */
function serveEvil(): Evil {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    const headers = new Headers({ "content-type": "text/html" });
    if (url.endsWith("/hidden")) headers.set("referrer-policy", "no-referrer");
    return new globalThis.Response("<!doctype html><title>Evil</title>", { headers });
  });
  const { port } = server.addr;
  return {
    sites: [
      `http://127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}/hidden`,
      `http://localhost:${port}/`,
    ],
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Sends a body as a form, as text and, where the browser lets it, as JSON. */
async function attack(page: Page, site: string, target: string, body: object): Promise<void> {
  await page.goto(site);
  await page.evaluate(async ({ target, body }) => {
    const send = (type: string, mode: RequestMode) =>
      fetch(target, {
        method: "POST",
        body,
        mode,
        credentials: "include",
        headers: { "content-type": type },
      });
    const ways = [
      send("text/plain", "no-cors"),
      send("application/x-www-form-urlencoded", "no-cors"),
      send("application/json", "cors"),
    ];
    const isRead = (await Promise.allSettled(ways)).some(({ status }) => status === "fulfilled");
    if (isRead) throw new Error(`${target} lets another site read`);
  }, { target, body: JSON.stringify(body) });
  const arrived = page.waitForResponse((answer) => answer.request().isNavigationRequest());
  await page.evaluate(({ target, body }) => {
    const form = document.createElement("form");
    Object.assign(form, { method: "POST", action: target, enctype: "text/plain" });
    const field = document.createElement("input");
    // As text this is JSON, with the sign that stands between name and value inside of a text.
    [field.name, field.value] = [`${body.slice(0, -1)}${body === "{}" ? "" : ","}"x":"`, `"}`];
    form.append(field);
    document.body.append(form);
    form.submit();
  }, { target, body: JSON.stringify(body) });
  await (await arrived).finished();
}

/** Makes a browser read an address as a picture and as a page. */
async function lure(page: Page, site: string, target: string): Promise<void> {
  await page.goto(site);
  await page.evaluate((target) =>
    new Promise((done) => {
      const image = new Image();
      image.onload = image.onerror = done;
      image.src = target;
    }), target);
  await page.goto(target);
}

function answersTo(context: BrowserContext, url: string): Response[] {
  const answers: Response[] = [];
  context.on("response", (answer) => answer.url().startsWith(url) && answers.push(answer));
  return answers;
}

/** How many changes were refused. */
async function refusals(admin: Client): Promise<number> {
  const { items } = await admin.json<{ items: { result: string }[] }>(
    "GET",
    "/api/v1/audit?per_page=100",
  );
  return items.filter(({ result }) => result === "denied").length;
}

/** Everything that another site could have changed. */
async function stateOf({ admin, repository }: Inhabited, { context }: Person) {
  const read = (path: string) => admin.json("GET", path);
  return {
    commits: await repository.commits(),
    users: await read("/api/v1/admin/users"),
    deployments: await read("/api/v1/deployments"),
    cookies: (await context.cookies()).map(({ name, value }) => [name, value]),
    profile: (await context.request.get("/api/v1/auth/profile")).status(),
  };
}

/** Notes the values of the cookies, which must be out of reach for scripts. */
async function noteTokens(context: BrowserContext, tokens: Set<string>): Promise<void> {
  const cookies = await context.cookies();
  const names = cookies.map(({ name }) => name).sort();
  assert.deepEqual(names, ["celestra_access", "celestra_refresh"]);
  for (const { name, value, httpOnly, sameSite, path } of cookies) {
    assert.deepEqual(
      { httpOnly, sameSite, path },
      { httpOnly: true, sameSite: "Lax", path: "/" },
      name,
    );
    tokens.add(value);
  }
}

/** Asserts that no token is anywhere where a script of a page could find it. */
async function expectHidden(page: Page, tokens: ReadonlySet<string>): Promise<void> {
  const within = await page.evaluate(async () =>
    JSON.stringify([
      document.cookie,
      { ...localStorage },
      { ...sessionStorage },
      (await indexedDB.databases()).map(({ name }) => name),
      document.documentElement.outerHTML,
    ])
  );
  for (const token of tokens) assert.ok(!within.includes(token), `a token is in ${page.url()}`);
  assert.equal(await page.evaluate(() => document.cookie), "");
}

interface Body {
  readonly path: string;
  readonly body: string;
}

/** Collects everything that pages receive to its end; a stream has none. */
function bodiesOf(context: BrowserContext): Promise<Body>[] {
  const bodies: Promise<Body>[] = [];
  context.on("requestfinished", (request) => {
    const path = new URL(request.url()).pathname;
    const body = request.response().then((answer) => answer!.text()).catch(() => "");
    bodies.push(body.then((body) => ({ path, body })));
  });
  return bodies;
}

/** Tells of scripts that ran, of dialogs, and of what the policy had to stop. */
async function trap({ context }: Person, told: string[]): Promise<void> {
  context.on("dialog", (dialog) => {
    told.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await context.exposeFunction("tellTest", (text: string) => void told.push(text));
  await context.addInitScript(() => {
    const tell = (text: string) => (globalThis as unknown as Told).tellTest(text);
    Object.defineProperty(globalThis, "__xss", { set: () => tell(`a script ran on ${location}`) });
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
      tell(`the policy stopped ${effectiveDirective} ${blockedURI} ${sample} on ${location}`);
    });
  });
}

interface Told {
  tellTest(text: string): void;
}

/** Asserts that nothing ran or tried to, and that every link leads where links may. */
async function expectUnharmed(
  { page, complaints, strangers }: Person,
  told: readonly string[],
  isFault = false,
): Promise<void> {
  const links = await page.locator("a[href], area[href], form[action]").evaluateAll((all) =>
    all.map((one) =>
      new URL(one.getAttribute("href") ?? one.getAttribute("action")!, location.href).protocol
    )
  );
  assert.deepEqual(links.filter((protocol) => !/^(https?|mailto):$/.test(protocol)), []);
  assert.deepEqual(told, []);
  assert.deepEqual(strangers, []);
  const said = complaints.splice(0);
  assert.deepEqual(said.filter((text) => !(isFault && /status of 40[04]/.test(text))), []);
}

/** A workflow with payloads wherever the API takes text. */
async function saveByApi(admin: Client): Promise<void> {
  const nodes = PAYLOADS.map((text, index) => [`n${index}`, {
    component: "config-map",
    title: text,
    description: text,
    config: { data: { TEXT: text } },
  }]);
  const metadata = { name: "marked", title: PAYLOADS[0], description: PAYLOADS.join("\n") };
  const spec = { nodes: Object.fromEntries(nodes) };
  await admin.json("POST", "/api/v1/workflows", {
    name: "marked",
    text: fileOf({ metadata, spec }),
  });
  const places = nodes.map(([id], index) => [id, { x: index % 8 * 280, y: index / 8 * 140 | 0 }]);
  const note = { x: 0, y: -400, width: 600, height: 300, text: PAYLOADS.join("\n") };
  const layout = {
    apiVersion: "celestra/v1",
    kind: "Layout",
    metadata: { name: "marked" },
    nodes: Object.fromEntries(places),
    notes: { hint: note },
  };
  const message = encodeURIComponent(PAYLOADS[0]!);
  const { status } = await admin.ask("PUT", `/api/v1/workflows/marked/layout?message=${message}`, {
    body: { text: JSON.stringify(layout) },
    headers: { "if-none-match": "*" },
  });
  assert.equal(status, 201);
}

/** A file of a workflow. JSON is YAML, too. */
function fileOf(rest: object): string {
  return JSON.stringify({ apiVersion: "celestra/v1", kind: "Application", ...rest }, undefined, 2);
}

/** Files with payloads where the API would take none: as names, ids, ends, kinds and colours. */
function filesByGit(): Record<string, string> {
  const empty = { component: "config-map", config: { data: {} } };
  const nodes = Object.fromEntries(PAYLOADS.map((text) => [text, { ...empty, group: text }]));
  const connections = PAYLOADS.map((text) => ({ from: `${text}.data`, to: `a.${text}` }));
  const components = PAYLOADS.map((
    text,
    index,
  ) => [`n${index}`, { component: text, config: { [text]: text } }]);
  const fields = Object.fromEntries(PAYLOADS.map((text) => [text, text]));
  const named = (name: string) => ({ name, title: PAYLOADS[1], ...fields });
  const torn = PAYLOADS.map((text) => `${JSON.stringify(text)}: 1\n`).join("");
  const layout = PAYLOADS.map((color, index) => [`n${index}`, { x: index, y: index, color }]);
  const names = PAYLOADS.filter((text) => !/[/\\\t]/.test(text));
  return {
    "workflows/git-nodes.yaml": fileOf({
      metadata: { name: "git-nodes" },
      spec: { nodes, connections },
    }),
    "workflows/git-fields.yaml": fileOf({
      metadata: named("git-fields"),
      spec: { nodes: Object.fromEntries(components), ...fields },
    }),
    "workflows/git-fields.layout.yaml": JSON.stringify({
      apiVersion: "celestra/v1",
      kind: "Layout",
      metadata: { name: "git-fields" },
      nodes: Object.fromEntries(layout),
    }),
    "workflows/git-torn.yaml": `${torn}${torn}</script><script>window.__xss=1</script>: [\n`,
    ...Object.fromEntries(names.map((text) => [`workflows/${text}.yaml`, torn])),
    ...Object.fromEntries(names.map((text) => [`environments/${text}.yaml`, torn])),
  };
}

/** Deploys by Git, with a note that says how it ended. Whatever a commit says is a payload. */
async function deployByGit(
  { repository }: Inhabited,
  id: string,
  outcome: object,
): Promise<void> {
  const [text] = PAYLOADS as [string];
  const told = { workflow: "marked", environment: "local", source: text, actor: text };
  const trailers = [
    `Source-Commit: ${text}`,
    "Workflow: marked",
    "Environment: local",
    `Deployment: ${id}`,
    `Actor: ${text}`,
  ];
  const message = `${text}\n\n${trailers.join("\n")}`;
  await repository.commit({ "marked/compose/note": id }, { branch: "deploy/local", message });
  const commit = (await repository.commits("deploy/local"))[0];
  await repository.note("deploy/local", JSON.stringify({ id, commit, ...told, ...outcome }));
}

/** How a deployment ends that says a payload wherever it says anything. */
function loudOutcome(): object {
  const [text] = PAYLOADS;
  const createdAt = new Date().toISOString();
  const said = { state: "failed", reason: text, message: PAYLOADS.join("\n") };
  const node = { ...said, log: PAYLOADS, at: createdAt };
  return { ...said, createdAt, nodes: [{ ...node, node: "n0" }, { ...node, node: text }] };
}

/** An id that is newer than those of today. */
function idOf(number: number): string {
  return `0fffffff-ffff-7fff-bfff-fffffffffff${number}`;
}

/** Waits until a deployment says how it ended. */
async function endOf(admin: Client, id: string): Promise<void> {
  await admin.events(`/api/v1/events?deployment=${id}&after=0`, (text) => /"message":/.test(text));
}

/** Opens what shows a node: its form, the source, the files and the problems. */
async function lookThrough(page: Page, node: string): Promise<void> {
  await nodeOf(page, node).click();
  await inspectorOf(page).getByLabel("Title", { exact: true }).waitFor();
  await openTab(page, "Source");
  await sourceLine(page, node).first().waitFor();
  const files = await openTab(page, "Files");
  await files.getByText("ConfigMap").first().waitFor();
  await files.getByLabel("Output").selectOption("compose");
  await files.getByRole("button", { name: "compose.yaml" }).waitFor();
  await openTab(page, "Problems");
}

function headed(page: Page): Promise<void> {
  return page.locator("h1, h2").first().waitFor();
}

function textsOf(elements: readonly Element[]): string[] {
  return elements.map((element) => element.textContent!);
}
