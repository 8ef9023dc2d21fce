import { AppError } from "../../model/error.ts";
import { type Container, parseContainers } from "./container.ts";
import { lines, logLines } from "./lines.ts";
import type { Project } from "./project.ts";
import type { Outcome, Run, RunOptions } from "./run.ts";

/** What a target asks of an engine. Each question throws `engine_lost` when nobody answers. */
export interface Engine {
  /** The containers of a project, in no order; those of `docker compose run` are left out. */
  containers(project: Project): Promise<Container[]>;
  /** The last lines that a container printed. */
  log(container: Container): Promise<string[]>;
  /** The code with which a container ended last since a time, if the engine remembers. */
  lastExit(container: Container, since: number): Promise<number | undefined>;
  /** The names of the volumes of a project, sorted. */
  volumes(project: Project): Promise<string[]>;
  /** Runs `docker compose` for a project. */
  compose(project: Project, args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Throws `engine_lost` if it does not answer. */
  check(): Promise<void>;
}

/** How long an answer may take, in milliseconds. */
const PATIENCE = 20_000;
const CHECK_PATIENCE = 5_000;

/** The last lines of a log that are kept. */
const TAIL = 20;

/** The beginning of an answer for some of what was asked for. */
const SOME = /^\[\s*\{/;

/** What is said of a container that was there a moment ago. */
const GONE = /No such (container|object)/i;

const PROJECT = "label=com.docker.compose.project";

/** Creates access to an engine. */
export function createEngine(run: Run): Engine {
  const quick = (args: readonly string[], time = PATIENCE) => run(args, { timeout: time });
  const check = async () => {
    const { success } = await quick(["version", "--format", "{{.Server.Version}}"], CHECK_PATIENCE);
    if (!success) throw new AppError("engine_lost", "The container engine stopped answering");
  };
  const ask = async (args: readonly string[]) => {
    const { success, stdout, stderr } = await quick(args);
    // What is gone by now is an error beside the answer for the others.
    if (success || SOME.test(stdout)) return stdout;
    await check();
    if (stdout.trim() === "[]" && lines(stderr).every((line) => GONE.test(line))) return stdout;
    throw new AppError("upstream_error", `docker ${args[0]} failed: ${lines(stderr).at(-1) ?? ""}`);
  };
  return {
    check,
    async containers({ name }) {
      const oneOff = "label=com.docker.compose.oneoff=False";
      const filters = ["--filter", `${PROJECT}=${name}`, "--filter", oneOff];
      const ids = lines(await ask(["ps", "--all", "--quiet", "--no-trunc", ...filters]));
      return ids.length === 0
        ? []
        : parseContainers(await ask(["inspect", "--type", "container", ...ids]));
    },
    async log({ id }) {
      const { stdout, stderr } = await quick(["logs", "--timestamps", "--tail", `${TAIL}`, id]);
      return logLines(stdout + stderr).slice(-TAIL);
    },
    async lastExit({ id }, since) {
      const times = ["--since", secondsText(since), "--until", secondsText(Date.now())];
      const filters = ["--filter", `container=${id}`, "--filter", "event=die"];
      const format = '{{index .Actor.Attributes "exitCode"}}';
      const { stdout } = await quick(["events", ...times, ...filters, "--format", format]);
      const last = lines(stdout).at(-1) ?? "";
      return /^\d+$/.test(last) ? Number(last) : undefined;
    },
    async volumes({ name }) {
      const filter = ["--filter", `${PROJECT}=${name}`];
      return lines(await ask(["volume", "ls", "--format", "{{.Name}}", ...filter])).sort();
    },
    compose: ({ name }, args, options) =>
      run(["compose", "--progress", "json", "--project-name", name, ...args], options),
  };
}

function secondsText(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
