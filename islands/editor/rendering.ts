import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import { hasErrors, type LocatedProblem } from "../../lib/model/problem.ts";
import { type Api, ApiError, messageOf } from "../api.ts";
import { type Later, later as byClock } from "../later.ts";
import type { GeneratedAnswer } from "./api_answers.ts";

/** The files that come of a workflow, as they are while it is edited. */
export interface Rendering {
  readonly output: ReadonlySignal<string>;
  /** The environment that they are rendered for; empty for none. */
  readonly environment: ReadonlySignal<string>;
  /** The last that was rendered; it stays while the next is on its way. */
  readonly generated: ReadonlySignal<GeneratedAnswer | undefined>;
  /** The path of the file that is looked at. */
  readonly file: ReadonlySignal<string | undefined>;
  readonly isBusy: ReadonlySignal<boolean>;
  /** Why there is nothing newer. */
  readonly fault: ReadonlySignal<string | undefined>;
  readonly problems: ReadonlySignal<readonly LocatedProblem[]>;
  chooseOutput(output: string): void;
  chooseEnvironment(environment: string): void;
  open(file: string): void;
  /** Renders now and after each change, until the answer is called. */
  watch(): () => void;
}

/** What rendering takes. */
export interface RenderingOptions {
  readonly api: Api;
  /** The text of the workflow. */
  readonly text: ReadonlySignal<string>;
  /** What is wrong with it; files are made only of what has no errors. */
  readonly known: ReadonlySignal<readonly LocatedProblem[]>;
  readonly environments: readonly { readonly name: string; readonly output: string }[];
  readonly later?: Later;
}

/** How long it waits for the next key. */
const PAUSE = 400;

/** Creates what shows the files of a workflow. */
export function createRendering(
  { api, text, known, environments, later = byClock }: RenderingOptions,
): Rendering {
  const output = signal("kubernetes");
  const environment = signal("");
  const generated = signal<GeneratedAnswer>();
  const file = signal<string>();
  const isBusy = signal(false);
  const fault = signal<string>();
  const problems = signal<readonly LocatedProblem[]>([]);
  let turn = 0;

  async function render(body: { readonly text: string; readonly environment?: string }) {
    const own = ++turn;
    isBusy.value = true;
    try {
      const { value } = await api.send<GeneratedAnswer>(
        "POST",
        `/api/v1/generate/${output.value}`,
        { body },
      );
      if (own === turn) show(value);
    } catch (error) {
      if (own === turn) refuse(error);
    } finally {
      if (own === turn) isBusy.value = false;
    }
  }

  function show(answer: GeneratedAnswer): void {
    generated.value = answer;
    fault.value = undefined;
    problems.value = answer.problems ?? [];
    const isThere = answer.files.some(({ path }) => path === file.value);
    if (!isThere) file.value = answer.files[0]?.path;
  }

  function chooseOutput(next: string): void {
    // What is on its way is of another output.
    turn++;
    output.value = next;
    generated.value = undefined;
    file.value = undefined;
  }

  /** What is known here to be wrong needs no question. */
  function hold(found: readonly LocatedProblem[]): void {
    turn++;
    isBusy.value = false;
    fault.value = "Files are made when the workflow has no errors.";
    problems.value = found.filter(({ severity }) => severity === "error");
  }

  function refuse(error: unknown): void {
    fault.value = messageOf(error);
    const found = error instanceof ApiError ? error.details.problems : undefined;
    problems.value = Array.isArray(found) ? found : [];
  }

  return {
    output,
    environment,
    generated,
    file,
    isBusy,
    fault,
    problems,
    chooseOutput,
    chooseEnvironment(next) {
      environment.value = next;
      const own = environments.find(({ name }) => name === next)?.output;
      if (own && own !== output.value) chooseOutput(own);
    },
    open: (path) => void (file.value = path),
    watch() {
      let stop = () => {};
      let isFirst = true;
      const end = effect(() => {
        const body = {
          text: text.value,
          ...(environment.value === "" ? {} : { environment: environment.value }),
        };
        const found = known.value;
        output.value;
        stop();
        if (hasErrors(found)) return untracked(() => hold(found));
        stop = later(() => void untracked(() => render(body)), isFirst ? 0 : PAUSE);
        isFirst = false;
      });
      return () => {
        end();
        stop();
      };
    },
  };
}
