/**
 * Prints our figures as ratios to what others take for the same, measured in turns in one run.
 * What a machine lacks (helm, python3) is left out and named.
 */
import { coldFigures, editFigures, graphFigures } from "./edit.ts";
import { parseDocument } from "yaml";
import { planOf } from "../../lib/components/plan.ts";
import { checking, tools } from "../../lib/cli/tools.ts";
import { COMMAND } from "../../lib/build/command_file.ts";
import { compose } from "../../lib/generators/compose.ts";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import type { Artifact } from "../../lib/model/artifact.ts";
import { problems } from "../../lib/model/problems.ts";
import type { Plan } from "../../lib/model/resource.ts";
import type { Workflow } from "../../lib/model/workflow.ts";
import { parseWorkflow } from "../../lib/format/workflow.ts";
import { ROOT } from "../helpers/house.ts";
import { figure, ratio, spread, time, timeProcess } from "./measure.ts";
import { chartFiles, pythonText, servicesText } from "./services.ts";

/** More than any workflow may hold: growth shows only beyond. */
const LIFTED = 64 * 1024 * 1024;

/** What is measured on the service, and on its store. */
const SERVICE = ["start", "http", "load", "events", "canvas", "git/figures"];

const folder = await Deno.makeTempDir({ prefix: "celestra-bench-" });
try {
  await warm();
  await cold();
  await checks();
  for (const name of SERVICE) await runBench(name);
} finally {
  await Deno.remove(folder, { recursive: true });
}

/** Figures of the service stand in files of their own, which start its processes. */
async function runBench(name: string): Promise<void> {
  const args = ["run", "--no-check", "-A", `${ROOT}tests/bench/${name}.ts`];
  const { success } = await new Deno.Command(Deno.execPath(), { args, stdout: "inherit" }).output();
  if (!success) say(`${name} failed`);
}

/** Rendering from the parsed model, in this process. */
async function warm(): Promise<void> {
  const model = modelOf(10);
  const files = () => kubernetes.generate(plan(model)).files;
  const chart = writeChart(10);
  if (await has("helm", "version")) {
    const helm = () => timeProcess("helm", ["template", chart]);
    figure(
      "M1 10 services, warm, of one helm template",
      "<= 0.03",
      await ratio(() => time(files), helm),
    );
  }
  const hundred = modelOf(100);
  const both = () => {
    const planned = plan(hundred);
    return [kubernetes.generate(planned), compose.generate(planned)];
  };
  figure(
    "both outputs of one model, of Kubernetes alone",
    "<= 1.6",
    await ratio(() => time(both), () => time(() => kubernetes.generate(plan(hundred)))),
  );
  growth();
  const hashes = new Set<string>();
  for (let run = 0; run < 100; run++) hashes.add(await hash(files()));
  figure("M7 distinct hashes of 100 runs", "= 1", spread([hashes.size]));
}

/**
 * How time grows from 100 to 4,000 services. One small workflow again and again lies in the
 * processor's cache, which no large one does; forty different ones take as much memory as it.
 */
function growth(): void {
  const large = modelOf(4000);
  const many = Array.from({ length: 40 }, () => modelOf(100));
  const all = () => many.map((workflow) => kubernetes.generate(plan(workflow)));
  const exponents = (few: () => number) =>
    [1, 2, 3, 4, 5].map(() => {
      const small = few();
      return Math.log(time(() => kubernetes.generate(plan(large))) / small) / Math.log(40);
    });
  time(all);
  figure(
    "M3 growth exponent from 100 to 4,000 services",
    "<= 1.05",
    spread(exponents(() => time(all) / 40)),
  );
  const one = () => time(() => kubernetes.generate(plan(many[0]!)));
  figure("M3 the same, the 100 services always the same ones", "<= 1.05", spread(exponents(one)));
}

