import { AppError } from "../model/error.ts";
import { unavailable } from "./docker_compose/available.ts";
import type { Container } from "./docker_compose/container.ts";
import { createEngine, type Engine } from "./docker_compose/engine.ts";
import { removeFolder, writeFolder } from "./docker_compose/folder.ts";
import { lines } from "./docker_compose/lines.ts";
import { type Named, type Project, projectOf } from "./docker_compose/project.ts";
import { createRun, type Run } from "./docker_compose/run.ts";
import { checkSecrets } from "./docker_compose/secrets.ts";
import { removeStale } from "./docker_compose/stale.ts";
import { startUp } from "./docker_compose/up.ts";
import { watch } from "./docker_compose/watch.ts";
import { createSecretFiles, type SecretFiles } from "./secret_files.ts";
import type { Application, Target, TargetAdapter, TargetSettings } from "./target.ts";

const ABOUT = { id: "docker-compose", title: "Docker Compose", output: "compose" } as const;

/** Runs workflows on the container engine of this machine. */
export const dockerCompose: TargetAdapter = {
  ...ABOUT,
  open: ({ data, env }: TargetSettings): Target => {
    const absolute = data.startsWith("/") ? data : `${Deno.cwd()}/${data}`;
    const secrets = createSecretFiles(absolute);
    return createDockerCompose({ data: absolute, secrets, run: createRun(env) });
  },
};

/** What the target works with. */
export interface DockerComposeOptions {
  /** The folder of what Celestra keeps outside Git, as an absolute path. */
  readonly data: string;
  readonly secrets: SecretFiles;
  /** Starts `docker`. */
  readonly run: Run;
  /** Milliseconds between two looks at the containers. */
  readonly interval?: number;
  /** Milliseconds that a container without a health check must stay up to count as healthy. */
  readonly settle?: number;
}

/** Creates the target that runs `docker compose`. */
export function createDockerCompose(options: DockerComposeOptions): Target {
  const engine = createEngine(options.run);
  return {
    ...ABOUT,
    unavailable: () => unavailable(options.run),
    apply: (application) => apply(engine, options, application),
    remove: (application) => remove(engine, options, application),
  };
}

async function* apply(
  engine: Engine,
  { data, secrets, interval = 500, settle = 5000 }: DockerComposeOptions,
  application: Application,
) {
  const project = projectOf(data, application);
  const values = secrets.folder(application.environment, application.workflow);
  await checkSecrets(application, secrets);
  const containers = await ownContainers(engine, project);
  await writeFolder(project.folder, application.files);
  // Compose refuses to bring nothing up, and would leave what ran before.
  if (application.nodes.length === 0) return await takeDown(engine, project);
  await removeStale(engine, project, containers, values);
  const before = new Map(containers.map(({ id, restarts }) => [id, restarts]));
  const up = startUp(engine, project, values);
  try {
    yield* watch({ engine, project, up, application, before, interval, settle });
  } finally {
    await up.stop();
  }
}

async function remove(
  engine: Engine,
  { data }: DockerComposeOptions,
  application: Named,
): Promise<string[]> {
  const project = projectOf(data, application);
  await ownContainers(engine, project);
  await takeDown(engine, project);
  await removeFolder(project.folder);
  return await engine.volumes(project);
}

async function takeDown(engine: Engine, project: Project): Promise<void> {
  const { success, stderr } = await engine.compose(project, ["down", "--remove-orphans"]);
  if (success) return;
  await engine.check();
  const reason = lines(stderr).at(-1) ?? "";
  throw new AppError("upstream_error", `Cannot take ${project.name} down: ${reason}`);
}

/**
 * The containers of a project. Two workflows, or a Compose file of somebody else, can come to one
 * name; then neither may take the other's containers away.
 */
async function ownContainers(engine: Engine, project: Project): Promise<Container[]> {
  const containers = await engine.containers(project);
  const foreign = containers.find(({ workflow }) => workflow !== project.workflow);
  if (!foreign) return containers;
  throw new AppError(
    "conflict",
    `The Compose project "${project.name}" also holds "${foreign.name}", which is not of ` +
      `"${project.workflow}"; rename the workflow or the environment, or remove that container`,
  );
}
