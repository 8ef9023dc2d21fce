/** A container of a project, as far as a deployment asks for it. */
export interface Container {
  readonly id: string;
  readonly name: string;
  /** The service that it belongs to, which is the id of a node or the name of a task. */
  readonly service: string;
  /** The node that it belongs to; a container that prepares another is of the same node. */
  readonly node: string;
  /** The workflow that its labels name; `undefined` for a container that is not ours. */
  readonly workflow?: string | undefined;
  /** The services that it starts after. */
  readonly after: readonly string[];
  /** Whether it is to run to an end, and is not started anew after that. */
  readonly ends: boolean;
  readonly status: string;
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  readonly restarts: number;
  /** `undefined` for a container without a health check. */
  readonly health?: "starting" | "healthy" | "unhealthy" | undefined;
  /** What its health check said last. */
  readonly healthOutput?: string | undefined;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly started: number;
  /** The files and folders of this machine that are mounted in it. */
  readonly mounts: readonly string[];
}

/** What `docker inspect` says of a container; only what is read here. */
interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly Created: string;
  readonly RestartCount: number;
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null };
  readonly HostConfig: { readonly RestartPolicy: { readonly Name: string } };
  readonly Mounts: readonly { readonly Type: string; readonly Source: string }[];
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly StartedAt: string;
    readonly Health?: {
      readonly Status: string;
      readonly Log: readonly { readonly Output: string }[] | null;
    };
  };
}

const COMPOSE = "com.docker.compose.";

/** The restart policies of what is never to end. */
const FOR_GOOD = new Set(["always", "unless-stopped"]);

/** Reads the answer of `docker inspect`. */
export function parseContainers(json: string): Container[] {
  return (JSON.parse(json) as Inspected[]).map(containerOf);
}

function containerOf(
  { Id, Name, Created, RestartCount, Config, HostConfig, Mounts, State }: Inspected,
): Container {
  const labels = Config.Labels ?? {};
  const service = labels[`${COMPOSE}service`] ?? "";
  return {
    id: Id,
    name: Name.replace(/^\//, ""),
    service,
    node: labels["celestra.dev/node"] ?? service,
    workflow: labels["celestra.dev/workflow"],
    after: servicesIn(labels[`${COMPOSE}depends_on`] ?? ""),
    ends: !FOR_GOOD.has(HostConfig.RestartPolicy.Name),
    status: State.Status,
    exitCode: State.ExitCode,
    outOfMemory: State.OOMKilled,
    restarts: RestartCount,
    health: healthOf(State.Health?.Status),
    healthOutput: State.Health?.Log?.at(-1)?.Output.trim().split("\n")[0],
    created: Date.parse(Created),
    started: Date.parse(State.StartedAt),
    mounts: Mounts.filter(({ Type }) => Type === "bind").map(({ Source }) => Source),
  };
}

/** `db:service_healthy:false,cache:service_started:false` to `db` and `cache`. */
function servicesIn(dependsOn: string): string[] {
  return dependsOn.split(",").map((one) => one.split(":")[0]!).filter((name) => name !== "");
}

/** An image may hold the word that there is no health check. */
function healthOf(status: string | undefined): Container["health"] {
  return status === "starting" || status === "healthy" || status === "unhealthy"
    ? status
    : undefined;
}
