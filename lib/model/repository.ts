import type { RuleSettings } from "./rules/settings.ts";

/** The settings of a repository, in `celestra.yaml`. */
export interface RepositoryConfig {
  /** The outputs that a pull request renders. */
  readonly outputs: readonly string[];
  readonly rules: RuleSettings;
}
