import assert from "node:assert/strict";
import { AppError } from "../../../../lib/model/error.ts";
import type { LocatedProblem } from "../../../../lib/model/problem.ts";
import { prepare } from "../../../../lib/services/jobs/prepare.ts";
import { ada, APP, houseOn, textOf, tools } from "./house.ts";

const CONFLICT =
  "conflicts: [{ node: a, path: [config, user], base: 101, ours: 102, theirs: 103 }]\n";
const CLEAN = textOf("drawn", `{ a: ${APP} }`);
const TORN = CLEAN + CONFLICT;

/** Expects a refusal that names the conflict, and no commit. */
async function isRefused(house: Awaited<ReturnType<typeof houseOn>>, save: () => Promise<unknown>) {
  const head = await house.store.head("main");
  const error = await save().then(() => undefined, (cause) => cause);
  assert.ok(error instanceof AppError, String(error));
  assert.equal(error.code, "unprocessable");
  assert.match(error.message, /a\.config\.user: base 101, ours 102, theirs 103/);
  const problems = error.details.problems as LocatedProblem[];
  const [found] = problems.filter(({ code }) => code === "unresolved_conflict");
  assert.deepEqual([found?.node, found?.path], ["a", ["conflicts", 0]]);
  assert.equal(await house.store.head("main"), head);
}

/** The workflows of a repository into which somebody pushed a merge that is not resolved. */
async function tornHouse() {
  const house = await houseOn();
  await house.push({ path: "workflows/drawn.yaml", content: TORN });
  house.clock.time += 60_000;
  return { ...house, etag: (await house.workflows.read("drawn")).etag };
}

Deno.test("POST of an unresolved merge is refused", async () => {
  const house = await houseOn();
  await isRefused(house, () => house.workflows.create("drawn", { text: TORN }, ada));
});

Deno.test("PUT of an unresolved merge is refused, also where it was unresolved before", async () => {
  const house = await houseOn();
  const { etag } = await house.workflows.create("drawn", { text: CLEAN }, ada);
  await isRefused(house, () => house.workflows.replace("drawn", { text: TORN }, etag, ada));
  const torn = await tornHouse();
  const text = `${TORN}# touched\n`;
  await isRefused(torn, () => torn.workflows.replace("drawn", { text }, torn.etag, ada));
});

Deno.test("PUT without the entries resolves the merge", async () => {
  const { workflows, etag } = await tornHouse();
  const saved = await workflows.replace("drawn", { text: CLEAN }, etag, ada);
  assert.deepEqual(saved.problems, []);
});

Deno.test("PATCH of an unresolved merge is refused", async () => {
  const torn = await tornHouse();
  const operations = [{ op: "set-title", node: "a", value: "A" } as const];
  await isRefused(torn, () => torn.workflows.patch("drawn", { operations }, torn.etag, ada));
});

Deno.test("a copy of an unresolved merge is refused", async () => {
  const torn = await tornHouse();
  await isRefused(torn, () => torn.workflows.duplicate("drawn", "copy", ada));
});

Deno.test("an unresolved merge is not deployed", async () => {
  const torn = await tornHouse();
  const wanted = {
    workflow: "drawn",
    environment: "local",
    source: (await torn.store.head("main"))!,
  };
  const { store, checking } = torn;
  await isRefused(torn, () => prepare(wanted, { store, checking, tools }));
});
