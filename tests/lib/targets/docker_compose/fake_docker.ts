import type { Outcome, Run } from "../../../../lib/targets/docker_compose/run.ts";

/** A container of the fake engine. */
export interface FakeContainer {
  readonly service: string;
  /** The node of its label; none without. */
  readonly node?: string;
  readonly restart?: string;
  readonly status?: string;
  readonly health?: string;
  readonly restarts?: number;
  readonly exitCode?: number;
  readonly workflow?: string;
  readonly after?: string;
  readonly mounts?: readonly string[];
  readonly created?: string;
}

/** An engine that holds what a test puts into it, and remembers what it was asked. */
export interface FakeDocker {
  readonly run: Run;
  readonly calls: string[][];
  /** Whether it answers. */
  alive: boolean;
  containers: FakeContainer[];
  volumes: string[];
  /** What `up` prints. */
  upLines: readonly string[];
  /** How `up` ends; without a word it blocks until it is stopped. */
  upEnds?: "well" | "badly";
  /** What `up` does; it may print more later. */
  onUp?: (print: (line: string) => void) => void;
  /** What happens once the containers were looked at, before the answer is there. */
  onLook?: () => void;
}

const OK: Outcome = { success: true, stdout: "", stderr: "" };
const DEAD: Outcome = {
  success: false,
  stdout: "",
  stderr: "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n",
};

/** Creates an engine without containers. */
export function fakeDocker(): FakeDocker {
  const docker: FakeDocker = {
    calls: [],
    alive: true,
    containers: [],
    volumes: [],
    upLines: [],
    run: async (args, options = {}) => {
      docker.calls.push([...args]);
      await Promise.resolve();
      if (!docker.alive) return DEAD;
      const words = args.filter((word) => !word.startsWith("--"));
      if (args[0] === "compose" && words.includes("up")) return await up(docker, options);
      if (args[0] === "compose" && words.includes("down")) docker.containers = [];
      const stdout = answer(docker, args);
      if (args[0] === "inspect") docker.onLook?.();
      return { ...OK, stdout };
    },
  };
  return docker;
}

async function up(
  docker: FakeDocker,
  { onLine, signal }: NonNullable<Parameters<Run>[1]>,
): Promise<Outcome> {
  docker.onUp?.((line) => onLine?.(line));
  for (const line of docker.upLines) onLine?.(line);
  if (docker.upEnds) return { ...OK, success: docker.upEnds === "well" };
  await new Promise<void>((resolve) => {
    if (signal?.aborted) resolve();
    else signal?.addEventListener("abort", () => resolve(), { once: true });
  });
  return { ...OK, success: false };
}

function answer({ containers, volumes }: FakeDocker, args: readonly string[]): string {
  switch (args[0]) {
    case "version":
      return "28.0.0\n";
    case "compose":
      return "2.40.3\n";
    case "ps":
      return containers.map((_, index) => `id-${index}\n`).join("");
    case "volume":
      return volumes.map((name) => `${name}\n`).join("");
    case "inspect":
      return JSON.stringify(containers.map(inspected));
    case "logs":
      return "2026-01-02T00:00:02Z second\n2026-01-02T00:00:01Z \x1b[31mfirst\x1b[0m\n";
    default:
      return "";
  }
}

/** What `docker inspect` would say. */
export function inspected(container: FakeContainer, index = 0): unknown {
  const { service, status = "running", health, restarts = 0, exitCode = 0, after = "" } = container;
  return {
    Id: `id-${index}`,
    Name: `/shop-local-${service}-1`,
    Created: container.created ?? "2026-01-01T00:00:00Z",
    RestartCount: restarts,
    Config: {
      Labels: {
        "com.docker.compose.service": service,
        "com.docker.compose.depends_on": after,
        "celestra.dev/workflow": container.workflow ?? "shop",
        ...(container.node === undefined ? {} : { "celestra.dev/node": container.node }),
      },
    },
    HostConfig: { RestartPolicy: { Name: container.restart ?? "unless-stopped" } },
    Mounts: (container.mounts ?? []).map((Source) => ({ Type: "bind", Source })),
    State: {
      Status: status,
      ExitCode: exitCode,
      OOMKilled: false,
      StartedAt: "2026-01-01T00:00:00Z",
      ...(health ? { Health: { Status: health, Log: [{ Output: "404\nmore" }] } } : {}),
    },
  };
}
