import {
  type Container,
  parseContainers,
} from "../../../../lib/targets/docker_compose/container.ts";
import type { Moment } from "../../../../lib/targets/docker_compose/judge.ts";
import { type FakeContainer, inspected } from "./fake_docker.ts";

/** Containers as the engine would show them. */
export function containersOf(...containers: FakeContainer[]): Container[] {
  return parseContainers(JSON.stringify(containers.map(inspected)));
}

/** A moment in which Compose has placed every container. */
export function momentOf(containers: readonly Container[], rest: Partial<Moment> = {}): Moment {
  return {
    containers,
    progress: { placed: new Set(containers.map(({ name }) => name)), pulling: new Set() },
    isUp: false,
    before: new Map(),
    now: Date.parse("2026-01-01T00:00:10Z"),
    settle: 5000,
    ...rest,
  };
}
