import assert from "node:assert/strict";
import { run } from "../../lib/cli/run.ts";
import { type TestHost, testHost } from "./host.ts";
import { attempt, succeed } from "./processes.ts";

/** Where the test images are. */
export const REGISTRY: string = Deno.env.get("CELESTRA_TEST_REGISTRY") ?? "127.0.0.1:5500";

/** Fields of `hello` that put a test image into both of its apps. */
export function testImages(web = "web:1", proxy = "web:2"): object {
  const app = (image: string) => ({ image: `${REGISTRY}/${image}`, user: 10001 });
  return { hello: { web: app(web), proxy: app(proxy) } };
}

/** What a command is given besides its words. */
interface Given {
  readonly input?: string;
  /** Variables besides those of the machine. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A repository made by `init`, with an environment for a test. */
export interface Demo {
  readonly root: string;
  /** Runs a command in it. */
  celestra(words: readonly string[], given?: Given): Promise<TestHost & { code: number }>;
  /** Writes a file and commits it. */
  write(path: string, text: string): Promise<void>;
  /** Writes an environment and commits it. */
  environment(name: string, spec: object): Promise<void>;
}

/** Makes a repository in a folder. */
export async function demoIn(folder: string): Promise<Demo> {
  const root = `${folder}/demo`;
  const env = Object.fromEntries(
    ["HOME", "PATH", "DOCKER_HOST", "DOCKER_CONFIG", "KUBECONFIG"].flatMap((name) => {
      const value = Deno.env.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const celestra = async (
    words: readonly string[],
    { input = "", env: more = {} }: Given = {},
    cwd = root,
  ) => {
    const host = testHost(cwd, { input, env: { ...env, ...more } });
    return { ...host, written: host.written, code: await run(words, host) };
  };
  const { code, written } = await celestra(["init", "demo"], {}, folder);
  assert.equal(code, 0, written.err);
  await succeed("git", "-C", root, "config", "user.name", "Ada");
  await succeed("git", "-C", root, "config", "user.email", "ada@example.com");
  const write = async (path: string, text: string) => {
    await Deno.writeTextFile(`${root}/${path}`, text);
    await succeed("git", "-C", root, "add", path);
    await succeed("git", "-C", root, "commit", "-q", "-m", `Change ${path}`);
  };
  return {
    root,
    celestra,
    write,
    environment: (name, spec) =>
      write(
        `environments/${name}.yaml`,
        JSON.stringify({
          apiVersion: "celestra/v1",
          kind: "Environment",
          metadata: { name },
          spec,
        }) + "\n",
      ),
  };
}

/** Takes away what a test left on the engine, volumes and all. */
export async function cleanEngine(project: string): Promise<void> {
  await attempt(
    "docker",
    "compose",
    "-p",
    project,
    "down",
    "--remove-orphans",
    "--volumes",
    "-t",
    "1",
  );
}
