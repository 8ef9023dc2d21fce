import assert from "node:assert/strict";
import type { Deployment } from "../../lib/model/deployment.ts";
import { ADA, begin, type Client, signIn } from "../helpers/client.ts";
import { cleanEngine, REGISTRY } from "../helpers/demo.ts";
import { freePort } from "../helpers/free_port.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { eventually, succeed } from "../helpers/processes.ts";
import { serve, type Served } from "../helpers/served.ts";

/** A copy of hello on its way to `local`, with test images and ports of its own. */
interface Story {
  readonly data: string;
  readonly served: Served;
  readonly ada: Client;
  /** The name of the copy. */
  readonly name: string;
  /** The port that it is published on. */
  readonly port: number;
  /** Saves fields of nodes. */
  save(fields: readonly Field[]): Promise<void>;
  setSecret(value: string): Promise<void>;
  /** Asks for a deployment. */
  deploy(): Promise<Deployment>;
  /** A second process on the same data. */
  another(): Promise<Served>;
}

/** A node, the path of a field, and its value. */
type Field = readonly [node: string, path: readonly string[], value: unknown];

function testStory(name: string, test: (story: Story) => Promise<void>): void {
  testWith(["git", "docker"], name, () =>
    inFolder(async (folder) => {
      const data = `${folder}/data`;
      await using served = await serve({ data });
      const story = await storyOf(data, served);
      try {
        await test(story);
      } finally {
        await cleanEngine(`${story.name}-local`);
      }
    }));
}

async function storyOf(data: string, served: Served): Promise<Story> {
  const ada = await begin(served.url, served.link!);
  const [name, port] = [`hello-${crypto.randomUUID().slice(0, 8)}`, freePort()];
  await ada.json("POST", "/api/v1/workflows/hello/duplicate", { name });
  const path = `/api/v1/workflows/${name}`;
  const save: Story["save"] = async (fields) => {
    const etag = (await ada.ask("GET", path)).headers.get("etag")!;
    const operations = fields.map(([node, path, value]) => ({ op: "set", node, path, value }));
    const body = { operations, message: "Change fields" };
    const saved = await ada.ask("PATCH", path, { body, headers: { "if-match": etag } });
    assert.equal(saved.status, 200, await saved.text());
  };
  await save([
    ["web", ["image"], `${REGISTRY}/web:1`],
    ["proxy", ["image"], `${REGISTRY}/web:2`],
    ["web", ["user"], 10001],
    ["proxy", ["user"], 10001],
    ["entry", ["paths"], [{ backend: "proxy", path: "/", hostPort: port }]],
  ]);
  const secret = `/api/v1/environments/local/secrets/${name}/token/API_TOKEN`;
  return {
    ...{ data, served, ada, name, port, save },
    setSecret: async (value) => void await ada.json("PUT", secret, { value }),
    deploy: () => ada.json("POST", "/api/v1/deployments", { workflow: name, environment: "local" }),
    another: () => serve({ data, port: freePort(), env: { CELESTRA_PUBLIC_URL: served.url } }),
  };
}

/** A deployment once something can be said of it. */
async function until(
  ada: Client,
  { id }: Deployment,
  isIt: (deployment: Deployment) => boolean,
): Promise<Deployment> {
  const ask = async () => await (await ada.ask("GET", `/api/v1/deployments/${id}`)).text();
  return JSON.parse(await eventually(ask, (text) => isIt(JSON.parse(text))));
}

const ENDS: readonly string[] = ["healthy", "failed", "cancelled", "superseded"];
/** Where no engine answers, it ends as `committed` and says so. */
const hasEnded = ({ state, message }: Deployment) =>
  ENDS.includes(state) || (state === "committed" && message !== undefined);
const isApplying = ({ state }: Deployment) => state === "applying";

const statesOf = ({ nodes }: Deployment) =>
  Object.fromEntries(nodes.map(({ node, state }) => [node, state]));

/** What a stream told of deployments, in order. */
function told(text: string): Deployment[] {
  return [...text.matchAll(/^event: deployment_status\ndata: (.*)\n/gm)]
    .map(([, data]) => JSON.parse(data!));
}

/** Values, each once where it stands several times in a row. */
function changes<T>(values: readonly T[]): T[] {
  return values.filter((value, index) => value !== values[index - 1]);
}

const containers = ({ name }: Story) =>
  succeed("docker", "ps", "-aq", "--filter", `label=com.docker.compose.project=${name}-local`);

/** The commits that a deployment made. */
const commitsOf = ({ data }: Story, { id }: Deployment) =>
  succeed("git", "-C", `${data}/repo.git`, "log", "--format=%H", `--grep=${id}`, "deploy/local");

