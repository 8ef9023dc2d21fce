import type { Deployment, DeploymentState, NodeState } from "../model/deployment.ts";

/** The deployment that a note tells of; `undefined` where it is none of ours. */
export function deploymentIn(note: string | undefined, id: string): Deployment | undefined {
  try {
    const value: unknown = JSON.parse(note ?? "null");
    return isDeployment(value) && value.id === id ? value : undefined;
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const STATES: Readonly<Record<DeploymentState, true>> = {
  queued: true,
  rendering: true,
  committed: true,
  applying: true,
  healthy: true,
  failed: true,
  cancelled: true,
  superseded: true,
};

const NODE_STATES: Readonly<Record<NodeState, true>> = {
  waiting: true,
  applying: true,
  healthy: true,
  failed: true,
  unknown: true,
};

/** A note can be written by anybody who may push, and pages show what it says. */
function isDeployment(value: unknown): value is Deployment {
  return isObject(value) &&
    ["id", "workflow", "environment", "source", "actor"].every((key) => isText(value[key])) &&
    ["commit", "reason", "message"].every((key) => isAbsentOr(isText, value[key])) &&
    isIn(STATES, value.state) && isTime(value.createdAt) &&
    Array.isArray(value.nodes) && value.nodes.every(isNode);
}

function isNode(value: unknown): boolean {
  return isObject(value) && isText(value.node) && isIn(NODE_STATES, value.state) &&
    isTime(value.at) &&
    ["reason", "message"].every((key) => isAbsentOr(isText, value[key])) &&
    isAbsentOr(isLog, value.log);
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTime(value: unknown): boolean {
  return isText(value) && !Number.isNaN(Date.parse(value));
}

function isLog(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isIn(states: Readonly<Record<string, true>>, value: unknown): boolean {
  return isText(value) && Object.hasOwn(states, value);
}

function isAbsentOr(is: (value: unknown) => boolean, value: unknown): boolean {
  return value === undefined || is(value);
}
