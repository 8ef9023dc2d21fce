import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { ACTION } from "../../../lib/services/action.ts";
import { seed } from "../../../lib/services/seed.ts";
import { run } from "../../../lib/cli/run.ts";
import { inFolder, testHost } from "../../helpers/host.ts";
import { filesUnder, ROOT } from "../../helpers/house.ts";
import { testWith } from "../../helpers/needs.ts";

/** A step, job or file, as far as the rules look at it. */
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Record<string, string | number | boolean>;
  readonly env?: Record<string, string>;
}
interface Job {
  readonly steps: readonly Step[];
  readonly permissions?: Record<string, string>;
  readonly "timeout-minutes"?: number;
  readonly "runs-on": string;
  readonly environment?: string;
  readonly concurrency?: { group: string; "cancel-in-progress": boolean };
  readonly outputs?: unknown;
  readonly strategy?: unknown;
  readonly container?: unknown;
  readonly services?: unknown;
}
interface File {
  readonly name: string;
  readonly on: Record<string, Record<string, unknown> | null>;
  readonly permissions: unknown;
  readonly concurrency?: { group: string; "cancel-in-progress": boolean };
  readonly jobs: Record<string, Job>;
}

const ours = filesUnder(".github/workflows", ".yml")
  .map((path) => ({ path, text: Deno.readTextFileSync(ROOT + path) }));
const seeded = seed.filter(({ path }) => path.startsWith(".github/workflows/"));
const files = [...seeded, ...ours].map(({ path, text }) => ({
  path,
  text,
  file: parse(text) as File,
}));

const ACTION_FILE = ".github/actions/celestra/action.yml";
const action = parse(Deno.readTextFileSync(ROOT + ACTION_FILE)) as {
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};
const script = action.runs.steps[0]!.run!;

/** Every expression of a text, without its braces. */
function expressionsIn(text: string): string[] {
  return [...text.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, inside]) => inside!.trim());
}

/** Values that no user writes: numbers, ids by their pattern, and what GitHub makes. */
const SAFE = [
  "github.event.pull_request.number || github.run_id",
  "github.event.pull_request.number",
  "matrix.environment",
  "!cancelled() && needs.plan.outputs.environments != '' && needs.plan.outputs.environments != '[]'",
];

Deno.test("there are two files for users and some of our own", () => {
  assert.deepEqual(seeded.map(({ path }) => path), [
    ".github/workflows/celestra-check.yml",
    ".github/workflows/celestra-deploy.yml",
  ]);
  assert.ok(ours.length > 0);
});

