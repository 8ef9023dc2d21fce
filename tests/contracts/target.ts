import assert from "node:assert/strict";
import type { NodeStatus } from "../../lib/model/deployment.ts";
import { AppError } from "../../lib/model/error.ts";
import type { Application, Target } from "../../lib/targets/target.ts";
import { inFolder } from "../helpers/host.ts";

/** A target that the contract can try. */
export interface OpenedTarget {
  readonly target: Target;
  /** Something that becomes healthy; absent for a target that applies nothing. */
  readonly application?: Application;
}

const NOTHING: Application = {
  workflow: "shop",
  environment: "local",
  files: [],
  nodes: [],
  secrets: {},
  timeout: 1000,
};

/** What every target promises. */
export function testTarget(
  name: string,
  open: (data: string) => OpenedTarget,
  register: (name: string, fn: () => Promise<void>) => void = Deno.test,
): void {
  const test = (promise: string, fn: (opened: OpenedTarget, data: string) => Promise<void>) =>
    register(`[${name}] ${promise}`, () => inFolder((data) => fn(open(data), data)));

  test("opening touches nothing", async ({ target }, data) => {
    assert.match(target.id, /^[a-z]+(-[a-z]+)*$/);
    assert.notEqual(target.title, "");
    assert.notEqual(target.output, "");
    assert.deepEqual(await entries(data), []);
  });

  test("unavailable() answers nothing or one sentence", async ({ target, application }) => {
    const reason = await target.unavailable();
    if (application) assert.equal(reason, undefined);
    else assert.match(reason ?? "", /^[^\n]{5,200}[^.\n]$/);
  });

  test("apply() ends with every node healthy, and says each change once", async (opened) => {
    const { target, application } = opened;
    if (!application) return void await refuses(target, NOTHING);
    const statuses = await Array.fromAsync(target.apply(application));
    const last = new Map<string, NodeStatus>();
    for (const status of statuses) {
      assert.ok(application.nodes.includes(status.node), status.node);
      assert.equal(status.at, new Date(status.at).toISOString());
      const { at: _, ...now } = status;
      const { at: __, ...before } = last.get(status.node) ?? { at: "" };
      assert.notDeepEqual(now, before, "the same twice");
      last.set(status.node, status);
    }
    assert.deepEqual(
      application.nodes.map((node) => last.get(node)?.state),
      application.nodes.map(() => "healthy"),
    );
    await target.remove(application);
  });

  test("apply() asks for secrets before it changes anything", async (opened, data) => {
    const { target, application } = opened;
    if (!application) return;
    const missing = { ...application, secrets: { vault: ["PASSWORD"] } };
    const error = await refuses(target, missing);
    assert.equal(error.code, "secret_missing");
    assert.deepEqual(error.details, { node: "vault", key: "PASSWORD" });
    const { workflow, environment } = application;
    assert.match(
      error.message,
      new RegExp(
        `celestra secret set ${workflow} vault PASSWORD --env ${environment} --stdin`,
      ),
    );
    assert.deepEqual(await entries(data), []);
  });

  test("apply() refuses names that could lead out of its folder", async ({ target }) => {
    for (const workflow of ["..", "a/b", "", "-x", "A"]) {
      await refuses(target, { ...NOTHING, workflow });
      await refuses(target, { ...NOTHING, environment: workflow });
    }
  });

  test("remove() may be asked again, and names volumes in order", async (opened) => {
    const { target, application = NOTHING } = opened;
    const volumes = await target.remove(application).catch((error) => {
      assert.ok(!opened.application && error instanceof AppError, String(error));
      return [];
    });
    assert.deepEqual(volumes, volumes.toSorted());
    if (opened.application) assert.deepEqual(await target.remove(application), volumes);
  });
}

async function refuses(target: Target, application: Application): Promise<AppError> {
  try {
    await Array.fromAsync(target.apply(application));
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    return error;
  }
  throw new Error("it was applied");
}

async function entries(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
}
