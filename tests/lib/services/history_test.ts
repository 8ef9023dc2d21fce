import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import { createLocalStore } from "../../../lib/stores/local.ts";
import { inFolder } from "../../helpers/host.ts";
import { ada, textOf } from "./content/house.ts";
import { FLOW, flow, GRACE, type PastHouse, pastHouse } from "./history/past.ts";

const PAGE = { page: 1, perPage: 100 };
const LAYOUT = "workflows/flow.layout.yaml";

const WEB = `    web:
      component: app
      config: { image: "w:1" }
`;

/** The places of nodes, as the text of a layout. */
function layout(x: number): string {
  return `apiVersion: celestra/v1
kind: Layout
metadata: { name: flow }
nodes:
  api: { x: ${x}, y: 0 }
  db: { x: 0, y: 0 }
`;
}

async function refused(promise: Promise<unknown>, code: string): Promise<AppError> {
  const error = await promise.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError, `it was not refused: ${error}`);
  assert.equal(error.code, code, error.message);
  return error;
}

async function told({ history }: PastHouse, name = "flow", node?: string) {
  const { items } = await history.log(name, { ...PAGE, ...(node !== undefined && { node }) });
  return items.map(({ change, changes }) => [change, ...changes]);
}

Deno.test("log() tells each commit in words, the newest first, and the layout by itself", async () => {
  const house = await pastHouse();
  await house.write(flow());
  await house.write(flow({ replicas: 2, image: "a:2" }), "Raise it\n\nFor the sale\n\nActor: ada");
  await house.save([{ path: LAYOUT, content: layout(1) }]);
  await house.save([{ path: LAYOUT, content: layout(2) }]);
  await house.save([{ path: LAYOUT, content: layout(2) + "\n" }]);
  await house.save([{ path: "workflows/other.yaml", content: textOf("other") }]);
  await house.write(flow({ replicas: 2, image: "a:2" }).replace("# reads it", "# reads from it"));
  await house.save([{ path: FLOW, remove: true }, { path: LAYOUT, remove: true }]);
  assert.deepEqual(await told(house), [
    ["deleted", "Deleted the workflow"],
    ["rewritten", "Changed only comments, order or form of the text"],
    ["arranged", "Changed only the form of the layout"],
    ["arranged", "Moved api"],
    ["arranged", "Placed api, db"],
    ["changed", "Changed api.image from a:1 to a:2", "Changed api.replicas from 1 to 2"],
    ["created", "Created the workflow with 2 nodes and 1 connection"],
  ]);
  const { items, total } = await house.history.log("flow", PAGE);
  assert.equal(total, 7);
  assert.deepEqual(items.map(({ isLayoutOnly }) => isLayoutOnly), [
    ...[false, false, true, true, true, false, false],
  ]);
  assert.deepEqual([items[5]!.message, items[5]!.author], ["Raise it\n\nFor the sale", "Grace"]);
  assert.equal(items[0]!.etag, undefined);
  assert.match(items[1]!.etag!, /^[0-9a-f]{40}$/);
});

Deno.test("log() of a node tells only what became of it, also under the id that it had before", async () => {
  const house = await pastHouse();
  await house.write(flow());
  await house.write(flow({ image: "a:2" }));
  const renamed = flow({ image: "a:2" }).replaceAll("api", "shop");
  await house.write(renamed);
  await house.write(renamed.replace("10Gi", "20Gi"));
  await house.write(
    renamed.replace("    - { from: db.endpoint, to: shop.requires } # reads it\n", ""),
  );
  const { items } = await house.history.log("flow", { ...PAGE, node: "shop" });
  assert.deepEqual(items.map(({ node, changes }) => [node, ...changes]), [
    ["shop", "Disconnected db.endpoint from shop.requires"],
    ["shop", "Renamed api to shop"],
    ["api", "Changed api.image from a:1 to a:2"],
    ["api", "Created the workflow with 2 nodes and 1 connection"],
  ]);
  await refused(house.history.log("flow", { ...PAGE, node: "absent" }), "not_found");
});