for (const { path, text, file } of files) {
  const jobs = Object.entries(file.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  Deno.test(`${path} pins every action by commit, with its version (6.1, rule 1)`, () => {
    const lines = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, line]) => line!);
    assert.equal(lines.length, steps.filter(({ uses }) => uses).length);
    for (const line of lines) {
      if (line.startsWith("./")) continue;
      // Before the first release the pin is all zeros and has no version.
      if (line === ACTION && /@0{40}$/.test(ACTION)) continue;
      assert.match(line, /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$/);
    }
    for (const [, job] of jobs) assert.ok(!job.container && !job.services);
  });

  Deno.test(`${path} grants nothing at the top and little to each job (rule 2)`, () => {
    assert.deepEqual(file.permissions, {});
    for (const [name, job] of jobs) {
      const most = path.endsWith("celestra-deploy.yml") && name === "deploy" ? "write" : "read";
      const { contents = most, ...others } = job.permissions!;
      assert.deepEqual([contents, others], [most, {}], name);
    }
  });

  Deno.test(`${path} is started by safe events only (rule 3)`, () => {
    for (const [event, filter] of Object.entries(file.on)) {
      assert.ok(["pull_request", "push", "workflow_dispatch"].includes(event), event);
      if (event === "push") assert.deepEqual(filter, { "branches-ignore": ["deploy/**"] });
      if (event === "workflow_dispatch") assert.equal(filter, null);
      if (event === "pull_request") assert.ok(!filter || !("paths" in filter));
    }
  });

  Deno.test(`${path} has no expression in a script (rule 4)`, () => {
    for (const { run, uses, with: inputs = {}, shell } of steps) {
      assert.doesNotMatch(run ?? "", /\$\{\{/);
      assert.doesNotMatch(`${uses}${shell}`, /\$\{\{/);
      assert.ok(!("script" in inputs));
      for (const expression of expressionsIn(Object.values(inputs).join(" "))) {
        assert.ok(["github.token", "matrix.environment"].includes(expression), expression);
      }
    }
  });

  Deno.test(`${path} names, groups and decides by no text of users (rule 5)`, () => {
    const { jobs: _, ...top } = file;
    const decisive = [
      top,
      ...jobs.map(([, { steps: _steps, outputs: _outputs, strategy: _strategy, ...rest }]) => rest),
      ...steps.map(({ env: _env, with: _with, run: _run, ...rest }) => rest),
    ] as object[];
    for (const expression of expressionsIn(JSON.stringify(decisive))) {
      assert.ok(SAFE.includes(expression), expression);
    }
  });

  Deno.test(`${path} leaves no credentials behind and restores no cache (rule 7)`, () => {
    for (const { uses = "", with: inputs } of steps) {
      if (uses.startsWith("actions/checkout@")) {
        assert.equal(inputs?.["persist-credentials"], false);
      }
      assert.doesNotMatch(uses, /cache|setup-/);
    }
  });

  Deno.test(`${path} ends in time and lets only newer checks cancel (rule 8)`, () => {
    for (const [name, job] of jobs) {
      assert.ok(job["timeout-minutes"]! <= 30, name);
      assert.equal(job["runs-on"], "ubuntu-24.04");
      if (!job.environment) continue;
      assert.deepEqual(job.concurrency, {
        group: "deploy-${{ matrix.environment }}",
        "cancel-in-progress": false,
      });
    }
    if ("pull_request" in file.on) assert.equal(file.concurrency?.["cancel-in-progress"], true);
    else assert.equal(file.concurrency, undefined);
  });

  Deno.test(`${path} hands the token to single steps and no secret at all (rule 9)`, () => {
    assert.doesNotMatch(text, /secrets/);
    const holders = jobs.flatMap(([, job]) => [{ ...job, steps: [] }]);
    assert.doesNotMatch(JSON.stringify([{ ...file, jobs: {} }, ...holders]), /github\.token/);
    for (const step of steps) assert.doesNotMatch(JSON.stringify(step.env ?? {}), /github\.token/);
  });
}

Deno.test("the deploying file compares with the default branch before anything may write", () => {
  const { file } = files.find(({ path }) => path.endsWith("celestra-deploy.yml"))!;
  const { plan, deploy } = file.jobs as Record<string, Job & Record<string, unknown>>;
  assert.equal(plan!.steps[1]!.with!.command, "plan");
  assert.equal(deploy!.needs, "plan");
  assert.deepEqual(deploy!.strategy, {
    "fail-fast": false,
    matrix: { environment: "${{ fromJSON(needs.plan.outputs.environments) }}" },
  });
  assert.equal(deploy!.environment, "${{ matrix.environment }}");
  assert.equal(deploy!.steps[0]!.with!["fetch-depth"], 0);
});

Deno.test("the action is scripts alone, and values reach them by the environment", () => {
  assert.equal(action.runs.using, "composite");
  for (const step of action.runs.steps) {
    assert.ok(step.run && !step.uses);
    assert.equal(step.shell, "bash");
    assert.doesNotMatch(step.run, /\$\{\{/);
  }
});

Deno.test("the action starts one version of Deno, on the command beside it, with few rights", () => {
  assert.match(script, /--yes deno@2\.9\.6 run /);
  assert.match(script, /"\$GITHUB_ACTION_PATH\/celestra\.js"/);
  for (const flag of ["--no-config", "--no-lock", "--no-remote", "--no-npm", "--no-prompt"]) {
    assert.match(script, new RegExp(` ${flag} `));
  }
  assert.doesNotMatch(script, /--allow-(all|net|run|ffi|sys)|(^|\s)-A(\s|$)/m);
});

Deno.test("the action pushes plainly: no force, in no form", () => {
  assert.equal(script.match(/\bpush\b.*origin/g)!.length, 1);
  assert.match(script, /push --quiet --atomic origin "\$\{refs\[@\]\}"/);
  assert.match(script, /refs\+=\("\$ref:\$ref"\)/);
  assert.doesNotMatch(script, /--force|push.* -f\b|push.*\+/);
});

Deno.test("no title changes a byte of the Actions files", async () => {
  const before = JSON.stringify(seeded);
  const title = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.constantFrom(...Object.values(hostileValues("canary"))),
  );
  await inFolder(async (folder) => {
    await run(["init", "repo"], testHost(folder));
    const written = () =>
      seeded.map(({ path }) => ({ path, text: Deno.readTextFileSync(`${folder}/repo/${path}`) }));
    assert.equal(JSON.stringify(written()), before);
    await fc.assert(
      fc.asyncProperty(title, async (words) => {
        const text = `apiVersion: celestra/v1\nkind: Application\nmetadata: { name: a, title: ${
          JSON.stringify(words)
        } }\nspec: { nodes: {} }\n`;
        Deno.writeTextFileSync(`${folder}/repo/workflows/a.yaml`, text);
        await run(["ci", "plan", "--repo", `${folder}/repo`], testHost(folder));
        assert.equal(JSON.stringify(written()), before);
      }),
      { numRuns: 1000 },
    );
    assert.equal(JSON.stringify(seeded), before);
  });
});

/** What runs a command if a shell, a runner or an expression ever reads it. */
function hostileValues(canary: string): Record<string, string> {
  return {
    substitution: `$(touch ${canary})`,
    backticks: `\`touch ${canary}\``,
    expression: "${{ github.token }}",
    quotes: `"; touch ${canary} #`,
    single: `'; touch ${canary} #`,
    line: `x\ntouch ${canary}\n::set-env name=A::b`,
    skip: "[skip ci]",
    option: `--upload-pack=touch ${canary}`,
    arithmetic: `a[$(touch ${canary})]`,
    glob: "*",
  };
}

/** Runs a script as the runner does, with programs of our own first on the path. */
async function bash(
  folder: string,
  text: string,
  env: Record<string, string>,
): Promise<{ code: number; output: string }> {
  Deno.writeTextFileSync(`${folder}/script.sh`, text);
  const { code, stdout, stderr } = await new Deno.Command("bash", {
    args: ["--noprofile", "--norc", "-e", "-o", "pipefail", `${folder}/script.sh`],
    cwd: folder,
    clearEnv: true,
    env: {
      PATH: `${folder}/bin:${Deno.env.get("PATH")}`,
      HOME: folder,
      RUNNER_TEMP: folder,
      GITHUB_WORKSPACE: `${folder}/work`,
      GITHUB_ACTION_PATH: `${folder}/action`,
      GITHUB_STEP_SUMMARY: `${folder}/summary`,
      GITHUB_OUTPUT: `${folder}/output`,
      GITHUB_SERVER_URL: "https://github.example",
      GITHUB_REF: "refs/heads/main",
      GITHUB_REF_NAME: "main",
      GITHUB_ACTOR: "ada",
      CELESTRA_COMMAND: "",
      CELESTRA_ENV: "",
      CELESTRA_TOKEN: "",
      DEFAULT_BRANCH: "",
      ...env,
    },
  }).output();
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout) + decoder.decode(stderr) };
}

/** A repository with an origin, and an `npx` that writes down how it was started. */
async function stage(folder: string): Promise<() => string[][]> {
  Deno.mkdirSync(`${folder}/bin`);
  Deno.writeTextFileSync(
    `${folder}/bin/npx`,
    `#!/bin/sh\nprintf '%s\\0' "$@" >> '${folder}/started'; printf '\\n' >> '${folder}/started'\n` +
      `env > '${folder}/environment'; pwd >> '${folder}/places'\n`,
    { mode: 0o755 },
  );
  const git = `git -c user.name=a -c user.email=a@b -c init.defaultBranch=main`;
  const { code, output } = await bash(
    folder,
    `${git} init -q --bare origin && ${git} init -q work && cd work &&
     ${git} commit -q --allow-empty -m one && git remote add origin '${folder}/origin' &&
     git push -q origin main`,
    {},
  );
  assert.equal(code, 0, output);
  return () => {
    try {
      return Deno.readTextFileSync(`${folder}/started`).split("\n").filter(Boolean)
        .map((line) => line.split("\0").slice(0, -1));
    } catch {
      return [];
    }
  };
}

/** The words that the command gets. */
function wordsOf(started: readonly string[]): readonly string[] {
  return started.slice(started.findIndex((word) => word.endsWith("/celestra.js")) + 1);
}

for (
  const [command, env, words] of [
    ["check", {}, ["ci", "check"]],
    ["plan", {}, ["ci", "plan", "--stdin"]],
    ["deploy", { CELESTRA_ENV: "local" }, ["ci", "deploy", "--env", "local"]],
  ] as const
) {
  testWith(
    ["bash", "git"],
    `the action's script starts ${command} as it should`,
    () =>
      inFolder(async (folder) => {
        const started = await stage(folder);
        const { code, output } = await bash(folder, script, { CELESTRA_COMMAND: command, ...env });
        assert.equal(code, 0, output);
        assert.deepEqual(started().map(wordsOf), [[...words, "--repo", `${folder}/work`]]);
        assert.deepEqual(started()[0]!.slice(0, 3), ["--yes", "deno@2.9.6", "run"]);
        assert.ok(started()[0]!.includes(`--allow-read=${folder}/work`));
      }),
  );
}

for (
  const name of [
    "CELESTRA_COMMAND",
    "CELESTRA_ENV",
    "CELESTRA_TOKEN",
    "DEFAULT_BRANCH",
    "GITHUB_ACTOR",
    "GITHUB_REF",
    "GITHUB_REF_NAME",
    "GITHUB_HEAD_REF",
  ]
) {
  testWith(
    ["bash", "git"],
    `the action's script runs nothing of ${name}`,
    () =>
      inFolder(async (folder) => {
        const started = await stage(folder);
        for (const command of ["plan", "deploy"]) {
          for (const value of Object.values(hostileValues(`${folder}/canary`))) {
            const env = { CELESTRA_COMMAND: command, CELESTRA_ENV: "local", [name]: value };
            const { code, output } = await bash(folder, script, env);
            const isRefused = name === "CELESTRA_COMMAND" ||
              name === "CELESTRA_ENV" && command === "deploy";
            assert.equal(code, isRefused ? 1 : 0, output);
            assert.deepEqual(filesNamed(folder, "canary"), []);
            assert.doesNotMatch(output, /^::set-env/m);
          }
        }
        for (const words of started().map(wordsOf)) assert.match(words[1]!, /^(plan|deploy)$/);
      }),
  );
}

testWith(
  ["bash", "git"],
  "the token reaches neither npx nor an argument nor a file",
  () =>
    inFolder(async (folder) => {
      const started = await stage(folder);
      const token = "ghs_canarycanarycanary";
      const git =
        `#!/bin/bash\necho "$@" >> '${folder}/arguments'\nPATH=\${PATH#*:} exec git "$@"\n`;
      Deno.writeTextFileSync(`${folder}/bin/git`, git, { mode: 0o755 });
      const env = { CELESTRA_COMMAND: "deploy", CELESTRA_ENV: "local", CELESTRA_TOKEN: token };
      const { code, output } = await bash(folder, script, env);
      assert.equal(code, 0, output);
      const encoded = btoa(`x-access-token:${token}`);
      assert.equal(started().length, 1);
      const kept = [
        JSON.stringify(started()),
        Deno.readTextFileSync(`${folder}/environment`),
        Deno.readTextFileSync(`${folder}/arguments`),
        Deno.readTextFileSync(`${folder}/work/.git/config`),
        output.replace(`::add-mask::${encoded}\n`, ""),
      ].join("\n");
      assert.ok(output.startsWith(`::add-mask::${encoded}\n`));
      for (const secret of [token, encoded]) assert.ok(!kept.includes(secret));
    }),
);

testWith(
  ["bash", "git"],
  "npx starts where nothing of the checkout counts",
  () =>
    inFolder(async (folder) => {
      await stage(folder);
      await bash(folder, script, { CELESTRA_COMMAND: "check" });
      const place = Deno.readTextFileSync(`${folder}/places`).trim();
      assert.ok(!place.startsWith(`${folder}/work`));
      assert.deepEqual([...Deno.readDirSync(place)].map(({ name }) => name), ["package.json"]);
    }),
);

/** An `npx` that commits as the command would, and a `sleep` that takes no time. */
async function stageDeployments(folder: string, code = 0): Promise<() => string[][]> {
  const started = await stage(folder);
  const recorder = Deno.readTextFileSync(`${folder}/bin/npx`);
  Deno.writeTextFileSync(
    `${folder}/bin/npx`,
    `${recorder}${commitScript("work", "deploy/local", "ours")}\nexit ${code}\n`,
  );
  Deno.writeTextFileSync(`${folder}/bin/sleep`, "#!/bin/sh\n", { mode: 0o755 });
  return started;
}

/** Shell lines that add a commit with a note to a branch of the repository `name`. */
function commitScript(name: string, branch: string, message: string): string {
  return `
    cd "$HOME/${name}"
    export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
    unset GIT_DIR
    parent=$(git rev-parse --quiet --verify refs/heads/${branch})
    commit=$(git commit-tree "$(git rev-parse 'main^{tree}')" \${parent:+-p $parent} -m ${message})
    git update-ref refs/heads/${branch} "$commit"
    git notes --ref=celestra add -m "note of ${message}" "$commit"`;
}

/** A `git` that does something else before its first push. */
function beforeFirstPush(folder: string, text: string): void {
  Deno.writeTextFileSync(
    `${folder}/bin/git`,
    `#!/bin/bash
    case " $* " in *" push "*)
      echo push >> "$HOME/pushes"
      if mkdir "$HOME/once" 2>/dev/null; then (PATH=\${PATH#*:}; ${text}); fi
    esac
    PATH=\${PATH#*:} exec git "$@"\n`,
    { mode: 0o755 },
  );
}

const LOCAL = { CELESTRA_COMMAND: "deploy", CELESTRA_ENV: "local" };

/** What origin has on a branch, the newest first, each with its note. */
async function messagesOf(folder: string, branch: string): Promise<string[]> {
  const { output } = await bash(
    folder,
    `git -C origin log --notes=celestra --format='%s: %N' ${branch} 2>/dev/null`,
    {},
  );
  return output.split("\n").filter(Boolean);
}

testWith(
  ["bash", "git"],
  "a deployment arrives with its note, and its exit code counts",
  () =>
    inFolder(async (folder) => {
      await stageDeployments(folder, 2);
      const { code } = await bash(folder, script, LOCAL);
      assert.equal(code, 2);
      assert.deepEqual(await messagesOf(folder, "deploy/local"), ["ours: note of ours"]);
    }),
);

testWith(
  ["bash", "git"],
  "a commit that came in between stays, and ours is made anew on it",
  () =>
    inFolder(async (folder) => {
      const started = await stageDeployments(folder);
      beforeFirstPush(folder, commitScript("origin", "deploy/local", "foreign"));
      const { code, output } = await bash(folder, script, LOCAL);
      assert.equal(code, 0, output);
      assert.equal(started().length, 2);
      assert.deepEqual(await messagesOf(folder, "deploy/local"), [
        "ours: note of ours",
        "foreign: note of foreign",
      ]);
    }),
);

testWith(
  ["bash", "git"],
  "notes of another environment are kept, and nothing is made anew",
  () =>
    inFolder(async (folder) => {
      const started = await stageDeployments(folder);
      beforeFirstPush(folder, commitScript("origin", "deploy/other", "foreign"));
      const { code, output } = await bash(folder, script, { ...LOCAL, GITHUB_ACTOR: "$(id)[bot]" });
      assert.equal(code, 0, output);
      assert.equal(started().length, 1);
      assert.deepEqual(await messagesOf(folder, "deploy/local"), ["ours: note of ours"]);
      assert.deepEqual(await messagesOf(folder, "deploy/other"), ["foreign: note of foreign"]);
    }),
);

testWith(
  ["bash", "git"],
  "a branch that origin guards ends the job after a few tries",
  () =>
    inFolder(async (folder) => {
      await stageDeployments(folder);
      beforeFirstPush(folder, "true");
      const hook = `${folder}/origin/hooks/pre-receive`;
      Deno.writeTextFileSync(hook, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
      const { code, output } = await bash(folder, script, LOCAL);
      assert.equal(code, 1);
      assert.match(output, /^::error title=Celestra::origin refused every push of deploy\/local$/m);
      assert.equal(Deno.readTextFileSync(`${folder}/pushes`), "push\n".repeat(10));
    }),
);

testWith(
  ["bash", "git"],
  "a run that was overtaken by a later commit takes nothing back",
  () =>
    inFolder(async (folder) => {
      const started = await stageDeployments(folder);
      const { output } = await bash(
        folder,
        `cd work && git config user.name a && git config user.email a@b &&
       git commit -q --allow-empty -m two && git push -q origin main &&
       git commit-tree "$(git rev-parse 'HEAD^{tree}')" -m newer \
         -m "Source-Commit: $(git rev-parse HEAD)" > ../newer &&
       git push -q origin "$(cat ../newer):refs/heads/deploy/local" && git reset -q --hard HEAD^`,
        {},
      );
      assert.equal(output, "");
      const { code, output: said } = await bash(folder, script, LOCAL);
      assert.equal(code, 0, said);
      assert.match(said, /^::notice title=Celestra::A later commit is deployed already/m);
      assert.deepEqual(started(), []);
      assert.deepEqual(await messagesOf(folder, "deploy/local"), ["newer: "]);
    }),
);

testWith(
  ["bash", "git"],
  "what the commits of a deployment need arrives whole or not at all",
  () =>
    inFolder(async (folder) => {
      await stageDeployments(folder);
      const hook = `${folder}/origin/hooks/update`;
      const text = "#!/bin/sh\ncase $1 in refs/notes/*) exit 1; esac\n";
      Deno.writeTextFileSync(hook, text, { mode: 0o755 });
      assert.equal((await bash(folder, script, LOCAL)).code, 1);
      assert.deepEqual(await messagesOf(folder, "deploy/local"), []);
    }),
);

testWith(["bash", "git"], "no hook of the checkout runs", () =>
  inFolder(async (folder) => {
    await stageDeployments(folder);
    for (const name of ["pre-push", "reference-transaction"]) {
      const hook = `${folder}/work/.git/hooks/${name}`;
      Deno.writeTextFileSync(hook, `#!/bin/sh\necho ${name} >> '${folder}/hooks'\n`, {
        mode: 0o755,
      });
    }
    // What commits here in place of the command is Git, which has its own way to leave hooks out.
    const env = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "core.hooksPath" };
    const npx = Deno.readTextFileSync(`${folder}/bin/npx`);
    const exports = Object.entries({ ...env, GIT_CONFIG_VALUE_0: "/dev/null" })
      .map(([name, value]) => `export ${name}=${value}\n`).join("");
    Deno.writeTextFileSync(
      `${folder}/bin/npx`,
      npx.replace("#!/bin/sh\n", `#!/bin/sh\n${exports}`),
    );
    assert.equal((await bash(folder, script, LOCAL)).code, 0);
    assert.deepEqual(filesNamed(folder, "hooks"), []);
  }));

testWith(
  ["bash", "git"],
  "npx gets the Node.js that lies beside it",
  () =>
    inFolder(async (folder) => {
      await stage(folder);
      const own = `#!/bin/sh\ncommand -v node > '${folder}/node'\n`;
      Deno.writeTextFileSync(`${folder}/bin/npx`, own, { mode: 0o755 });
      Deno.mkdirSync(`${folder}/earlier`);
      for (const place of ["bin", "earlier"]) {
        Deno.writeTextFileSync(`${folder}/${place}/node`, "#!/bin/sh\n", { mode: 0o755 });
      }
      const PATH = `${folder}/earlier:${folder}/bin:${Deno.env.get("PATH")}`;
      const { code } = await bash(folder, script, { CELESTRA_COMMAND: "check", PATH });
      assert.equal(code, 0);
      assert.equal(Deno.readTextFileSync(`${folder}/node`), `${folder}/bin/node\n`);
    }),
);

const ownScripts = files.flatMap(({ path, file }) =>
  Object.values(file.jobs).flatMap((job) => job.steps)
    .flatMap(({ run, env = {} }) => run === undefined ? [] : [{ path, run, env }])
);

testWith(
  ["bash", "git"],
  "the scripts of workflow files run nothing of what users wrote",
  () =>
    inFolder(async (folder) => {
      await stage(folder);
      for (const { run: text, env } of ownScripts) {
        for (const value of Object.values(hostileValues(`${folder}/canary`))) {
          const entries = Object.keys(env).map((name) => [name, value]);
          const { output } = await bash(folder, text, Object.fromEntries(entries));
          assert.deepEqual(filesNamed(folder, "canary"), []);
          assert.doesNotMatch(output, /^::set-env/m);
        }
      }
    }),
);

function filesNamed(folder: string, name: string): string[] {
  return [...Deno.readDirSync(folder)].map((entry) => entry.name).filter((one) => one === name);
}