testStory("a deployment asks for its secret, tells each step, and answers on its port", async (
  story,
) => {
  const { ada, port } = story;
  const refused = await until(ada, await story.deploy(), hasEnded);
  assert.deepEqual([refused.state, refused.reason], ["failed", "secret_missing"]);
  assert.equal(await containers(story), "", "nothing was started");

  await story.setSecret("s3cret");
  const stream = ada.events(
    `/api/v1/events?workflow=${story.name}&type=deployment_status`,
    (text) => told(text).some(hasEnded),
  );
  await new Promise((done) => setTimeout(done, 200));
  const { id } = await story.deploy();
  const events = told(await stream);
  assert.deepEqual([...new Set(events.map((event) => event.id))], [id]);
  assert.deepEqual(
    changes(events.map(({ state }) => state)),
    ["queued", "rendering", "committed", "applying", "healthy"],
  );
  for (const node of ["web", "proxy"]) {
    const states = changes(events.map((event) => statesOf(event)[node]).filter(Boolean));
    assert.deepEqual(states, ["waiting", "applying", "healthy"], node);
  }
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  assert.match(await answer.text(), /^Hello from Celestra version 2/);
  assert.ok(!(await stream).includes("s3cret"), "no event holds the value");
});

testStory("an image that breaks fails with its reason and last lines, on its node", async (
  story,
) => {
  await story.setSecret("s3cret");
  await story.save([["web", ["image"], `${REGISTRY}/web:broken`]]);
  const { state, nodes } = await until(story.ada, await story.deploy(), hasEnded);
  assert.equal(state, "failed");
  const [web, proxy] = ["web", "proxy"].map((id) => nodes.find(({ node }) => node === id)!);
  assert.deepEqual([web!.state, web!.reason], ["failed", "exited"]);
  assert.ok(web!.log?.some((line) => line.includes("cannot start")), web!.log?.join("\n"));
  assert.deepEqual([proxy!.state, proxy!.log], ["unknown", undefined]);
});

testStory("redeploy brings the old source back; undeploy takes all away", async (story) => {
  const { ada, port } = story;
  await story.setSecret("s3cret");
  const greet = async () => await (await fetch(`http://127.0.0.1:${port}/`)).text();
  const first = await until(ada, await story.deploy(), hasEnded);
  assert.equal(first.state, "healthy", first.message);
  await story.save([["greeting", ["data", "GREETING"], "Good morning"]]);
  assert.equal((await until(ada, await story.deploy(), hasEnded)).state, "healthy");
  assert.match(await greet(), /^Good morning/);

  const again = await ada.json<Deployment>("POST", `/api/v1/deployments/${first.id}/redeploy`);
  assert.notEqual(again.id, first.id);
  const ended = await until(ada, again, hasEnded);
  assert.deepEqual([ended.state, ended.source], ["healthy", first.source], ended.message);
  assert.match(await greet(), /^Hello from Celestra/);

  const place = { workflow: story.name, environment: "local" };
  await ada.json("POST", "/api/v1/deployments/undeploy", place);
  assert.equal(await containers(story), "");
  const left = ["ls-tree", "-r", "deploy/local", `${story.name}/`];
  assert.equal(await succeed("git", "-C", `${story.data}/repo.git`, ...left), "");
});

testStory("a newer deployment supersedes one that waits; cancel stops one that runs", async (
  story,
) => {
  const { ada } = story;
  await story.setSecret("s3cret");
  const running = await story.deploy();
  await until(ada, running, isApplying);
  const waiting = await story.deploy();
  const newest = await story.deploy();
  assert.equal((await until(ada, waiting, hasEnded)).state, "superseded");
  await ada.json("POST", `/api/v1/deployments/${running.id}/cancel`);
  assert.equal((await until(ada, running, hasEnded)).state, "cancelled");
  assert.equal((await until(ada, newest, hasEnded)).state, "healthy");
  assert.equal(await commitsOf(story, waiting), "");
});

for (const signal of ["SIGKILL", "SIGTERM"] as const) {
  testStory(`another process ends what ${signal} broke off in the middle, with one commit`, async (
    story,
  ) => {
    await story.setSecret("s3cret");
    await using second = await story.another();
    const deployment = await story.deploy();
    await until(story.ada, deployment, isApplying);
    const { code, took } = await story.served.stop(signal);
    if (signal === "SIGTERM") {
      assert.equal(code, 0);
      assert.ok(took < 5_000, `it took ${took} ms`);
    }
    const ada = await signIn(second.url, ADA);
    const ended = await until(ada, deployment, hasEnded);
    assert.equal(ended.state, "healthy", ended.message);
    assert.deepEqual(statesOf(ended), { web: "healthy", proxy: "healthy" });
    assert.equal((await commitsOf(story, deployment)).trim(), ended.commit);
  });
}
