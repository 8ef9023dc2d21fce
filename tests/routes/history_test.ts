import assert from "node:assert/strict";
import { openApp, type TestApp } from "../helpers/app.ts";
import { flow } from "../lib/services/history/past.ts";

const PATH = "/api/v1/workflows/flow";

/** An app with a workflow of three commits; the ETag of the last. */
async function withPast(
  test: TestApp,
): Promise<{ readonly commits: string[]; readonly etag: string }> {
  const commits: string[] = [];
  let etag = "";
  for (const [index, replicas] of [1, 2, 3].entries()) {
    const response = await test.ask(PATH, {
      as: "editor",
      method: "PUT",
      headers: index === 0 ? { "if-none-match": "*" } : { "if-match": etag },
      json: { text: flow({ replicas }), message: `Now ${replicas}` },
    });
    etag = response.headers.get("etag")!;
    commits.push((await response.json()).commit);
  }
  return { commits, etag };
}

async function read(test: TestApp, path: string, headers: Record<string, string> = {}) {
  const response = await test.ask(`${PATH}/${path}`, { as: "viewer", headers });
  const text = await response.text();
  return { response, status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

Deno.test("GET history answers pages with their way to the others, and 304 while nothing is new", async () => {
  await using test = await openApp();
  const { commits } = await withPast(test);
  const { response, body } = await read(test, "history?per_page=2");
  assert.deepEqual([body.total, body.perPage, body.items.length], [3, 2, 2]);
  assert.deepEqual(body.items[0], {
    commit: commits[2],
    at: body.items[0].at,
    author: "editor",
    message: "Now 3",
    name: "flow",
    change: "changed",
    changes: ["Changed api.replicas from 2 to 3"],
    isLayoutOnly: false,
    etag: body.items[0].etag,
  });
  assert.match(response.headers.get("link")!, /<[^>]*page=2[^>]*>; rel="next"/);
  assert.equal(response.headers.get("x-total-count"), "3");
  const tag = response.headers.get("etag")!;
  assert.equal((await read(test, "history", { "if-none-match": tag })).status, 304);
  assert.equal((await read(test, "history?node=db")).body.total, 1);
  assert.equal((await read(test, "history?node=absent")).status, 404);
  assert.equal((await read(test, "history?node=A")).status, 400);

  const { etag } = await (await test.ask(PATH, { as: "viewer" })).json();
  await test.ask(PATH, { as: "editor", method: "DELETE", headers: { "if-match": `"${etag}"` } });
  const after = await read(test, "history", { "if-none-match": tag });
  assert.deepEqual([after.status, after.body.items[0].change], [200, "deleted"]);
});

Deno.test("GET at answers YAML byte for byte or JSON with the layout, with the blob as ETag", async () => {
  await using test = await openApp();
  const { commits } = await withPast(test);
  const path = `${PATH}/at/${commits[1]}`;
  const yaml = await test.ask(path, { as: "viewer", headers: { accept: "application/yaml" } });
  assert.equal(yaml.headers.get("content-type"), "application/yaml");
  assert.equal(await yaml.text(), flow({ replicas: 2 }));
  const { response, body } = await read(test, `at/${commits[1]!.slice(0, 9)}`);
  assert.equal(body.text, flow({ replicas: 2 }));
  assert.equal(body.commit, commits[1]);
  assert.match(body.layout.text, /^kind: Layout$/m);
  assert.equal(response.headers.get("vary"), "Accept");
  assert.equal(response.headers.get("etag"), yaml.headers.get("etag"));
  assert.equal(response.headers.get("etag"), `"${body.etag}"`);
  const known = { "if-none-match": `"${body.etag}"` };
  assert.equal((await read(test, `at/${commits[1]}`, known)).status, 304);
  assert.equal((await read(test, `at/${"0".repeat(40)}`)).status, 404);
  assert.equal((await read(test, "at/main")).body.commit, commits[2]);
  for (const junk of ["zz", "HEAD~9", "__proto__", "-x", "..", "0"]) {
    assert.equal((await read(test, `at/${junk}`)).status, 404, junk);
  }
  assert.equal((await read(test, "at/a%20b")).status, 400);
});

Deno.test("GET diff takes commits and branches, and tells what celestra diff tells", async () => {
  await using test = await openApp();
  const { commits } = await withPast(test);
  const { response, body } = await read(test, `diff?base=${commits[0]}&head=main`);
  assert.deepEqual([body.base, body.head], [commits[0], commits[2]]);
  assert.deepEqual(body.changes, ["Changed api.replicas from 1 to 3"]);
  assert.deepEqual(body.workflows[0].difference.nodes[0].fields, [
    { path: ["config", "replicas"], before: 1, after: 3 },
  ]);
  const known = { "if-none-match": response.headers.get("etag")! };
  assert.equal((await read(test, `diff?base=${commits[0]}`, known)).status, 304);
  assert.equal((await read(test, `diff?base=${commits[1]}`, known)).status, 200);
  assert.equal((await read(test, "diff?base=absent")).status, 404);
  assert.equal((await read(test, "diff?base=a%20b")).status, 400);
  assert.equal((await read(test, "diff?bases=main")).status, 400);
});

Deno.test("GET diff tells by node what the rendered files say differently, where that is asked for", async () => {
  await using test = await openApp();
  const { commits } = await withPast(test);
  const plain = await read(test, `diff?base=${commits[0]}`);
  assert.equal("rendered" in plain.body, false);
  const { response, body } = await read(test, `diff?base=${commits[0]}&output=kubernetes`);
  assert.deepEqual(body.changes, plain.body.changes);
  const [{ name, files, nodes }] = body.rendered;
  assert.deepEqual([name, files.map(({ path }: { path: string }) => path)], [
    "flow",
    ["flow/kubernetes/40-deployment-api.yaml"],
  ]);
  assert.deepEqual(
    nodes.map(({ node, paths }: Record<string, unknown>) => [node, paths]),
    [["api", ["replicas"]]],
  );
  assert.match(nodes[0].files[0].diff, /^- {2}replicas: 1\n\+ {2}replicas: 3$/m);
  // The same two commits are another answer for another output.
  const known = { "if-none-match": response.headers.get("etag")! };
  const ask = (query: string) => read(test, `diff?base=${commits[0]}&${query}`, known);
  assert.equal((await ask("output=kubernetes")).status, 304);
  assert.equal((await ask("output=compose")).status, 200);
  const local = await ask("environment=local");
  assert.match(local.body.rendered[0].files[0].path, /^flow\/compose\//);
  assert.equal((await ask("output=nothing")).status, 404);
  assert.equal((await ask("environment=nowhere")).status, 404);
  assert.equal((await ask("output=..%2Fx")).status, 400);
});

Deno.test("GET blame names a commit for each node, field and connection", async () => {
  await using test = await openApp();
  const { commits } = await withPast(test);
  const { response, body } = await read(test, "blame");
  const api = body.nodes.find(({ node }: { node: string }) => node === "api");
  assert.deepEqual([api.commit, api.created], [commits[2], commits[0]]);
  assert.deepEqual(
    api.fields.map(({ path, commit }: { path: unknown[]; commit: string }) => [
      path.map((step) => typeof step === "string" ? step : JSON.stringify(step)).join("."),
      commits.indexOf(commit),
    ]),
    [
      ["component", 0],
      ["config.image", 0],
      ["config.replicas", 2],
      ['config.ports.{"name":"http"}.name', 0],
      ['config.ports.{"name":"http"}.port', 0],
    ],
  );
  assert.deepEqual(body.connections, [
    { from: "db.endpoint", to: "api.requires", commit: commits[0] },
  ]);
  assert.equal(body.commits[commits[2]!].message, "Now 3");
  const known = { "if-none-match": response.headers.get("etag")! };
  assert.equal((await read(test, "blame", known)).status, 304);
});

Deno.test("POST restore needs the ETag of today, makes one commit, and is kept in the audit log", async () => {
  await using test = await openApp();
  const { commits, etag } = await withPast(test);
  const restore = async (json: object, headers: Record<string, string> = {}) => {
    const options = { as: "editor", method: "POST", headers, json } as const;
    const response = await test.ask(`${PATH}/restore`, options);
    return { response, body: await response.json() };
  };
  const wish = { commit: commits[0] };
  assert.equal((await restore(wish)).response.status, 428);
  const stale = await restore(wish, { "if-match": `"${"0".repeat(40)}"` });
  assert.deepEqual([stale.response.status, stale.response.headers.get("etag")], [412, etag]);
  const there = await restore(wish, { "if-none-match": "*" });
  assert.equal(there.response.status, 412);

  const would = await restore({ ...wish, dryRun: true });
  assert.deepEqual([would.response.status, would.response.headers.get("etag")], [200, etag]);
  assert.equal(would.body.text, flow());
  assert.equal((await read(test, "history")).body.total, 3);

  const { response, body } = await restore({ ...wish, message: "Back again" }, {
    "if-match": etag,
  });
  assert.deepEqual([response.status, body.parent, body.text], [200, commits[2], flow()]);
  assert.equal(response.headers.get("etag"), `"${body.etag}"`);
  const { items } = (await read(test, "history")).body;
  assert.deepEqual([items.length, items[0].message, items[0].commit], [
    4,
    "Back again",
    body.commit,
  ]);
  const audit = await (await test.ask("/api/v1/audit", { as: "admin" })).json();
  const record = audit.items.find(({ action, after }: Record<string, string>) =>
    action === "history.restore" && after !== undefined
  );
  assert.deepEqual([record.before, record.after, record.object], [
    commits[2],
    body.commit,
    "workflow/flow",
  ]);

  const gone = {
    as: "editor",
    method: "DELETE",
    headers: { "if-match": `"${body.etag}"` },
  } as const;
  assert.equal((await test.ask(PATH, gone)).status, 204);
  const again = await restore(wish, { "if-none-match": "*" });
  assert.deepEqual([again.response.status, again.response.headers.get("location")], [201, PATH]);
});

Deno.test("POST restore takes no junk", async () => {
  await using test = await openApp();
  const { commits, etag } = await withPast(test);
  const [commit] = commits;
  const cases: [object, number][] = [
    [{}, 422],
    [{ commit: "" }, 422],
    [{ commit: "a\nb" }, 422],
    [{ commit: "absent" }, 404],
    [{ commit: "0".repeat(40) }, 404],
    [{ commit, node: "__proto__" }, 422],
    [{ commit, node: "constructor" }, 404],
    [{ commit, dryRun: "yes" }, 422],
    [{ commit, force: true }, 422],
    [{ commit: `${commit}~9` }, 404],
  ];
  for (const [json, status] of cases) {
    const response = await test.ask(`${PATH}/restore`, {
      as: "editor",
      method: "POST",
      headers: { "if-match": etag },
      json,
    });
    const { error } = await response.json();
    assert.equal(response.status, status, `${JSON.stringify(json)}: ${error.message}`);
  }
});
