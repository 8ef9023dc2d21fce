/**
 * Prints our figures as ratios to what others take for the same, measured in turns in one run.
 * What a machine lacks is left out and named.
 */
import { coldFigures, editFigures, graphFigures } from "./edit.ts";
import { parseDocument } from "yaml";
import { checking, tools } from "../../lib/cli/tools.ts";
import { problems } from "../../lib/model/problems.ts";
import { parseWorkflow } from "../../lib/format/workflow.ts";
import { ROOT } from "../helpers/house.ts";
import { figure, ratio, spread, time } from "./measure.ts";
import { servicesText } from "./services.ts";

/** What is measured on rendering, on the service, and on its store. */
const PARTS = ["generation/figures", "start", "http", "load", "events", "canvas", "git/figures"];

await checks();
for (const name of PARTS) await runBench(name);

/** Other figures stand in files of their own, each with a process of its own. */
async function runBench(name: string): Promise<void> {
  const args = ["run", "--no-check", "-A", `${ROOT}tests/bench/${name}.ts`];
  const { success } = await new Deno.Command(Deno.execPath(), { args, stdout: "inherit" }).output();
  if (!success) say(`${name} failed`);
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

function say(text: string): void {
  // deno-lint-ignore no-console
  console.log(text);
}
