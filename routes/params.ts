import { ID_PATTERN } from "../lib/model/workflow.ts";

/** The form of a parameter of a path. */
export interface Param {
  readonly description: string;
  readonly pattern: RegExp;
  readonly example: string;
}

/** A header that a route reads. */
export interface Header {
  readonly description: string;
  readonly pattern?: RegExp;
  /** The only value that it may have. */
  readonly only?: string;
  readonly example?: string;
  readonly isRequired?: boolean;
}

/** The form of parameters that say nothing else. */
export const id: Param = {
  description: "A name: lower-case letters, digits and dashes, beginning with a letter",
  pattern: ID_PATTERN,
  example: "shop",
};

/** The name of an environment. */
export const environmentName: Param = { ...id, example: "local" };

/** A commit in a path. */
export const commit: Param = {
  description: "The id of a commit or how it begins, or a branch or tag without slashes",
  pattern: /^[\w.~^-]{1,100}$/,
  example: "3b18e512dba79e4c8300dd08aeb37f8e728b8dad",
};

/** The id of a deployment. */
export const deploymentId: Param = {
  description: "The id of a deployment, a UUID of version 7",
  pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  example: "0199f2c4-8a00-7abc-8def-0123456789ab",
};
