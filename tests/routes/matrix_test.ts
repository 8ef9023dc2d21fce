import assert from "node:assert/strict";
import { ROLES } from "../../lib/model/role.ts";
import { isChange } from "../../routes/route.ts";
import { openApp, openSite } from "../helpers/app.ts";
import { addSpare, caseOf, things } from "./cases.ts";
import matrix from "./matrix.json" with { type: "json" };

const ASKERS = ["anonymous", ...ROLES] as const;

/** What each asker gets, by route: `ok` for a success, else the status. */
const MATRIX: Readonly<Record<string, Readonly<Record<string, string>>>> = matrix;

Deno.test("every route stands in the matrix, and every row is a route", async () => {
  await using test = await openApp(await openSite());
  const names = test.app.routes.map(({ name }) => name).sort();
  assert.deepEqual(names, Object.keys(MATRIX).sort());
});

Deno.test("what is not there answers like what nobody may know of, in one shape", async (step) => {
  await using test = await openApp(await openSite());
  for (const role of ROLES) await test.token(role);
  const routes = test.app.routes.filter(({ path }) => /^\/api\/.*\{/.test(path));
  for (const route of routes) {
    await step.step(route.name, async () => {
      const good = await caseOf(route, await things(test), "admin");
      const path = route.path.replace("{output}", "kubernetes")
        .replace("{id}", route.path.includes("deployments") ? ABSENT : "absent")
        .replace(/\{\w+\}/g, "absent");
      const body = route.name === "generate.run" ? { json: { name: "absent" } } : {};
      const own = MATRIX[route.name]!;
      for (const asker of ASKERS) {
        const as = asker === "anonymous" ? undefined : asker;
        const response = await test.ask(path, { ...good, ...body, as });
        const text = await response.text();
        // Who may not ask learns nothing of what is there.
        const status = own[asker] === "ok" ? "404" : own[asker];
        assert.equal(String(response.status), status, `${asker}: ${text}`);
        const { error } = JSON.parse(text);
        assert.deepEqual(Object.keys(error), ["code", "message", "details", "requestId"]);
        if (status === "404") assert.equal(error.code, "not_found");
      }
    });
  }
});

const ABSENT = "0199f2c4-8a00-7abc-8def-0123456789ab";

Deno.test("every route answers every role as the matrix says", async (step) => {
  await using test = await openApp(await openSite());
  for (const role of ROLES) await test.token(role);
  for (const route of test.app.routes) {
    await step.step(route.name, async () => {
      const answers: Record<string, string> = {};
      const about = await things(test);
      for (const asker of ASKERS) {
        if (route.name.startsWith("users.")) await addSpare(test);
        const role = asker === "anonymous" ? undefined : asker;
        const fresh = isChange(route) ? await things(test) : about;
        const { path, ...asking } = await caseOf(route, fresh, role);
        const response = await test.ask(path, asking);
        await response.body?.cancel();
        answers[asker] = response.ok ? "ok" : String(response.status);
      }
      assert.deepEqual(answers, MATRIX[route.name]);
    });
  }
});
