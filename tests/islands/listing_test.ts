import assert from "node:assert/strict";
import { createListing, lastPage, type Page, searchOf } from "../../islands/listing.ts";
import { fakeApi, type Reply, type Sent } from "./fakes.ts";

Deno.test("ask() begins at the first page, keeps the other questions and the address", async () => {
  const { list, sent, addresses } = listing(() => ({ value: page(["b"]) }), { state: "valid" });
  await list.ask({ search: "b & c" });
  assert.equal(sent[0]!.path, "/api/v1/things?state=valid&search=b+%26+c&page=1&per_page=2");
  assert.deepEqual(addresses, ["state=valid&search=b+%26+c"]);
  assert.deepEqual(list.page.value.items, ["b"]);
});

Deno.test("ask() leaves out what is empty", async () => {
  const { list, addresses } = listing(() => ({ value: page([]) }), { state: "valid" });
  await list.ask({ state: "" });
  assert.deepEqual(addresses, [""]);
});

Deno.test("turn() goes to a page and writes it into the address", async () => {
  const { list, addresses } = listing(() => ({ value: page(["c"], { page: 2, total: 3 }) }));
  await list.turn(2);
  assert.deepEqual(addresses, ["page=2"]);
  assert.equal(list.page.value.page, 2);
});

Deno.test("load() goes to the last page when the one that was seen is gone", async () => {
  const { list, sent } = listing(({ path }) => {
    const number = Number(new URLSearchParams(path.split("?")[1]).get("page"));
    return { value: page(number === 1 ? ["a", "b"] : [], { page: number, total: 2 }) };
  });
  await list.turn(2);
  assert.equal(sent.length, 2);
  assert.deepEqual(list.page.value.items, ["a", "b"]);
});

Deno.test("an answer that was overtaken by a later question is not shown", async () => {
  const slow = Promise.withResolvers<void>();
  const { list } = listing(async ({ path }) => {
    if (path.includes("slow")) await slow.promise;
    return { value: page([path.includes("slow") ? "slow" : "fast"]) };
  });
  const first = list.ask({ search: "slow" });
  await list.ask({ search: "fast" });
  slow.resolve();
  await first;
  assert.deepEqual(list.page.value.items, ["fast"]);
  assert.equal(list.isBusy.value, false);
});

Deno.test("a fault is said and what was there stays", async () => {
  const { list } = listing(() => new Error("No."));
  await list.load();
  assert.equal(list.fault.value, "No.");
  assert.deepEqual(list.page.value.items, ["a"]);
});

Deno.test("lastPage() of an empty list is the first", () => {
  assert.equal(lastPage(page([], { total: 0 })), 1);
  assert.equal(lastPage(page([], { total: 5 })), 3);
});

Deno.test("searchOf() writes numbers, too", () => {
  assert.equal(searchOf({ a: "", b: "1" }, { page: 3 }), "b=1&page=3");
});

function page(items: readonly string[], change: Partial<Page<string>> = {}): Page<string> {
  return { items, page: 1, perPage: 2, total: items.length, ...change };
}

function listing(
  reply: (sent: Sent) => Reply | Promise<Reply>,
  query: Record<string, string> = {},
) {
  const api = fakeApi({ "GET /api/v1/things": reply as (sent: Sent) => Reply });
  const addresses: string[] = [];
  const remember = (search: string) => void addresses.push(search);
  const list = createListing<string>({
    ...{ api, query, remember },
    path: "/api/v1/things",
    page: page(["a"]),
  });
  return { list, sent: api.sent, addresses };
}
