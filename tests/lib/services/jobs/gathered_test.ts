import assert from "node:assert/strict";
import type { Deployment, DeploymentState } from "../../../../lib/model/deployment.ts";
import { gather } from "../../../../lib/services/jobs/gathered.ts";

/** A deployment in a state; `message` tells it from others. */
function deployment(state: DeploymentState, message: string): Deployment {
  const place = { workflow: "shop", environment: "dev", source: "", actor: "ada" };
  return { id: "1", ...place, state, message, createdAt: "", nodes: [] };
}

function open(pause: number, time = 0) {
  const written: string[] = [];
  const gathered = gather(async ({ state, message }) => {
    await new Promise((resolve) => setTimeout(resolve, time));
    written.push(`${state} ${message}`);
  }, pause);
  return { written, ...gathered };
}

Deno.test("every state is written in order, at once, and of each the last news", async () => {
  const { add, flush, written } = open(100_000);
  for (const state of ["rendering", "committed", "applying"] as const) {
    for (const message of ["1", "2", "3"]) add(deployment(state, message));
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(written, ["rendering 1", "rendering 3", "committed 3", "applying 3"]);
  await flush();
});

Deno.test("a new state does not wait for the pause", async () => {
  const { add, flush, written } = open(100_000);
  add(deployment("rendering", "1"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  add(deployment("committed", "1"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(written, ["rendering 1", "committed 1"]);
  await flush();
});

Deno.test("news within a state wait for the pause, and flush() writes the last", async () => {
  const { add, flush, written } = open(100_000);
  for (let count = 0; count < 100; count++) {
    add(deployment("applying", `${count}`));
    await Promise.resolve();
  }
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(written, ["applying 0"]);
  await flush();
  assert.deepEqual(written, ["applying 0", "applying 99"]);
});

Deno.test("news come again after the pause", async () => {
  const { add, flush, written } = open(5);
  add(deployment("applying", "1"));
  add(deployment("applying", "2"));
  await new Promise((resolve) => setTimeout(resolve, 40));
  add(deployment("applying", "3"));
  await new Promise((resolve) => setTimeout(resolve, 40));
  assert.deepEqual(written, ["applying 1", "applying 2", "applying 3"]);
  await flush();
});

Deno.test("flush() rejects when something could not be written, and nothing follows it", async () => {
  const written: string[] = [];
  const { add, flush } = gather(({ message }) => {
    if (message === "2") return Promise.reject(new Error("full"));
    written.push(message!);
    return Promise.resolve();
  }, 1);
  add(deployment("rendering", "1"));
  add(deployment("committed", "2"));
  add(deployment("applying", "3"));
  await assert.rejects(flush(), { message: "full" });
  add(deployment("applying", "4"));
  await assert.rejects(flush(), { message: "full" });
  assert.deepEqual(written, ["1"]);
});
