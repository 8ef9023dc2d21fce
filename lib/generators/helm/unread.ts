import type { Companion, ComputeResources, Resource, RoutePath } from "../../model/resource.ts";

/** A resource without what no template reads: setting it as a value would change nothing. */
export function withoutUnread(resource: Resource): Partial<Resource> {
  switch (resource.kind) {
    case "workload": {
      const { build: _, ...read } = resource;
      return withoutProcesses(read);
    }
    case "task":
      return withoutProcesses(resource);
    case "secret": {
      const { sops: _, ...read } = resource;
      return read;
    }
    case "route":
      return { ...resource, paths: resource.paths.map(withoutHostPort) };
    default:
      return resource;
  }
}

interface Computing {
  readonly resources: ComputeResources;
  readonly init?: readonly Companion[];
  readonly sidecars?: readonly Companion[];
}

/** The kubelet limits the processes of a whole node. */
function withoutProcesses<T extends Computing>(it: T): T {
  const { init, sidecars } = it;
  return {
    ...it,
    resources: amountsOf(it.resources),
    ...(init && { init: init.map(companionOf) }),
    ...(sidecars && { sidecars: sidecars.map(companionOf) }),
  };
}

function companionOf(companion: Companion): Companion {
  return { ...companion, resources: amountsOf(companion.resources) };
}

function amountsOf({ processes: _, ...read }: ComputeResources): ComputeResources {
  return read;
}

function withoutHostPort({ hostPort: _, ...read }: RoutePath): RoutePath {
  return read;
}
