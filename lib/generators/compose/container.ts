import type { Reading } from "../recorder.ts";
import { filled, via } from "../shared/origin.ts";
import type { Variable } from "../shared/variables.ts";
import type { Context, Runner } from "./context.ts";
import { dependsAfterInit } from "./depends.ts";
import { environmentFilesOf, environmentOf } from "./environment.ts";
import { filesOf } from "./files.ts";
import { hostFoldersOf } from "./host_folders.ts";
import { labelsOf } from "./labels.ts";
import { lifecycleOf } from "./lifecycle.ts";
import { limitsOf } from "./limits.ts";
import { LOGGING } from "./logging.ts";
import { scratchOf } from "./scratch.ts";
import { securityOf } from "./security.ts";
import { textOf, textsOf } from "./text.ts";
import { mountOf, type VolumeMount } from "./volumes.ts";

/** What a service has besides what its container says. */
export interface ServiceParts {
  /** The name of the service. */
  readonly name: string;
  readonly volumes: readonly VolumeMount[];
  /** Whether it may only read its volumes. */
  readonly readOnly?: boolean;
  readonly variables?: readonly Variable[];
}

/** Compose waits 10 seconds by itself, Kubernetes 30. */
const STOP_SECONDS = 30;

const PULL_POLICY = { IfNotPresent: "missing", Always: "always", Never: "never" } as const;

/** The fields of a service that every runner has. */
export function containerOf(
  context: Context,
  runner: Reading<Runner>,
  { name, volumes, readOnly, variables }: ServiceParts,
): Record<string, unknown> {
  const { configs, secrets } = filesOf(context, runner);
  const folders = hostFoldersOf(context, runner);
  const mounted = [...volumes, ...folders].map(({ path }) => path);
  return {
    // Kubernetes' `command` replaces the entry point of the image, its `args` the command.
    command: textsOf(runner, "args"),
    configs: filled(configs),
    depends_on: filled(dependsAfterInit(context, runner, name)),
    entrypoint: textsOf(runner, "command"),
    env_file: filled(environmentFilesOf(context, runner)),
    environment: filled(environmentOf(context, runner, variables)),
    image: textOf(runner, "image"),
    init: true,
    labels: labelsOf(context, runner),
    logging: LOGGING,
    pull_policy: via(runner, "pullPolicy", (policy) => PULL_POLICY[policy]),
    restart: "unless-stopped",
    secrets: filled(secrets),
    stop_grace_period: via(runner, "stopSeconds", (seconds) => `${seconds}s`) ??
      `${STOP_SECONDS}s`,
    tmpfs: filled(scratchOf(runner, mounted)),
    volumes: filled([
      ...volumes.map((volume) => mountOf(volume, readOnly)),
      ...folders.map(({ entry }) => entry),
    ]),
    working_dir: textOf(runner, "workingDir"),
    ...lifecycleOf(runner),
    ...limitsOf(runner),
    ...securityOf(context, runner),
  };
}