/** The command as a process, from its start to its end. */
async function cold(): Promise<void> {
  const file = `${folder}/services.yaml`;
  Deno.writeTextFileSync(file, servicesText(100));
  const render = ["render", file, "--target", "kubernetes"];
  const prebuilt = () =>
    timeProcess(Deno.execPath(), [
      "run",
      "--no-config",
      "--no-prompt",
      "-A",
      COMMAND.pathname,
      ...render,
    ]);
  const typed = () =>
    timeProcess(Deno.execPath(), ["task", "--quiet", "celestra", ...render], ROOT);
  if (await has("helm", "version")) {
    const chart = writeChart(100);
    const helm = () => timeProcess("helm", ["template", chart]);
    figure(
      "M2 100 services, the prebuilt file, of helm template",
      "<= 1.0",
      await ratio(prebuilt, helm, 21),
    );
    figure(
      "M2 100 services, deno task celestra, of helm template",
      "<= 1.2",
      await ratio(typed, helm, 21),
    );
  }
  const python = await pythonCelestra();
  if (python) {
    Deno.writeTextFileSync(`${folder}/app.py`, pythonText(100));
    const run = () => timeProcess(python, ["app.py"], folder);
    figure(
      "M2 100 services, the prebuilt file, of Python celestra",
      "<= 0.5",
      await ratio(prebuilt, run, 7),
    );
  }
}

/** Reading and judging a workflow. */
async function checks(): Promise<void> {
  for (const { name, times } of editFigures()) {
    figure(`500 nodes open, ${name}, in ms`, "<= 2", spread(times));
  }
  for (const { name, of } of await coldFigures()) {
    figure(`500 nodes, one edit of a cold text, of ${name}`, "<= 1.2", of);
  }
  for (const { name, times } of graphFigures()) {
    figure(`1,000 nodes parsed, ${name}, in ms`, "<= 10", spread(times));
  }
  const text = servicesText(500);
  const model = parseWorkflow(text, "services.yaml").value!;
  const rounds = Array.from({ length: 9 }, () => time(() => problems(model, tools.catalogue)));
  figure("problems() of 500 nodes, in ms", "<= 10", spread(rounds));
  let salt = 0;
  figure(
    "text to checked model, of parseDocument of yaml alone",
    "<= 1.2",
    await ratio(
      () => time(() => checking().workflow(`${text}# ${salt++}\n`, "services.yaml")),
      () => time(() => parseDocument(text)),
    ),
  );
  const check = checking();
  figure(
    "the same text again, of the first time",
    "<= 0.02",
    await ratio(
      () => time(() => check.workflow(text, "services.yaml")),
      () => time(() => checking().workflow(text, "services.yaml")),
    ),
  );
}

function modelOf(count: number): Workflow {
  return parseWorkflow(servicesText(count), "services.yaml", LIFTED).value!;
}

/** A plan made anew: a workflow that was seen before would be lowered already. */
function plan(workflow: Workflow): Plan {
  return planOf({ ...workflow }, tools);
}

function writeChart(count: number): string {
  const chart = `${folder}/chart-${count}`;
  Deno.mkdirSync(`${chart}/templates`, { recursive: true });
  for (const [path, text] of Object.entries(chartFiles(count))) {
    Deno.writeTextFileSync(`${chart}/${path}`, text);
  }
  return chart;
}

async function hash(files: readonly Artifact[]): Promise<string> {
  const bytes = new TextEncoder().encode(files.map(({ path, text }) => path + text).join("\0"));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

async function has(program: string, ...args: string[]): Promise<boolean> {
  try {
    await timeProcess(program, args);
    return true;
  } catch {
    say(`left out: ${program} is not there`);
    return false;
  }
}

/** A Python that has the library, in an environment of its own. */
async function pythonCelestra(): Promise<string | undefined> {
  const venv = `${folder}/venv`;
  try {
    await timeProcess("python3", ["-m", "venv", venv]);
    await timeProcess(`${venv}/bin/pip`, ["install", "--quiet", "celestra==0.0.3"]);
    return `${venv}/bin/python`;
  } catch (error) {
    say(`left out: the Python library celestra (${(error as Error).message.split("\n")[0]})`);
    return undefined;
  }
}

function say(text: string): void {
  // deno-lint-ignore no-console
  console.log(text);
}
