import assert from "node:assert/strict";
import { run } from "../../../lib/cli/run.ts";
import { parseLayout } from "../../../lib/format/layout.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import { seed } from "../../../lib/services/seed.ts";
import { inFolder, testHost } from "../../helpers/host.ts";
import { ROOT } from "../../helpers/house.ts";
import { testWith } from "../../helpers/needs.ts";

const FILE = "workflows/shop.yaml";
const LAYOUT = "workflows/shop.layout.yaml";

const BASE = `# The shop
apiVersion: celestra/v1
kind: Application
metadata: { name: shop }
spec:
  nodes:
    api:
      component: app # serves
      config: { image: "ghcr.io/acme/api:1.4.2", replicas: 2, ports: [{ name: http, port: 8080 }] }
    web:
      component: app
      config:
        image: nginx:1.27.0
        ports: [{ name: http, port: 8080 }]
  connections:
    - { from: api.endpoint, to: web.requires }
`;
const BASE_LAYOUT = `apiVersion: celestra/v1
kind: Layout
metadata: { name: shop }
nodes:
  api: { x: 0, y: 0 }
  web: { x: 300, y: 0 }
`;

/** The three versions of one file. */
interface Versions {
  readonly path: string;
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

function nodeAtEnd(id: string): string {
  const node =
    `    ${id}: # of ${id}\n      component: app\n      config: { image: "redis:7.4.1" }\n`;
  return BASE.replace("  connections:", `${node}  connections:`);
}

/** What the line merge cannot do, and what must be in the file afterwards. */
const CASES: Readonly<Record<string, Versions & { readonly holds: readonly string[] }>> = {
  "both sides add a node at the end": {
    path: FILE,
    base: BASE,
    ours: nodeAtEnd("cache"),
    theirs: nodeAtEnd("queue"),
    holds: ["# The shop", "cache: # of cache", "queue: # of queue"],
  },
  "both sides edit different fields of one node": {
    path: FILE,
    base: BASE,
    ours: BASE.replace("replicas: 2", "replicas: 5"),
    theirs: BASE.replace("api:1.4.2", "api:1.5.0"),
    holds: ["replicas: 5", "api:1.5.0", "# serves"],
  },
  "one side renames a node that the other edits": {
    path: FILE,
    base: BASE,
    ours: BASE.replace("    web:", "    front:").replace("web.requires", "front.requires"),
    theirs: BASE.replace(
      "    web:\n      component: app",
      "    web:\n      title: Shop\n      component: app",
    ),
    holds: ["front:", "title: Shop", "front.requires"],
  },
  "both sides move nodes": {
    path: LAYOUT,
    base: BASE_LAYOUT,
    ours: BASE_LAYOUT.replace("api: { x: 0", "api: { x: 40"),
    theirs: BASE_LAYOUT.replace("web: { x: 300", "web: { x: 360"),
    holds: ["api: { x: 40, y: 0 }", "web: { x: 360, y: 0 }"],
  },
};

/** A repository with the branches `main` and `theirs`, and `git` in it. */
class Repository {
  constructor(readonly folder: string, readonly env: Record<string, string> = {}) {}

  async git(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const { code, stdout, stderr } = await new Deno.Command("git", {
      args,
      cwd: `${this.folder}/work`,
      env: {
        HOME: this.folder,
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "Ada",
        GIT_AUTHOR_EMAIL: "ada@example.com",
        GIT_COMMITTER_NAME: "Ada",
        GIT_COMMITTER_EMAIL: "ada@example.com",
        GIT_EDITOR: "true",
        ...this.env,
      },
    }).output();
    const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    return { code, out: out!, err: err! };
  }

  async ok(...args: string[]): Promise<string> {
    const { code, out, err } = await this.git(...args);
    assert.equal(code, 0, `git ${args.join(" ")}: ${out}${err}`);
    return out;
  }

  read(path: string): string {
    return Deno.readTextFileSync(`${this.folder}/work/${path}`);
  }