Deno.test("the history goes on under the name that a workflow had before", async () => {
  const house = await pastHouse();
  const first = await house.save([{ path: "workflows/old.yaml", content: flow({ name: "old" }) }]);
  await house.save([{ path: "workflows/old.yaml", content: flow({ name: "old", replicas: 2 }) }]);
  await house.save([
    { path: "workflows/old.yaml", remove: true },
    { path: FLOW, content: flow({ replicas: 2, image: "a:9" }) },
  ]);
  await house.write(flow({ replicas: 3, image: "a:9" }));
  const { items } = await house.history.log("flow", PAGE);
  assert.deepEqual(items.map(({ name, change, was }) => [name, change, was]), [
    ["flow", "changed", undefined],
    ["flow", "renamed", "old"],
    ["old", "changed", undefined],
    ["old", "created", undefined],
  ]);
  const then = await house.history.at("flow", first);
  assert.deepEqual([then.name, then.text], ["old", flow({ name: "old" })]);
  const { nodes } = await house.history.blame("flow");
  assert.deepEqual(nodes.map(({ created }) => created), [first, first]);
  const { text } = await house.history.preview("flow", { commit: first });
  assert.equal(text, flow());
});

Deno.test("a workflow that only looks like one that went is a new one", async () => {
  const house = await pastHouse();
  await house.save([{ path: "workflows/old.yaml", content: flow({ name: "old" }) }]);
  await house.save([
    { path: "workflows/old.yaml", remove: true },
    { path: FLOW, content: flow({ image: "a:2", extra: WEB }) },
  ]);
  assert.deepEqual(await told(house), [
    ["created", "Created the workflow with 3 nodes and 1 connection"],
  ]);
});

Deno.test("a commit that broke the file is told with its fault, and passed over by blame", async () => {
  const house = await pastHouse();
  const first = await house.write(flow());
  const broken = await house.write("kind: [\n");
  const mended = await house.write(flow({ replicas: 2 }));
  assert.deepEqual(await told(house), [
    ["mended", "Made the file readable again", "Changed api.replicas from 1 to 2"],
    ["unreadable", (await house.history.log("flow", PAGE)).items[1]!.changes[0]!],
    ["created", "Created the workflow with 2 nodes and 1 connection"],
  ]);
  const { items } = await house.history.log("flow", PAGE);
  assert.equal(items[1]!.problem!.code, "syntax");
  const { nodes, skipped, commits } = await house.history.blame("flow");
  assert.deepEqual(skipped.map(({ commit }) => commit), [broken]);
  assert.deepEqual(Object.keys(commits).sort(), [first, mended].sort());
  const [db, api] = nodes;
  assert.deepEqual([db!.commit, api!.commit], [first, mended]);
  assert.equal((await house.history.at("flow", broken)).text, "kind: [\n");
  await refused(house.history.preview("flow", { commit: broken }), "unprocessable");
});

Deno.test("a file that could not be read from the start is mended, and not created anew", async () => {
  const house = await pastHouse();
  await house.write("kind: [\n");
  await house.write(flow());
  assert.deepEqual((await told(house))[0], ["mended", "Made the file readable again"]);
});

Deno.test("a file that is broken today is told by blame, and brought back as a whole", async () => {
  const house = await pastHouse();
  const first = await house.write(flow());
  await house.write("kind: [\n");
  await refused(house.history.blame("flow"), "unprocessable");
  await refused(house.history.preview("flow", { commit: first, node: "api" }), "unprocessable");
  const { etag } = await house.workflows.read("flow");
  const { text, changes } = await house.history.restore("flow", { commit: first }, etag, ada);
  assert.deepEqual([text, changes], [flow(), ["Replaced a file that cannot be read"]]);
});

Deno.test("blame() follows both sides of a merge, which answers only for what neither said", async () => {
  const house = await pastHouse();
  const base = await house.write(flow());
  const ours = await house.write(flow({ replicas: 2 }));
  const side = { branch: "side", base };
  await house.store.createBranch("side", base);
  const theirs = await house.save([{ path: FLOW, content: flow({ image: "a:2" }) }], side);
  const both = flow({ replicas: 2, image: "a:2", extra: WEB });
  const merge = await house.save([{ path: FLOW, content: both }], { merged: [theirs] });
  const { nodes } = await house.history.blame("flow");
  const by = new Map(
    nodes.flatMap(({ node, fields }) =>
      fields.map(({ path, commit }) => [`${node}.${path.slice(1).join(".")}`, commit])
    ),
  );
  assert.equal(by.get("api.replicas"), ours);
  assert.equal(by.get("api.image"), theirs);
  assert.equal(by.get("web.image"), merge);
  assert.equal(by.get("db.image"), base);
  assert.deepEqual((await told(house))[0], ["changed", "Added web (app)"]);
});

Deno.test("a merge that adds nothing of its own is told as one", async () => {
  const house = await pastHouse();
  const base = await house.write(flow());
  await house.write(flow({ replicas: 2 }));
  await house.store.createBranch("side", base);
  const theirs = await house.save([{ path: FLOW, content: flow({ image: "a:2" }) }], {
    branch: "side",
    base,
  });
  await house.save([{ path: FLOW, content: flow({ replicas: 2, image: "a:2" }) }], {
    merged: [theirs],
  });
  assert.deepEqual((await told(house)).map(([change]) => change), [
    "merged",
    "changed",
    "changed",
    "created",
  ]);
});

