import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { ApiError } from "../../../islands/api.ts";
import type { GeneratedAnswer } from "../../../islands/editor/api_answers.ts";
import { createRendering } from "../../../islands/editor/rendering.ts";
import type { LocatedProblem } from "../../../lib/model/problem.ts";
import { fakeApi, type Reply, type Sent, settled } from "../fakes.ts";

const ERROR: LocatedProblem = {
  code: "syntax",
  severity: "error",
  path: [],
  message: "It is wrong.",
  file: "workflows/shop.yaml",
  line: 1,
  column: 1,
};

Deno.test("the first is rendered at once, the next when nobody has typed for a while", async () => {
  const { rendering, text, timers, sent } = open(({ body }) => answer(textIn(body)));
  rendering.watch();
  assert.deepEqual(timers.map(({ pause }) => pause), [0]);
  await due(timers);
  assert.equal(rendering.generated.value!.files[0]!.text, "one");
  for (const typed of ["two", "twoo", "two!"]) text.value = typed;
  assert.deepEqual(timers.map(({ pause, isStopped }) => [pause, isStopped]), [
    [400, true],
    [400, true],
    [400, false],
  ]);
  await due(timers);
  assert.equal(rendering.generated.value!.files[0]!.text, "two!");
  assert.equal(sent.length, 2);
});

Deno.test("an old answer never takes the place of a newer one", async () => {
  const held = new Map<string, PromiseWithResolvers<Reply>>();
  const { rendering, text, timers } = open(({ body }) => {
    const one = Promise.withResolvers<Reply>();
    held.set(textIn(body), one);
    return one.promise;
  });
  rendering.watch();
  await due(timers);
  text.value = "two";
  await due(timers);
  assert.equal(rendering.isBusy.value, true);
  held.get("two")!.resolve(answer("two"));
  await settled();
  assert.equal(rendering.isBusy.value, false);
  held.get("one")!.resolve(answer("one"));
  await settled();
  assert.equal(rendering.generated.value!.files[0]!.text, "two");
});

Deno.test("it is busy until the newest answer is there", async () => {
  const held: PromiseWithResolvers<Reply>[] = [];
  const { rendering, text, timers } = open(() => {
    held.push(Promise.withResolvers());
    return held.at(-1)!.promise;
  });
  rendering.watch();
  await due(timers);
  text.value = "two";
  await due(timers);
  held[0]!.resolve(answer("one"));
  await settled();
  assert.equal(rendering.isBusy.value, true);
  assert.equal(rendering.generated.value, undefined);
  held[1]!.resolve(answer("two"));
  await settled();
  assert.equal(rendering.isBusy.value, false);
});

Deno.test("an old fault does not take the place of a newer answer either", async () => {
  const first = Promise.withResolvers<Reply>();
  const { rendering, text, timers } = open(({ body }) =>
    textIn(body) === "one" ? first.promise : answer("two")
  );
  rendering.watch();
  await due(timers);
  text.value = "two";
  await due(timers);
  first.resolve(new ApiError(503, "store_busy", "Busy."));
  await settled();
  assert.equal(rendering.fault.value, undefined);
});

Deno.test("an answer for another output than the chosen one is not shown", async () => {
  const held = Promise.withResolvers<Reply>();
  const { rendering, timers, sent } = open(({ path }) =>
    path.endsWith("kubernetes") ? held.promise : answer("compose")
  );
  rendering.watch();
  await due(timers);
  rendering.chooseOutput("compose");
  held.resolve(answer("kubernetes"));
  await settled();
  assert.equal(rendering.generated.value, undefined);
  await due(timers);
  assert.equal(rendering.generated.value!.files[0]!.text, "compose");
  assert.deepEqual(sent.map(({ path }) => path.split("/").at(-1)), ["kubernetes", "compose"]);
});

Deno.test("an environment brings its output along, and is told to the server", async () => {
  const { rendering, timers, sent } = open(() => answer("x"));
  rendering.watch();
  const { chooseEnvironment } = rendering;
  chooseEnvironment("local");
  assert.equal(rendering.output.value, "compose");
  await due(timers);
  assert.deepEqual(sent.map(({ path, body }) => [path, body]), [
    ["/api/v1/generate/compose", { text: "one", environment: "local" }],
  ]);
});

Deno.test("what is known to be wrong is not asked for, and what was on its way is dropped", async () => {
  const held = Promise.withResolvers<Reply>();
  const { rendering, known, timers, sent } = open(() => held.promise);
  rendering.watch();
  await due(timers);
  known.value = [ERROR, { ...ERROR, severity: "warning" }];
  held.resolve(answer("one"));
  await settled();
  assert.equal(rendering.generated.value, undefined);
  assert.match(rendering.fault.value!, /when the workflow has no errors/);
  assert.deepEqual(rendering.problems.value, [ERROR]);
  assert.equal(rendering.isBusy.value, false);
  known.value = [];
  await due(timers);
  assert.equal(sent.length, 2);
  assert.equal(rendering.fault.value, undefined);
});

Deno.test("what was rendered last stays while there is nothing newer, with the reason", async () => {
  const { rendering, text, timers } = open(({ body }) =>
    textIn(body) === "one"
      ? answer("one")
      : new ApiError(422, "unprocessable", "No.", { problems: [ERROR] })
  );
  rendering.watch();
  await due(timers);
  text.value = "two";
  await due(timers);
  assert.equal(rendering.generated.value!.files[0]!.text, "one");
  assert.equal(rendering.fault.value, "No.");
  assert.deepEqual(rendering.problems.value, [ERROR]);
});

Deno.test("the open file stays open while it is there", async () => {
  let paths = ["a.yaml", "b.yaml"];
  const { rendering, text, timers } = open(() => ({
    value: { ...value("x"), files: paths.map((path) => ({ path, text: "" })) },
  }));
  rendering.watch();
  await due(timers);
  assert.equal(rendering.file.value, "a.yaml");
  rendering.open("b.yaml");
  text.value = "two";
  await due(timers);
  assert.equal(rendering.file.value, "b.yaml");
  paths = ["c.yaml"];
  text.value = "three";
  await due(timers);
  assert.equal(rendering.file.value, "c.yaml");
});

Deno.test("nothing is rendered after the end", async () => {
  const { rendering, text, timers, sent } = open(() => answer("x"));
  const end = rendering.watch();
  end();
  text.value = "two";
  await due(timers);
  assert.deepEqual(sent, []);
});

interface Timer {
  readonly work: () => void;
  readonly pause: number;
  isStopped: boolean;
}

/** Lets the time pass that work waits for. */
async function due(timers: Timer[]): Promise<void> {
  for (const { work, isStopped } of timers.splice(0)) if (!isStopped) work();
  await settled();
}

function open(reply: (sent: Sent) => Reply | Promise<Reply>) {
  const api = fakeApi({
    "POST /api/v1/generate/kubernetes": reply,
    "POST /api/v1/generate/compose": reply,
  });
  const timers: Timer[] = [];
  const text = signal("one");
  const known = signal<readonly LocatedProblem[]>([]);
  const rendering = createRendering({
    api,
    text,
    known,
    environments: [{ name: "local", output: "compose" }],
    later(work, pause) {
      const timer = { work, pause, isStopped: false };
      timers.push(timer);
      return () => void (timer.isStopped = true);
    },
  });
  return { rendering, text, known, timers, sent: api.sent };
}

function value(text: string): GeneratedAnswer {
  return { files: [{ path: "a.yaml", text }], report: [], map: { files: {} } };
}

function answer(text: string): Reply {
  return { value: value(text) };
}

function textIn(body: unknown): string {
  return (body as { text: string }).text;
}
