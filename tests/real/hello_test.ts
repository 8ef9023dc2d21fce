import assert from "node:assert/strict";
import type { Deployment } from "../../lib/model/deployment.ts";
import { cleanEngine, type Demo, demoIn, REGISTRY, testImages } from "../helpers/demo.ts";
import { freePort } from "../helpers/free_port.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, eventually, succeed } from "../helpers/processes.ts";
import { proxied } from "./engine_proxy.ts";

/** The outcome that a deployment left on its commit, by plain Git. */
async function noteOf(root: string, environment: string): Promise<Deployment> {
  const commit = (await succeed("git", "-C", root, "rev-parse", `deploy/${environment}`)).trim();
  return JSON.parse(await succeed("git", "-C", root, "notes", "--ref=celestra", "show", commit));
}

async function setSecret(demo: Demo, environment: string): Promise<void> {
  const words = ["secret", "set", "hello", "token", "API_TOKEN", "--env", environment, "--stdin"];
  assert.equal((await demo.celestra(words, { input: "s3cret\n" })).code, 0);
}

/** Registers a test with a demo, and an environment on Docker Compose under a name of its own. */
function testCompose(
  name: string,
  test: (demo: Demo, env: string, port: number, spec: Spec) => Promise<void>,
): void {
  testWith(["git", "docker"], name, () =>
    inFolder(async (folder) => {
      const demo = await demoIn(folder);
      const env = `t${crypto.randomUUID().slice(0, 8)}`;
      const port = freePort();
      const spec = (web?: string, proxy?: string): object => ({
        target: "docker-compose",
        overrides: {
          hello: {
            ...(testImages(web, proxy) as { hello: object }).hello,
            entry: { paths: [{ backend: "proxy", path: "/", hostPort: port }] },
          },
        },
      });
      try {
        await test(demo, env, port, spec);
      } finally {
        await cleanEngine(`hello-${env}`);
      }
    }));
}

type Spec = (web?: string, proxy?: string) => object;

const ask = async (url: string): Promise<string> => await (await fetch(url)).text();

testCompose("hello comes up on Docker Compose and answers, from secret set to undeploy", async (
  demo,
  env,
  port,
  spec,
) => {
  await demo.environment(env, spec());
  const missing = await demo.celestra(["deploy", "hello", "--env", env]);
  assert.equal(missing.code, 1);
  assert.match(
    missing.written.err,
    new RegExp(`secret_missing: .*celestra secret set hello token API_TOKEN --env ${env} --stdin`),
  );
  assert.equal((await noteOf(demo.root, env)).reason, "secret_missing");
  assert.equal(await succeed("docker", "ps", "-aq", "--filter", `name=hello-${env}`), "");

  await setSecret(demo, env);
  const deployed = await demo.celestra(["deploy", "hello", "--env", env]);
  assert.equal(deployed.code, 0, deployed.written.out + deployed.written.err);
  for (
    const line of [
      "rendering",
      "committed ",
      "applying",
      "  web: healthy",
      "  proxy: healthy",
      "healthy",
    ]
  ) {
    assert.match(deployed.written.out, new RegExp(`^${line}`, "m"));
  }
  assert.match(await ask(`http://127.0.0.1:${port}/`), /^Hello from Celestra version 2/);

  // The address that the proxy was given leads to web, which sees its setting and its secret.
  const compose = ["compose", "-p", `hello-${env}`, "exec", "-T"];
  const through = "wget -qO- http://$WEB_HOST:$WEB_PORT/";
  assert.match(await succeed("docker", ...compose, "proxy", "sh", "-c", through), /version 1/);
  const seen = await succeed(
    "docker",
    ...compose,
    "web",
    "sh",
    "-c",
    "echo $GREETING:$API_TOKEN; ls /etc/nginx/templates",
  );
  assert.match(seen, /^Hello from Celestra:s3cret\n.*default\.conf\.template/s);

  const note = await noteOf(demo.root, env);
  assert.deepEqual([note.state, note.nodes.map(({ node, state }) => [node, state])], ["healthy", [
    ["proxy", "healthy"],
    ["web", "healthy"],
  ]]);
  const status = await demo.celestra(["status", note.id]);
  assert.match(status.written.out, /^hello in .*: healthy/);
  assert.equal(await succeed("git", "-C", demo.root, "status", "--porcelain"), "");
  const everything = await succeed(
    "git",
    "-C",
    demo.root,
    "log",
    "--all",
    "-p",
    "--notes=celestra",
  );
  assert.ok(!everything.includes("s3cret\n"), "the value is nowhere in Git");

  const removed = await demo.celestra(["undeploy", "hello", "--env", env]);
  assert.equal(removed.code, 0, removed.written.err);
  assert.equal(await succeed("docker", "ps", "-aq", "--filter", `name=hello-${env}`), "");
  assert.equal(await succeed("git", "-C", demo.root, "ls-tree", "-r", `deploy/${env}`), "");
});