  async commit(path: string, text: string, message: string): Promise<void> {
    Deno.writeTextFileSync(`${this.folder}/work/${path}`, text);
    await this.ok("add", "-A");
    await this.ok("commit", "-qm", message);
  }

  /** Makes the versions: `theirs` on a branch, `ours` on `main`, which is checked out. */
  async fill({ path, base, ours, theirs }: Versions): Promise<void> {
    Deno.mkdirSync(`${this.folder}/work/workflows`, { recursive: true });
    await this.ok("init", "-q", "-b", "main");
    const attributes = seed.find((file) => file.path === ".gitattributes")!.text;
    Deno.writeTextFileSync(`${this.folder}/work/.gitattributes`, attributes);
    const other = path === FILE ? [LAYOUT, BASE_LAYOUT] : [FILE, BASE];
    Deno.writeTextFileSync(`${this.folder}/work/${other[0]}`, other[1]!);
    await this.commit(path, base, "base");
    await this.ok("checkout", "-qb", "theirs");
    await this.commit(path, theirs, "theirs");
    await this.ok("checkout", "-q", "main");
    await this.commit(path, ours, "ours");
  }

  /** Sets the driver up as `init` says; `celestra` is a script that may run no program itself. */
  async setUp(line: string): Promise<void> {
    const celestra = `${this.folder}/celestra`;
    const rights = "--no-prompt --unstable-kv --allow-read --allow-write --allow-env";
    const command = `'${Deno.execPath()}' run --quiet --no-check ${rights} ` +
      `--config '${ROOT}deno.json' '${ROOT}lib/cli/main.ts'`;
    Deno.writeTextFileSync(celestra, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
    const [, key, driver] = /git config (\S+) "(.*)"/.exec(line)!;
    await this.ok("config", key!, driver!.replace(/^celestra /, `'${celestra}' `));
  }
}

/** The line that `init` prints. */
async function driverLine(folder: string): Promise<string> {
  const host = testHost(folder);
  assert.equal(await run(["init", "fresh"], host), 0);
  return host.written.out.split("\n").find((line) => line.includes("git config"))!;
}

function withRepository(
  versions: Versions,
  test: (repository: Repository) => Promise<void>,
  env?: Record<string, string>,
): Promise<void> {
  return inFolder(async (folder) => {
    const repository = new Repository(folder, env);
    await repository.fill(versions);
    await test(repository);
  });
}

/** The ways in which Git merges; each ends with the text of the file. */
const WAYS: Readonly<Record<string, (repository: Repository, path: string) => Promise<string>>> = {
  "git merge": async (repository, path) => {
    await repository.ok("merge", "-q", "--no-edit", "theirs");
    return repository.read(path);
  },
  "git rebase": async (repository, path) => {
    await repository.ok("rebase", "-q", "theirs");
    return repository.read(path);
  },
  "git cherry-pick": async (repository, path) => {
    await repository.ok("cherry-pick", "theirs");
    return repository.read(path);
  },
  "git merge-tree": async (repository, path) => {
    const tree = (await repository.ok("merge-tree", "--write-tree", "main", "theirs")).trim();
    return await repository.ok("show", `${tree}:${path}`);
  },
};

for (const [about, versions] of Object.entries(CASES)) {
  testWith(
    ["git"],
    `git merges by nodes what lines cannot be merged by: ${about}`,
    () =>
      withRepository(versions, async (repository) => {
        const { path, holds } = versions;
        const byLines = await repository.git("merge-tree", "--write-tree", "main", "theirs");
        assert.equal(byLines.code, 1, "the line merge should fail here");
        await repository.setUp(await driverLine(repository.folder));
        for (const [way, merged] of Object.entries(WAYS)) {
          await repository.ok("branch", "-f", "before", "main");
          const text = await merged(repository, path);
          for (const part of holds) assert.ok(text.includes(part), `${way}: ${part} in\n${text}`);
          const read = path === FILE ? parseWorkflow(text, path) : parseLayout(text, path);
          assert.deepEqual(read.problems, []);
          assert.equal(await repository.ok("status", "--porcelain"), "");
          await repository.ok("reset", "-q", "--hard", "before");
        }
      }),
  );
}

const CONTRADICTION: Versions = {
  path: FILE,
  base: BASE,
  ours: BASE.replace("replicas: 2", "replicas: 3"),
  theirs: BASE.replace("replicas: 2", "replicas: 4").replace("nginx:1.27.0", "nginx:1.27.3"),
};

testWith(
  ["git"],
  "a contradiction stops git until its entry is deleted",
  () =>
    withRepository(CONTRADICTION, async (repository) => {
      await repository.setUp(await driverLine(repository.folder));
      const { code, err, out } = await repository.git("merge", "--no-edit", "theirs");
      assert.equal(code, 1, out + err);
      const told = "workflows/shop.yaml: conflict: api.config.replicas: base 2, ours 3, theirs 4\n";
      assert.ok((out + err).includes(told), out + err);
      const text = repository.read(FILE);
      assert.ok(text.includes("replicas: 3") && text.includes("nginx:1.27.3"));
      const validate = async () => {
        const host = testHost(`${repository.folder}/work`);
        return { code: await run(["validate", FILE], host), err: host.written.err };
      };
      const faulty = await validate();
      assert.equal(faulty.code, 2);
      assert.match(
        faulty.err,
        /unresolved_conflict: .*api\.config\.replicas: base 2, ours 3, theirs 4/,
      );
      Deno.writeTextFileSync(
        `${repository.folder}/work/${FILE}`,
        text.replace(/^conflicts:[^]*/m, ""),
      );
      assert.equal((await validate()).code, 0);
      await repository.ok("commit", "-qam", "merged");
      assert.equal((await repository.ok("log", "-1", "--format=%P")).trim().split(" ").length, 2);
    }),
);

testWith(["git"], "git marks the lines of a side that cannot be read", () =>
  withRepository({
    ...CONTRADICTION,
    theirs: CONTRADICTION.theirs.replace("metadata: {", "metadata: {{"),
  }, async (repository) => {
    await repository.setUp(await driverLine(repository.folder));
    const { code, err, out } = await repository.git("merge", "--no-edit", "theirs");
    assert.equal(code, 1);
    assert.match(out + err, /workflows\/shop\.yaml: merged by lines: /);
    assert.match(out + err, /workflows\/shop\.yaml: conflict: 1 between markers/);
    assert.match(
      repository.read(FILE),
      /^<<<<<<< ours\n.*replicas: 3.*\n=======\n.*replicas: 4.*\n>>>>>>> theirs\n/m,
    );
    assert.ok(repository.read(FILE).includes("metadata: {{"), "what only they changed is there");
  }));

testWith(
  ["git"],
  "git that a task started is merged for in the place where it works",
  () =>
    withRepository(CASES["both sides add a node at the end"]!, async (repository) => {
      await repository.setUp(await driverLine(repository.folder));
      await repository.ok("merge", "-q", "--no-edit", "theirs");
      assert.match(repository.read(FILE), /cache:[^]*queue:|queue:[^]*cache:/);
    }, { INIT_CWD: "/" }),
);

testWith(
  ["git"],
  "a workflow that one side renames is merged under its new name",
  () =>
    withRepository(CASES["both sides add a node at the end"]!, async (repository) => {
      await repository.setUp(await driverLine(repository.folder));
      await repository.ok("mv", FILE, "workflows/store.yaml");
      const text = repository.read("workflows/store.yaml").replace("name: shop", "name: store");
      await repository.commit("workflows/store.yaml", text, "rename");
      await repository.ok("merge", "-q", "--no-edit", "theirs");
      const { problems, value } = parseWorkflow(
        repository.read("workflows/store.yaml"),
        "workflows/store.yaml",
      );
      assert.deepEqual(problems, []);
      assert.deepEqual([...value!.nodes.keys()].sort(), ["api", "cache", "queue", "web"]);
    }),
);
