import assert from "node:assert/strict";
import { commandText } from "../../lib/build/command.ts";
import { run } from "../../lib/cli/run.ts";
import { ACTION } from "../../lib/services/action.ts";
import { inFolder, testHost } from "../helpers/host.ts";
import { filesUnder, ROOT } from "../helpers/house.ts";
import { testWith } from "../helpers/needs.ts";

const PROGRAMS = ["act", "actionlint", "bash", "git", "npx"];
const ACTION_FOLDER = ".github/actions/celestra";

/** Runs a program to its end. */
async function start(
  cwd: string,
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; output: string }> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1", ...env },
  }).output();
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout) + decoder.decode(stderr) };
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  const who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  const { code, output } = await start(cwd, "git", [...who, ...args]);
  assert.equal(code, 0, `git ${args.join(" ")}\n${output}`);
  return output.trim();
}

/** A repository that `init` made, its bare origin, and our action with the command of today. */
async function stage(folder: string): Promise<string> {
  assert.equal(await run(["init", "repo"], testHost(folder)), 0);
  await git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git");
  const repo = `${folder}/repo`;
  await git(repo, "remote", "add", "origin", `${folder}/origin.git`);
  await git(repo, "push", "--quiet", "--set-upstream", "origin", "main");
  Deno.mkdirSync(`${folder}/celestra/${ACTION_FOLDER}`, { recursive: true });
  const action = `${folder}/celestra/${ACTION_FOLDER}`;
  Deno.copyFileSync(`${ROOT}${ACTION_FOLDER}/action.yml`, `${action}/action.yml`);
  Deno.writeTextFileSync(`${action}/celestra.js`, await commandText());
  return repo;
}

/** Commits what the work tree holds and brings it to origin, as a person does. */
async function push(repo: string, branch = "main"): Promise<void> {
  await git(repo, "add", "--all");
  await git(repo, "commit", "--quiet", "--message", "change");
  await git(repo, "push", "--quiet", "origin", `HEAD:${branch}`);
}

/** Runs a file of Actions on this machine, without containers. */
async function act(
  folder: string,
  event: "push" | "pull_request",
  file: string,
  env: Record<string, string> = {},
): Promise<{ code: number; output: string }> {
  const [, name, ref] = /^([^/]+\/[^/]+)\/.*@(\w+)/.exec(ACTION)!;
  const payload = `${folder}/event.json`;
  const number = event === "pull_request" ? { pull_request: { number: 1 } } : {};
  Deno.writeTextFileSync(
    payload,
    JSON.stringify({ repository: { default_branch: "main" }, ...number }),
  );
  return await start(`${folder}/repo`, "act", [
    event,
    "--workflows",
    `.github/workflows/${file}`,
    "--platform",
    "ubuntu-24.04=-self-hosted",
    "--local-repository",
    `${name}@${ref}=${folder}/celestra`,
    "--env",
    "GITHUB_REPOSITORY=ada/shop",
    "--eventpath",
    payload,
  ], env);
}

const deployFile = "celestra-deploy.yml";
const subjects = (folder: string, branch: string) =>
  git(`${folder}/origin.git`, "log", "--format=%s", branch).then((text) => text.split("\n"));

function writeBroken(repo: string): void {
  Deno.writeTextFileSync(
    `${repo}/workflows/broken.yaml`,
    `apiVersion: celestra/v1
kind: Application
metadata: { name: broken }
spec:
  nodes:
    web:
      component: aap
      ::error title=spoken::by a workflow: x
`,
  );
}

testWith(
  PROGRAMS,
  "actionlint finds nothing in any file, and reads the inputs of our action",
  () =>
    inFolder(async (folder) => {
      const repo = await stage(folder);
      const folders = { action: `${repo}/${ACTION_FOLDER}`, files: `${repo}/.github/workflows` };
      Deno.mkdirSync(folders.action, { recursive: true });
      Deno.copyFileSync(`${ROOT}${ACTION_FOLDER}/action.yml`, `${folders.action}/action.yml`);
      for (const path of filesUnder(".github/workflows", ".yml")) {
        Deno.copyFileSync(ROOT + path, `${repo}/${path}`);
      }
      const good = Deno.readTextFileSync(`${folders.files}/celestra-deploy.yml`)
        .replaceAll(ACTION, `./${ACTION_FOLDER}`);
      Deno.writeTextFileSync(`${folders.files}/local.yml`, good);
      assert.deepEqual(await start(repo, "actionlint", []), { code: 0, output: "" });

      const wrong = good.replace("command: plan", "comand: plan");
      Deno.writeTextFileSync(`${folders.files}/local.yml`, wrong);
      const { code, output } = await start(repo, "actionlint", []);
      assert.equal(code, 1);
      assert.match(output, /input "comand" is not defined in action "Celestra"/);
    }),
);

