import assert from "node:assert/strict";
import { begin, refuses, save, textAt } from "../../../contracts/store_changes.ts";
import {
  createFakeGitHub,
  type FakeGitHub,
  type Fault,
  TOKEN,
} from "../../../helpers/fake_github.ts";

const PATH = "workflows/a.yaml";

/** What a host that is not well answers; none of it may reach a person. */
const ANSWERS: Readonly<Record<string, () => Response>> = {
  "a 500": () => Response.json({ message: "canary-body" }, { status: 500 }),
  "a 502 of a proxy": () => new Response("<html>canary-body</html>", { status: 502 }),
  "a 503": () => new Response("canary-body", { status: 503 }),
  "HTML that says it is fine": () => new Response("<html>canary-body</html>"),
  "JSON that was cut": () =>
    new Response('{"canary-body": ', { headers: { "content-type": "application/json" } }),
};

/** Fails so many times, where a request is of a sort. */
function failing(times: number, isMeant: (path: string) => boolean, fault: Fault): Fault {
  let left = times;
  return (seen) => isMeant(seen.path) && left-- > 0 ? fault(seen) : undefined;
}

async function withFile(hasGraphql = true): Promise<{ fake: FakeGitHub; base: string }> {
  const fake = createFakeGitHub();
  const base = await begin(fake.store({ hasGraphql }), { [PATH]: "1" });
  fake.forget();
  return { fake, base };
}

for (const [what, answer] of Object.entries(ANSWERS)) {
  Deno.test(`a read survives ${what}, three times`, async () => {
    const { fake, base } = await withFile();
    fake.fault = failing(3, (path) => path.includes("/git/blobs/"), answer);
    assert.equal(await textAt(fake.store(), base, PATH), "1");
    assert.equal(fake.seen.filter(({ path }) => path.includes("/git/blobs/")).length, 4);
  });

  Deno.test(`a read that meets only ${what} is an upstream error without its words`, async () => {
    const { fake, base } = await withFile();
    fake.fault = answer;
    const error = await refuses("upstream_error", fake.store().read(base, PATH));
    assert.ok(!Deno.inspect(error, { depth: 99 }).includes("canary-body"));
    assert.equal(fake.seen.length, 4);
  });
}

Deno.test("wrong types in an answer are an upstream error, and no crash", async () => {
  const { fake, base } = await withFile();
  const wrong = [[], {}, { sha: 1 }, { tree: null, parents: {}, message: [] }, { object: "x" }];
  for (const data of wrong) {
    fake.fault = () => Response.json(data);
    await refuses("upstream_error", fake.store().read(base, PATH), JSON.stringify(data));
    await refuses("upstream_error", fake.store().defaultBranch(), JSON.stringify(data));
  }
});

Deno.test("a host that does not answer is left alone after five failures, and tried after 30 s", async () => {
  const { fake, base } = await withFile();
  const store = fake.store();
  fake.fault = () => Response.json({}, { status: 503 });
  for (let index = 0; index < 5; index++) {
    await store.read(base, PATH).catch(() => {});
  }
  assert.equal(fake.seen.length, 5);
  const error = await refuses("store_busy", store.read(base, PATH));
  assert.ok(Number(error.details["retryAfter"]) > 25 && Number(error.details["retryAfter"]) <= 30);
  await fake.clock.wait(30_001);
  await refuses("store_busy", store.read(base, PATH));
  assert.equal(fake.seen.length, 6, "one request tries whether it is well");
  fake.fault = undefined;
  await fake.clock.wait(30_001);
  assert.equal(await textAt(store, base, PATH), "1");
});

Deno.test("a host that cannot be reached is busy, and says when to come again", async () => {
  const { fake, base } = await withFile();
  fake.fault = () => {
    throw new TypeError("connection refused");
  };
  const error = await refuses("store_busy", fake.store().read(base, PATH));
  assert.ok(Number(error.details["retryAfter"]) >= 1);
});

/** Every request that writes, by each way to write. */
const WRITES: readonly (readonly [string, boolean])[] = [
  ["/graphql", true],
  ["/git/trees", false],
  ["/git/commits", false],
  ["/git/refs/heads%2Fmain", false],
];

for (const [place, hasGraphql] of WRITES) {
  for (const isDone of [true, false]) {
    const what = isDone ? "whose answer was lost" : "that did not arrive";
    Deno.test(`commit() is made once when a write to ${place} ${what}`, async () => {
      const { fake, base } = await withFile(hasGraphql);
      const store = fake.store({ hasGraphql });
      fake.fault = failing(
        1,
        (path) => path.endsWith(place),
        () => isDone ? "lost" : Response.json({}, { status: 502 }),
      );
      const commit = await save(store, base, { [PATH]: "2" });
      fake.fault = undefined;
      assert.equal(fake.git.refs.get("refs/heads/main"), commit);
      const fresh = fake.store();
      const history = await fresh.history(commit, 9);
      assert.deepEqual(history.map(({ id }) => id), [commit, base]);
      assert.equal(await textAt(fresh, commit, PATH), "2");
    });
  }
}

