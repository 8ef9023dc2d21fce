import type { Reading } from "../recorder.ts";
import { filled, via } from "../shared/origin.ts";
import type { Variable } from "../shared/variables.ts";
import type { Context, Runner } from "./context.ts";
import { dependsOf } from "./depends.ts";
import { environmentFilesOf, environmentOf } from "./environment.ts";
import { filesOf } from "./files.ts";
import { labelsOf } from "./labels.ts";
import { limitsOf } from "./limits.ts";
import { scratchOf } from "./scratch.ts";
import { securityOf } from "./security.ts";
import { textOf, textsOf } from "./text.ts";
import { mountOf, type VolumeMount } from "./volumes.ts";

/** What a service has besides what its container says. */
export interface ServiceParts {
  readonly volumes: readonly VolumeMount[];
  /** Whether it may only read its volumes. */
  readonly readOnly?: boolean;
  readonly variables?: readonly Variable[];
}

/** Compose waits 10 seconds by itself, Kubernetes 30. */
const STOP_SECONDS = 30;

const PULL_POLICY = { IfNotPresent: "missing", Always: "always", Never: "never" } as const;

/** Without a limit, what a container prints can fill the disk. */
const LOGGING = { driver: "json-file", options: { "max-file": "3", "max-size": "10m" } };

/** The fields of a service that every runner has. */
export function containerOf(
  context: Context,
  runner: Reading<Runner>,
  { volumes, readOnly, variables }: ServiceParts,
): Record<string, unknown> {
  const { configs, secrets } = filesOf(context, runner);
  return {
    // Kubernetes' `command` replaces the entry point of the image, its `args` the command.
    command: textsOf(runner, "args"),
    configs: filled(configs),
    depends_on: filled(dependsOf(context, runner)),
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
    tmpfs: filled(scratchOf(runner, volumes.map(({ path }) => path))),
    volumes: filled(volumes.map((volume) => mountOf(volume, readOnly))),
    working_dir: textOf(runner, "workingDir"),
    ...limitsOf(runner),
    ...securityOf(context, runner),
  };
}