testWith(PROGRAMS, "the check is content with a new repository", () =>
  inFolder(async (folder) => {
    await stage(folder);
    const { code, output } = await act(folder, "pull_request", "celestra-check.yml");
    assert.equal(code, 0, output);
    assert.match(output, /## Celestra: 0 errors, \d+ warnings?, 7 workflows/);
    assert.doesNotMatch(output, /::error/);
  }));

testWith(
  PROGRAMS,
  "the check fails on a broken workflow, with an annotation at its line",
  () =>
    inFolder(async (folder) => {
      const repo = await stage(folder);
      writeBroken(repo);
      await push(repo, "feature");
      const { code, output } = await act(folder, "pull_request", "celestra-check.yml");
      assert.equal(code, 1, output);
      assert.match(
        output,
        /::error file=workflows\/broken\.yaml,line=7,col=7,title=unknown_component::/,
      );
      // What the workflow says is text, behind a bar; a command that act takes has a sign before it.
      assert.match(output, /\|\s+::error title=spoken::by a workflow/);
      assert.doesNotMatch(output, /❗\s+::error title=spoken/);
    }),
);

testWith(
  PROGRAMS,
  "a push leaves its commits on the branch in origin, and a second one none",
  () =>
    inFolder(async (folder) => {
      const repo = await stage(folder);
      const { code, output } = await act(folder, "push", deployFile);
      assert.equal(code, 0, output);
      assert.equal((await subjects(folder, "deploy/local")).length, 7);
      const head = await git(`${folder}/origin.git`, "rev-parse", "deploy/local");
      const trailers = await git(
        `${folder}/origin.git`,
        "log",
        "-1",
        "--format=%(trailers:only,unfold)",
        "deploy/local",
      );
      const source = await git(repo, "rev-parse", "HEAD");
      assert.match(
        trailers,
        new RegExp(
          `^Source-Commit: ${source}\nWorkflow: tickets\nEnvironment: local\nDeployment: [0-9a-f-]{36}\nActor: `,
        ),
      );
      const note = await git(`${folder}/origin.git`, "notes", "--ref=celestra", "show", head);
      assert.equal(JSON.parse(note).state, "committed");

      const again = await act(folder, "push", deployFile);
      assert.equal(again.code, 0, again.output);
      assert.equal(await git(`${folder}/origin.git`, "rev-parse", "deploy/local"), head);
      assert.match(again.output, /shop: unchanged/);

      Deno.removeSync(`${repo}/workflows/blog.yaml`);
      Deno.removeSync(`${repo}/workflows/blog.layout.yaml`);
      await push(repo);
      assert.equal((await act(folder, "push", deployFile)).code, 0);
      assert.equal((await subjects(folder, "deploy/local"))[0], "undeploy(local): blog");
    }),
);

testWith(PROGRAMS, "a push to another branch deploys nothing", () =>
  inFolder(async (folder) => {
    const repo = await stage(folder);
    await git(repo, "checkout", "--quiet", "-b", "feature");
    await git(repo, "commit", "--quiet", "--allow-empty", "--message", "on a feature branch");
    const { code, output } = await act(folder, "push", deployFile);
    assert.equal(code, 0, output);
    assert.match(output, /Only the default branch is deployed/);
    assert.equal(await git(`${folder}/origin.git`, "branch", "--list", "deploy/*"), "");
  }));

testWith(
  PROGRAMS,
  "a broken workflow and a broken environment keep no other back",
  () =>
    inFolder(async (folder) => {
      const repo = await stage(folder);
      writeBroken(repo);
      Deno.writeTextFileSync(
        `${repo}/environments/staging.yaml`,
        "apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: staging }\n" +
          "spec: { target: gti, trigger: push }\n",
      );
      await push(repo);
      const { code, output } = await act(folder, "push", deployFile);
      assert.equal(code, 1, output);
      assert.match(output, /::error file=environments\/staging\.yaml,line=4,/);
      assert.match(output, /::error file=workflows\/broken\.yaml,line=7,/);
      assert.equal((await subjects(folder, "deploy/local")).length, 7);
    }),
);

testWith(
  PROGRAMS,
  "environments are deployed side by side, and the notes of both arrive",
  () =>
    inFolder(async (folder) => {
      const repo = await stage(folder);
      Deno.writeTextFileSync(
        `${repo}/environments/staging.yaml`,
        "apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: staging }\n" +
          "spec: { target: git, trigger: push }\n",
      );
      await push(repo);
      const { code, output } = await act(folder, "push", deployFile);
      assert.equal(code, 0, output);
      const notes = await git(`${folder}/origin.git`, "notes", "--ref=celestra", "list");
      const noted = new Set(notes.split("\n").map((line) => line.split(" ")[1]));
      for (const branch of ["deploy/local", "deploy/staging"]) {
        const commits = (await git(`${folder}/origin.git`, "log", "--format=%H", branch)).split(
          "\n",
        );
        assert.equal(commits.length, 7);
        for (const commit of commits) assert.ok(noted.has(commit), `${branch} ${commit}`);
      }
    }),
);

testWith(
  PROGRAMS,
  "a commit that comes in before the push stays, and ours lie on it",
  () =>
    inFolder(async (folder) => {
      await stage(folder);
      await git(folder, "clone", "--quiet", "origin.git", "other");
      const path = Deno.env.get("PATH")!;
      Deno.mkdirSync(`${folder}/bin`);
      Deno.writeTextFileSync(
        `${folder}/bin/git`,
        `#!/bin/bash
      PATH=\${PATH#*:}
      case " $* " in *" push "*)
        echo push >> '${folder}/pushes'
        if mkdir '${folder}/once' 2>/dev/null; then (
          cd '${folder}/other'
          git -c user.name=Bob -c user.email=b@c commit --quiet --allow-empty -m foreign
          git push --quiet origin HEAD:deploy/local
        ); fi
      esac
      exec git "$@"\n`,
        { mode: 0o755 },
      );
      const { code, output } = await act(folder, "push", deployFile, {
        PATH: `${folder}/bin:${path}`,
      });
      assert.equal(code, 0, output);
      assert.equal(Deno.readTextFileSync(`${folder}/pushes`), "push\npush\n");
      const found = await subjects(folder, "deploy/local");
      assert.deepEqual(found.slice(0, 8), [
        "deploy(local): tickets",
        "deploy(local): shop",
        "deploy(local): monitoring",
        "deploy(local): hello",
        "deploy(local): gitea",
        "deploy(local): blog",
        "deploy(local): api-worker",
        "foreign",
      ]);
    }),
);
