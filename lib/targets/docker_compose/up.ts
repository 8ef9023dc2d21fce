import type { Engine } from "./engine.ts";
import { createProgress, type Progress } from "./progress.ts";
import type { Project } from "./project.ts";

/** `docker compose up` while it runs. */
export interface Up {
  readonly progress: Progress;
  /** How it ended; `undefined` while it runs. */
  readonly outcome: "up" | "broken off" | undefined;
  /** Settles when it has ended; never rejects. */
  readonly ended: Promise<void>;
  /** Ends it and waits until it has. */
  stop(): Promise<void>;
}

/** Brings a project up. It blocks while services wait for each other, so it runs beside the rest. */
export function startUp(engine: Engine, project: Project, secrets: string): Up {
  const controller = new AbortController();
  const progress = createProgress();
  let outcome: Up["outcome"];
  const ended = engine.compose(
    project,
    [...fileArgs(project), "up", "--detach", "--remove-orphans"],
    {
      env: secretsVariable(secrets),
      signal: controller.signal,
      onLine: (line) => progress.read(line),
    },
  ).then(
    ({ success }) => void (outcome = success ? "up" : "broken off"),
    () => void (outcome = "broken off"),
  );
  return {
    progress,
    ended,
    get outcome() {
      return outcome;
    },
    async stop() {
      controller.abort();
      await ended;
    },
  };
}

/** The arguments that name the files of a project. */
export function fileArgs({ folder }: Project): string[] {
  return ["--project-directory", folder, "--file", `${folder}/compose.yaml`];
}

/** The variable by which `compose.yaml` finds the values of secrets. */
export function secretsVariable(folder: string): Record<string, string> {
  return { CELESTRA_SECRETS: folder };
}
