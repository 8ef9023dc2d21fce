import assert from "node:assert/strict";
import { stores } from "../../../lib/stores/registry.ts";
import { pick } from "../../../lib/model/registry.ts";
import { refuses } from "../../contracts/store_changes.ts";
import { inTemporary } from "./git.ts";

Deno.test("stores holds every sort of store by its id", () => {
  assert.deepEqual([...stores.keys()].sort(), ["github", "local", "memory"]);
});

Deno.test("open() of local asks for the path of a repository", async () => {
  await refuses("configuration", pick("store", stores, "local").open({}));
  await inTemporary((folder) =>
    refuses("not_found", stores.get("local")!.open({ path: folder })).then()
  );
});
