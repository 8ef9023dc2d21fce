import type { Deployment } from "./deployment.ts";

/** What the event log tells; a closed list. */
export const EVENT_TYPES = [
  "workflow_update",
  "validation_result",
  "deployment_status",
  "execution_status",
  "log",
  "presence",
  "health",
  "alert",
  "error",
] as const;

/** A sort of event; its `data` always says when, who and which workflow. */
export type EventType = typeof EVENT_TYPES[number];

/** What every event says. */
export interface EventData {
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The name of the account. */
  readonly actor: string;
  readonly workflow: string;
  readonly environment?: string;
}

/** A workflow was changed on the default branch. */
export interface WorkflowUpdate extends EventData {
  readonly action: "created" | "updated" | "deleted";
  readonly commit: string;
  /** The new ETag; absent when it was deleted. */
  readonly etag?: string;
}

/** A deployment changed: the whole deployment, and when it did. */
export interface DeploymentStatus extends EventData, Omit<Deployment, keyof EventData> {}

/** A workflow was taken away from an environment; told as a `log`. */
export interface Undeployment extends EventData {
  readonly action: "undeployed";
  /** The commit that removed its folder; absent where there was none. */
  readonly commit?: string;
}

/** Something that everybody should know; told as an `alert`. Actor and workflow are empty. */
export interface HistoryRewritten extends EventData {
  readonly action: "history_rewritten";
  readonly branch: string;
  /** The head that is no part of the branch any more, and the ref that keeps it. */
  readonly base: string;
  readonly backup: string;
  readonly head: string;
}

/** An event of the log. */
export interface LoggedEvent {
  /** Increasing, without holes, from 1. */
  readonly id: number;
  readonly type: EventType;
  readonly data: EventData & { readonly [key: string]: unknown };
}

/** What a reader of the log asks for; absent means all. */
export interface EventFilter {
  readonly workflow?: string;
  readonly types?: readonly EventType[];
  /** The id of a deployment. */
  readonly deployment?: string;
}

/** Whether an event is what a reader asked for. */
export function matches({ type, data }: LoggedEvent, filter: EventFilter): boolean {
  if (filter.workflow !== undefined && data.workflow !== filter.workflow) return false;
  if (filter.types !== undefined && !filter.types.includes(type)) return false;
  return filter.deployment === undefined ||
    (type === "deployment_status" && data.id === filter.deployment);
}