Deno.test("diff() compares commits and branches, and what was before the last change unless told", async () => {
  const house = await pastHouse();
  const first = await house.write(flow());
  await house.store.createBranch("side", first);
  await house.save([{ path: FLOW, content: flow({ image: "a:2" }) }], { branch: "side" });
  await house.write(flow({ replicas: 2 }));
  const { history } = house;
  const last = await history.diff("flow", {});
  assert.deepEqual([last.base, last.changes], [first, ["Changed api.replicas from 1 to 2"]]);
  const branches = await history.diff("flow", { base: "main", head: "side" });
  assert.deepEqual(branches.changes, [
    "Changed api.image from a:1 to a:2",
    "Changed api.replicas from 2 to 1",
  ]);
  assert.equal(branches.workflows[0]!.difference!.nodes[0]!.fields.length, 2);
  assert.deepEqual((await history.diff("flow", { base: first, head: first })).workflows, []);
  const begin = await history.diff("flow", { base: "main~2" });
  assert.deepEqual(begin.workflows.map(({ change }) => change), ["added"]);
  for (const base of ["absent", "main~99999999", "deadbeef", "__proto__", "a..b", "-x"]) {
    await refused(history.diff("flow", { base }), "not_found");
  }
  await refused(history.diff("flow", { base: "main~2", head: "main~2" }), "not_found");
});

Deno.test("of a workflow that never was there is no history, and no name leads anywhere else", async () => {
  const { history } = await pastHouse();
  for (const read of [history.blame, (name: string) => history.log(name, PAGE)]) {
    assert.match((await refused(read("shopp"), "not_found")).message, /did you mean shop/);
    await refused(read("../hello"), "invalid_input");
    await refused(read("constructor"), "not_found");
  }
  await refused(history.at("hello", "main~99"), "not_found");
});

Deno.test("restore() of a whole workflow brings back every byte, and so does restoring that", async () => {
  await inFolder(async (folder) => {
    const store = await createLocalStore(`${folder}/repo.git`, {
      bare: true,
      defaultBranch: "main",
    });
    const house = await pastHouse(store);
    const first = await house.save([
      { path: FLOW, content: flow() },
      { path: LAYOUT, content: layout(1) },
    ]);
    const changed = flow({ replicas: 3, extra: WEB });
    const last = await house.save([{ path: FLOW, content: changed }, {
      path: LAYOUT,
      remove: true,
    }]);
    const { etag } = await house.workflows.read("flow");
    const stale = await refused(
      house.history.restore("flow", { commit: first }, "0", ada),
      "precondition_failed",
    );
    assert.equal(stale.details.etag, etag);

    const back = await house.history.restore("flow", { commit: first }, etag, ada);
    assert.deepEqual([back.text, back.layout.text, back.parent], [flow(), layout(1), last]);
    assert.deepEqual(back.changes, [
      "Changed api.replicas from 3 to 1",
      "Removed web (app)",
      "Placed api, db",
    ]);
    assert.deepEqual(back.later.map(({ commit }) => commit), [last]);
    assert.deepEqual(back.skipped, []);
    assert.deepEqual(
      house.news.map(({ type, data }) => [type, (data as { action?: string }).action]),
      [
        ["workflow_update", "updated"],
      ],
    );
    const [entry] = await store.history(back.commit, 1);
    assert.equal(entry!.author.name, "ada");
    assert.match(entry!.message, new RegExp(`^Restore workflow flow as of ${first.slice(0, 7)}\n`));
    assert.match(entry!.message, new RegExp(`^Restored-Commit: ${first}$`, "m"));

    const again = await house.history.restore("flow", { commit: last }, back.etag!, ada);
    assert.equal(again.text, changed);
    assert.equal(again.layout.etag, undefined);
    assert.equal((await house.workflows.read("flow")).text, changed);
  });
});

Deno.test("restore() of what is as it was makes no commit", async () => {
  const house = await pastHouse();
  const first = await house.write(flow());
  const { etag } = await house.workflows.read("flow");
  const { commit, operations } = await house.history.restore("flow", { commit: first }, etag, ada);
  assert.deepEqual([commit, operations], [first, []]);
  assert.deepEqual(house.news, []);
});

