import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import type { LocatedProblem } from "../../../lib/model/problem.ts";
import { createGenerating, type Generating } from "../../../lib/services/generating.ts";
import { dayOf } from "../../../lib/model/day.ts";
import { createRuling } from "../../../lib/services/ruling.ts";
import { exampleText, rendered } from "../../helpers/rendering.ts";
import { APP, type House, houseOn, textOf, tools } from "./content/house.ts";

async function open(): Promise<House & { generating: Generating }> {
  const house = await houseOn();
  const { head, checking } = house;
  const ruling = createRuling({
    checking,
    catalogue: tools.catalogue,
    outputs: tools.destinations.outputs,
    today: () => dayOf(house.clock.time),
  });
  return { ...house, generating: createGenerating({ head, checking, ruling, tools }) };
}

async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError, `it was not refused: ${error}`);
  return error;
}

Deno.test("a text is judged by what it says that it is", async () => {
  const { generating } = await open();
  const places = async (text: string, name?: string) =>
    (await generating.validate(text, name)).map(({ code, line, column }) => [code, line, column]);
  const head = "apiVersion: celestra/v1\nkind: ";
  assert.deepEqual(await places(textOf("any", `{ a: ${APP} }`)), [
    ["rule/image-digest", 5, 43],
    ["rule/liveness-probe", 5, 33],
    ["rule/network-isolation", 5, 33],
    ["rule/readiness-probe", 5, 33],
  ]);
  assert.deepEqual(await places(textOf("any"), "other"), [["name_mismatch", 3, 13]]);
  assert.deepEqual(
    await places(`${head}Layout\nmetadata: { name: any }\nnodes: { a: { x: 1 } }\n`),
    [
      ["missing_field", 4, 10],
    ],
  );
  const spec = "spec: { target: git, overrides: { helo: {} } }";
  assert.deepEqual(await places(`${head}Environment\nmetadata: { name: any }\n${spec}\n`), [
    ["unknown_override", 4, 35],
  ]);
  assert.deepEqual(await places(`${head}Repository\nspec: { outputs: [nothing] }\n`), [
    ["invalid_value", 3, 19],
  ]);
  assert.deepEqual(await places("a: [\n"), [["syntax", 2, 1]]);
  assert.equal((await refusal(generating.validate("", "../x"))).code, "invalid_input");
});

Deno.test("a workflow of the repository is rendered as the command does", async () => {
  const { generating } = await open();
  assert.deepEqual(generating.outputs.map(({ id }) => id), [...tools.generators.keys()]);
  for (const output of ["compose", "kubernetes"]) {
    const { files, report, map, problems } = await generating.generate({ output, name: "hello" });
    const expected = rendered(exampleText("hello"), "hello", output);
    assert.deepEqual(files, expected.files.map(({ path, text }) => ({ path, text })));
    assert.deepEqual(report, expected.report);
    assert.deepEqual(Object.keys(map.files), files.map(({ path }) => path));
    assert.deepEqual(problems, []);
  }
});

Deno.test("a text is rendered before it is saved, also in an environment", async () => {
  const { generating, push, clock } = await open();
  const text = textOf("draft", `{ web: ${APP} }`);
  const plain = await generating.generate({ output: "kubernetes", text });
  assert.ok(plain.files.some(({ text }) => text.includes("namespace: draft")));
  await push({
    path: "environments/prod.yaml",
    content: "apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: prod }\n" +
      "spec: { target: git, namespace: live }\n",
  });
  clock.time += 100;
  const placed = await generating.generate({ output: "kubernetes", text, environment: "prod" });
  assert.ok(placed.files.some(({ text }) => text.includes("namespace: live")));
});

Deno.test("an output of every environment is rendered anew when one of them changes", async () => {
  const { generating, push, clock } = await open();
  const overlays = async (environment?: string) => {
    const request = { output: "kustomize", name: "hello", ...(environment && { environment }) };
    const { files, problems } = await generating.generate(request);
    assert.ok(files.some(({ path }) => path === "base/kustomization.yaml"));
    const paths = files.map(({ path }) => path).filter((path) => path.startsWith("overlays/"));
    return [
      ...new Set(paths.map((path) => path.split("/")[1])),
      ...problems.map(({ file }) => file),
    ];
  };
  assert.deepEqual(await overlays(), ["local"]);
  const spec = (text: string) => ({
    path: "environments/prod.yaml",
    content:
      `apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: prod }\nspec: ${text}\n`,
  });
  await push(spec("{ target: git, namespace: live }"));
  clock.time += 100;
  assert.deepEqual(await overlays(), ["local", "prod"]);
  assert.deepEqual(await overlays("prod"), ["prod"]);
  await push(spec("{ target: git, overrides: { hello: { web: { replicas: 0 } } } }"));
  clock.time += 100;
  assert.deepEqual(await overlays(), ["local", "environments/prod.yaml"]);
});

Deno.test("the same is rendered once, and anew when anything changes", async () => {
  const { generating, push, clock } = await open();
  const request = { output: "compose", name: "hello" };
  const first = await generating.generate(request);
  assert.equal(await generating.generate(request), first);
  assert.notEqual(await generating.generate({ ...request, environment: "local" }), first);
  assert.notEqual(await generating.generate({ ...request, output: "kubernetes" }), first);
  const text = exampleText("hello").replace("Hello from Celestra", "Good day");
  await push({ path: "workflows/hello.yaml", content: text });
  clock.time += 100;
  const second = await generating.generate(request);
  assert.ok(second.files.some(({ text }) => text.includes("Good day")));
});

Deno.test("what cannot be rendered is refused with everything that is wrong", async () => {
  const { generating, push, clock } = await open();
  const codeOf = async (request: Parameters<Generating["generate"]>[0]) =>
    (await refusal(generating.generate(request))).code;
  assert.equal(await codeOf({ output: "nothing", name: "hello" }), "not_found");
  assert.equal(await codeOf({ output: "constructor", name: "hello" }), "not_found");
  assert.equal(await codeOf({ output: "compose", name: "nobody" }), "not_found");
  assert.equal(
    await codeOf({ output: "compose", name: "hello", environment: "nowhere" }),
    "not_found",
  );
  assert.equal(await codeOf({ output: "compose", name: "../x" }), "invalid_input");
  assert.equal(
    await codeOf({ output: "compose", name: "hello", environment: ".." }),
    "invalid_input",
  );
  assert.equal(await codeOf({ output: "compose" }), "invalid_input");
  const broken = textOf(
    "x",
    "{ a: { component: nothing }, b: { component: app, config: { x: 1 } } }",
  );
  const error = await refusal(generating.generate({ output: "compose", text: broken }));
  assert.equal(error.code, "unprocessable");
  assert.deepEqual(
    (error.details.problems as LocatedProblem[]).map(({ code, line }) => [code, line]).sort(),
    [["unknown_component", 5], ["unknown_field", 5]],
  );
  const lowered = textOf("x", `{ web: ${APP.replace("user: 101", "user: 0")} }`);
  const late = await refusal(generating.generate({ output: "kubernetes", text: lowered }));
  assert.deepEqual((late.details.problems as LocatedProblem[])[0]!.code, "pod_security");
  await push({ path: "environments/local.yaml", content: "a: [\n" });
  clock.time += 100;
  assert.equal(
    await codeOf({ output: "compose", name: "hello", environment: "local" }),
    "unprocessable",
  );
});
