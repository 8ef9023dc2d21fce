import assert from "node:assert/strict";
import fc from "fast-check";
import { createHistory } from "../../../../lib/services/history.ts";
import { createTimelines } from "../../../../lib/services/history/timeline.ts";
import { createVersions } from "../../../../lib/services/history/versions.ts";
import { tools } from "../../../../lib/cli/tools.ts";
import type { FileChange, Store } from "../../../../lib/stores/store.ts";
import { FLOW, flow, pastHouse } from "./past.ts";

/** A store that counts what is asked of it. */
function counting(
  store: Store,
): { readonly store: Store; readonly counts: Record<string, number> } {
  const counts: Record<string, number> = {};
  const counted = new Proxy(store, {
    get(target, name: keyof Store) {
      const method = target[name] as (...given: unknown[]) => unknown;
      return (...given: unknown[]) => {
        counts[name] = (counts[name] ?? 0) + 1;
        return method.apply(target, given);
      };
    },
  });
  return { store: counted, counts };
}

Deno.test("scrubbing 500 commits reads each blob once, however it is looked at", async () => {
  const house = await pastHouse();
  const commits: string[] = [];
  for (let index = 0; index < 500; index++) {
    // Every fifth commit is a revert to bytes that were there before.
    commits.push(await house.write(flow({ replicas: index % 5 === 4 ? 0 : index })));
  }
  const { store, counts } = counting(house.store);
  const history = createHistory({ ...house, store, catalogue: tools.catalogue, tools });
  const look = async () => {
    await history.log("flow", { page: 1, perPage: 100, node: "api" });
    for (const commit of commits) await history.at("flow", commit);
    await history.blame("flow");
    await history.diff("flow", { base: commits[3]!, head: commits[400]! });
    await history.preview("flow", { commit: commits[1]!, node: "api" });
  };
  await look();
  const blobs = new Set(
    await Promise.all(
      commits.map(async (commit) =>
        (await house.store.list(commit, "workflows")).find(({ path }) => path === FLOW)!.id
      ),
    ),
  );
  assert.equal(counts.read, blobs.size);
  const lists = counts.list!;
  assert.ok(lists <= 2 * commits.length + 20, `${lists} lists`);
  await look();
  assert.equal(counts.read, blobs.size);
  assert.equal(counts.list, lists);
  assert.equal(counts.log! < 1200, true, `${counts.log} walks`);
});

Deno.test("a timeline that is added to is the one that a walk finds", async () => {
  const step = fc.constantFrom("flow", "other", "layout", "gone", "side", "merge");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const house = await pastHouse();
      const { store, save } = house;
      const find = createTimelines(store, createVersions(store));
      const first = await house.write(flow());
      await store.createBranch("side", first);
      for (const [index, step] of steps.entries()) {
        if (step === "merge") {
          const merged = [(await store.head("side"))!];
          await save(changes(index, "flow"), { merged });
        } else if (step === "side") {
          await save(changes(index, "flow"), { branch: "side" });
        } else await save(changes(index, step));
        const head = (await store.head("main"))!;
        const fresh = createTimelines(store, createVersions(store));
        const [one, other] = await Promise.all([find("flow", head), fresh("flow", head)]);
        assert.deepEqual(one.moments, other.moments);
        for (const at of one.moments.keys()) {
          assert.deepEqual(await one.before(at), await other.before(at));
        }
      }
    }),
    { numRuns: 25 },
  );
});

function changes(index: number, step: string): FileChange[] {
  const layout = "workflows/flow.layout.yaml";
  switch (step) {
    case "other":
      return [{ path: "workflows/other.yaml", content: flow({ name: "other", replicas: index }) }];
    case "layout":
      return [{ path: layout, content: `# ${index}\n` }];
    case "gone":
      return [{ path: FLOW, remove: true }, { path: layout, remove: true }];
    default:
      return [{ path: FLOW, content: flow({ replicas: index }) }];
  }
}