Deno.test("a workflow that is gone is brought back as a new one, and only where there is none", async () => {
  const house = await pastHouse();
  const first = await house.write(flow());
  await refused(
    house.history.restore("flow", { commit: first }, undefined, ada),
    "precondition_failed",
  );
  await house.save([{ path: FLOW, remove: true }]);
  await refused(house.history.restore("flow", { commit: first }, "0".repeat(40), ada), "not_found");
  await refused(house.history.preview("flow", { commit: first, node: "api" }), "not_found");
  const back = await house.history.restore("flow", { commit: first }, undefined, ada);
  assert.deepEqual([back.text, back.changes], [flow(), ["Brought the workflow back"]]);
  assert.equal((house.news[0]!.data as { action?: string }).action, "created");
});

Deno.test("restore() of a node that was removed brings back its lines, comments included", async () => {
  const house = await pastHouse();
  const before = flow({ extra: WEB });
  const first = await house.write(before);
  const { etag } = await house.workflows.read("flow");
  house.clock.time += 1000;
  const gone = await house.workflows.patch(
    "flow",
    { operations: [{ op: "remove-node", node: "api" }] },
    etag,
    ada,
  );
  assert.ok(!gone.text.includes("never fewer"));
  const back = await house.history.restore("flow", { commit: first, node: "api" }, gone.etag, ada);
  assert.equal(back.text, before);
  assert.deepEqual(back.changes, ["Added api (app)", "Connected db.endpoint to api.requires"]);
});

Deno.test("restore() of a node keeps what others did since, byte by byte, and tells who changed it again", async () => {
  const house = await pastHouse();
  const first = await house.write(flow());
  await house.write(flow({ image: "a:2", replicas: 2 }));
  const again = await house.write(flow({ image: "a:2", replicas: 5 }), "For the sale");
  await house.write(
    flow({ image: "a:2", replicas: 5, extra: WEB }).replace("10Gi", "'20Gi'  "),
  );
  const { etag } = await house.workflows.read("flow");
  const wish = { commit: first, node: "api" };
  const would = await house.history.preview("flow", wish);
  assert.deepEqual(would.operations, [{
    op: "set",
    node: "api",
    path: ["image"],
    value: "a:1",
  }]);
  assert.equal(
    would.text,
    flow({ image: "a:1", replicas: 5, extra: WEB }).replace("10Gi", "'20Gi'  "),
  );
  const { reason, commit, ...kept } = would.skipped[0]!;
  assert.deepEqual(kept, { node: "api", path: ["config", "replicas"], then: 1, now: 5 });
  assert.deepEqual(
    [reason, commit!.commit, commit!.message, commit!.author],
    [`Changed again by Grace in ${again.slice(0, 7)}`, again, "For the sale", GRACE.name],
  );
  assert.equal((await house.workflows.read("flow")).etag, etag);
  assert.deepEqual(house.news, []);

  const all = await house.history.restore("flow", { ...wish, overwrite: true }, etag, ada);
  assert.deepEqual(all.skipped, []);
  assert.equal(all.text, flow({ extra: WEB }).replace("10Gi", "'20Gi'  "));
  assert.deepEqual(all.later.map(({ changes }) => changes), [
    ["Changed api.replicas from 2 to 5"],
    ["Changed api.image from a:1 to a:2", "Changed api.replicas from 1 to 2"],
  ]);
});

Deno.test("restore() refuses what may not be saved, with all that is wrong with it", async () => {
  const house = await pastHouse();
  const clash = flow() + "conflicts: [{ node: api, path: [], base: 1, ours: 2, theirs: 3 }]\n";
  const first = await house.write(clash);
  await house.write(flow());
  const { problems } = (await refused(
    house.history.preview("flow", { commit: first }),
    "unprocessable",
  )).details as { problems: { code: string }[] };
  assert.deepEqual(problems.map(({ code }) => code), ["unresolved_conflict"]);
});

Deno.test("a node is brought back from another branch by what was changed since the two parted", async () => {
  const house = await pastHouse();
  const base = await house.write(flow());
  await house.store.createBranch("side", base);
  await house.save([{ path: FLOW, content: flow({ image: "side:1" }) }], { branch: "side" });
  await house.write(flow({ replicas: 2 }));
  await house.write(flow({ replicas: 3 }));
  const { text, skipped, later } = await house.history.preview("flow", {
    commit: "side",
    node: "api",
  });
  assert.equal(text, flow({ image: "side:1", replicas: 3 }));
  assert.deepEqual(skipped.map(({ path, then, now }) => [path, then, now]), [
    [["config", "replicas"], 1, 3],
  ]);
  assert.equal(later.length, 2);
});