testCompose("what render writes comes up under plain docker compose up --wait, and answers", async (
  demo,
  env,
  port,
  spec,
) => {
  await demo.environment(env, spec());
  const rendered = await demo.celestra(
    ["render", "hello", "--target", "compose", "--env", env, "--out", "../out"],
  );
  assert.equal(rendered.code, 0, rendered.written.err);
  const out = `${demo.root}/../out`;
  await Deno.mkdir(`${out}/secrets/token`, { recursive: true });
  await Deno.writeTextFile(`${out}/secrets/token/.env`, "API_TOKEN=s3cret\n");
  await succeed("docker", "compose", "-f", `${out}/compose.yaml`, "up", "-d", "--wait");
  assert.match(await ask(`http://127.0.0.1:${port}/`), /^Hello from Celestra version 2/);
});

testCompose(
  "a changed setting rolls its consumers and nothing else; a removed node disappears",
  async (
    demo,
    env,
    port,
    spec,
  ) => {
    await demo.environment(env, spec());
    await setSecret(demo, env);
    assert.equal((await demo.celestra(["deploy", "hello", "--env", env])).code, 0);
    const id = (node: string) =>
      succeed("docker", "compose", "-p", `hello-${env}`, "ps", "-aq", node);
    const before = await id("web");
    assert.equal((await demo.celestra(["deploy", "hello", "--env", env])).code, 0);
    assert.equal(await id("web"), before, "nothing changed, so nothing is restarted");

    const text = await Deno.readTextFile(`${demo.root}/workflows/hello.yaml`);
    await demo.write("workflows/hello.yaml", text.replace("Hello from Celestra", "Good morning"));
    const rolled = await demo.celestra(["deploy", "hello", "--env", env]);
    assert.equal(rolled.code, 0, rolled.written.out + rolled.written.err);
    assert.notEqual(await id("web"), before);
    assert.match(await ask(`http://127.0.0.1:${port}/`), /^Good morning version 2/);

    await demo.environment(env, {
      target: "docker-compose",
      overrides: { hello: { web: { image: `${REGISTRY}/web:1`, user: 10001 } } },
    });
    const alone = text.slice(0, text.indexOf("    # WEB_HOST and WEB_PORT")) +
      "  connections:\n    - { from: greeting.data, to: web.settings }\n" +
      "    - { from: token.data, to: web.settings }\n";
    await demo.write("workflows/hello.yaml", alone);
    const last = await demo.celestra(["deploy", "hello", "--env", env]);
    assert.equal(last.code, 0, last.written.out + last.written.err);
    assert.equal(await id("proxy").catch(() => ""), "");
  },
);

for (
  const [image, reason, log] of [
    ["web:broken", "exited", /cannot start/],
    ["web:sick", "unhealthy", /./],
  ] as const
) {
  testCompose(`${image} ends in a failed deployment that names node, reason and log`, async (
    demo,
    env,
    _port,
    spec,
  ) => {
    await demo.environment(env, spec(image));
    await setSecret(demo, env);
    const { code, written } = await demo.celestra([
      "deploy",
      "hello",
      "--env",
      env,
      "--timeout",
      "2m",
    ]);
    assert.equal(code, 1);
    assert.match(written.out, new RegExp(`^  web: failed \\(${reason}`, "m"));
    assert.match(written.out, /^failed$/m);
    const note = await noteOf(demo.root, env);
    const web = note.nodes.find(({ node }) => node === "web")!;
    assert.deepEqual([note.state, web.state, web.reason], ["failed", "failed", reason]);
    assert.match(web.log!.join("\n"), log);
  });
}