for (const hasGraphql of [true, false]) {
  const way = hasGraphql ? "the mutation" : "a move";
  Deno.test(`commit() whose answer from ${way} was lost finds itself below what followed`, async () => {
    const { fake, base } = await withFile(hasGraphql);
    const { fetch } = fake;
    let mine: string | undefined;
    fake.fetch = async (url, init) => {
      const response = await fetch(url, init);
      const isLast = url.endsWith("/graphql") || init?.method === "PATCH";
      if (!isLast || mine !== undefined) return response;
      mine = fake.git.refs.get("refs/heads/main");
      await followedBy(fake, mine!);
      throw new TypeError("the connection was lost");
    };
    const commit = await save(fake.store({ hasGraphql }), base, { [PATH]: "2" });
    assert.equal(commit, mine);
    const head = fake.git.refs.get("refs/heads/main")!;
    const ids = (await fake.store().history(head, 9)).map(({ id }) => id);
    assert.deepEqual(ids, [head, mine, base]);
  });
}

/** Another program commits on the head. */
async function followedBy({ git }: FakeGitHub, head: string): Promise<void> {
  const input = {
    branch: { repositoryNameWithOwner: "acme/shop", branchName: "main" },
    expectedHeadOid: head,
    message: { headline: "Somebody else" },
    fileChanges: { additions: [{ path: "workflows/b.yaml", contents: btoa("other") }] },
  };
  await git.answer("POST", "/graphql", { variables: { input } });
}

Deno.test("commit() whose outcome stays unknown says so, and tells no lie", async () => {
  const { fake, base } = await withFile();
  const store = fake.store();
  await store.read(base, PATH);
  fake.fault = () => Response.json({}, { status: 502 });
  const error = await save(store, base, { [PATH]: "2" }).catch((error) => error);
  assert.ok(["upstream_error", "store_busy"].includes(error.code), `${error}`);
  assert.equal(fake.git.refs.get("refs/heads/main"), base);
});

Deno.test("commit() that another made with the same content is not taken for ours without doubt", async () => {
  const { fake, base } = await withFile();
  const store = fake.store();
  await store.read((await store.head("main"))!, PATH);
  const other = await save(fake.store(), base, { [PATH]: "2" });
  await refuses("conflict", save(store, base, { [PATH]: "2" }));
  assert.equal(fake.git.refs.get("refs/heads/main"), other);
});

Deno.test("the token reaches no error, whatever goes wrong", async () => {
  const { fake, base } = await withFile();
  const faults: Fault[] = [
    () => Response.json({ message: `Bad credentials ${TOKEN}` }, { status: 401 }),
    () => Response.json({ message: TOKEN }, { status: 403 }),
    () => Response.json({ message: TOKEN }, { status: 422 }),
    () => Response.json({ message: TOKEN }, { status: 500 }),
    () => Response.json({ errors: [{ type: "FORBIDDEN", message: TOKEN }] }),
    () => new Response(TOKEN, { status: 302, headers: { location: `https://x/${TOKEN}` } }),
    () => {
      throw new TypeError(`cannot send ${TOKEN}`);
    },
  ];
  for (const fault of faults) {
    fake.fault = fault;
    const store = fake.store();
    for (const attempt of [store.read(base, PATH), save(store, base, { [PATH]: "2" })]) {
      const error = await attempt.then(() => assert.fail("nothing went wrong"), (error) => error);
      const shown = Deno.inspect(error, { depth: 99, showHidden: true }) + error.stack;
      assert.ok(!shown.includes(TOKEN), shown);
    }
  }
});

Deno.test("a token that GitHub does not take is a matter of configuration", async () => {
  const { fake } = await withFile();
  fake.fault = () => Response.json({ message: "Bad credentials" }, { status: 401 });
  const error = await refuses("configuration", fake.store().defaultBranch());
  assert.match(error.message, /CELESTRA_GITHUB_TOKEN/);
});

Deno.test("a refusal of the mutation for want of rights is told as such", async () => {
  const { fake, base } = await withFile();
  fake.fault = ({ path }) =>
    path === "/graphql"
      ? Response.json({ data: null, errors: [{ type: "FORBIDDEN", message: "canary" }] })
      : undefined;
  const error = await refuses("permission_denied", save(fake.store(), base, { [PATH]: "2" }));
  assert.ok(!error.message.includes("canary"));
});