testCompose("an engine lost while applying is exit 4, and a second deploy repairs it", async (
  demo,
  env,
  port,
  spec,
) => {
  await demo.environment(env, spec());
  await setSecret(demo, env);
  {
    await using engine = proxied(Deno.env.get("DOCKER_HOST")!, `${demo.root}/..`);
    const cut = eventually(
      () => succeed("docker", "ps", "-aq", "--filter", `name=hello-${env}`),
      (ids) => ids !== "",
    ).then(engine.cut);
    const { code, written } = await demo.celestra(
      ["deploy", "hello", "--env", env],
      { env: { DOCKER_HOST: engine.host } },
    );
    await cut;
    assert.equal(code, 4, written.out + written.err);
    assert.match(written.err, /^engine_lost: /m);
    assert.equal((await noteOf(demo.root, env)).reason, "engine_lost");
  }
  const { code, written } = await demo.celestra(["deploy", "hello", "--env", env]);
  assert.equal(code, 0, written.out + written.err);
  assert.match(await ask(`http://127.0.0.1:${port}/`), /version 2/);
});

testWith(
  ["git", "kubectl"],
  "hello rolls out on Kubernetes, answers, and rolls on a changed setting",
  () =>
    inFolder(async (folder) => {
      const demo = await demoIn(folder);
      const namespace = `hello-${crypto.randomUUID().slice(0, 8)}`;
      await demo.environment("k8s", { target: "git", namespace, overrides: testImages() });
      const kubectl = (...args: string[]) => succeed("kubectl", "-n", namespace, ...args);
      const rollOut = async () => {
        const { code, written } = await demo.celestra(["deploy", "hello", "--env", "k8s"]);
        assert.equal(code, 0, written.err);
        assert.match(written.out, /Nothing was applied: /);
        await succeed(
          "git",
          "-C",
          demo.root,
          "archive",
          "-o",
          `${folder}/k8s.tar`,
          "deploy/k8s",
          "hello/kubernetes",
        );
        await Deno.mkdir(`${folder}/tree`, { recursive: true });
        await succeed("tar", "-xf", `${folder}/k8s.tar`, "-C", `${folder}/tree`);
        await succeed("kubectl", "apply", "-f", `${folder}/tree/hello/kubernetes`);
        for (const node of ["web", "proxy"]) {
          await kubectl("rollout", "status", `deployment/${node}`, "--timeout=120s");
        }
      };
      try {
        await succeed("kubectl", "create", "namespace", namespace);
        await kubectl("create", "secret", "generic", "token", "--from-literal=API_TOKEN=s3cret");
        await rollOut();
        const inside = (node: string, line: string) =>
          kubectl("exec", `deployment/${node}`, "--", "sh", "-c", line);
        // Asked from inside the cluster; a pod is ready a moment before its Service leads to it.
        const answer = () => inside("web", "wget -qO- http://proxy:8080/ || true");
        await eventually(answer, (text) => text.startsWith("Hello from Celestra version 2"));
        assert.match(await inside("proxy", "wget -qO- http://$WEB_HOST:$WEB_PORT/"), /version 1/);
        const seen = await inside("web", "echo $GREETING:$API_TOKEN; ls /etc/nginx/templates");
        assert.match(seen, /^Hello from Celestra:s3cret\n.*default\.conf\.template/s);

        const text = await Deno.readTextFile(`${demo.root}/workflows/hello.yaml`);
        await demo.write(
          "workflows/hello.yaml",
          text.replace("Hello from Celestra", "Good morning"),
        );
        await rollOut();
        await eventually(answer, (text) => text.startsWith("Good morning version 2"));
      } finally {
        await attempt("kubectl", "delete", "namespace", namespace, "--wait=false");
      }
    }),
);
