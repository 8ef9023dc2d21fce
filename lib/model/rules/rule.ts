import type { Path } from "../json.ts";
import type { Operation } from "../operation.ts";
import type { Severity } from "../problem.ts";
import type { RuledGraph } from "./graph.ts";

/** A good habit that a workflow without faults may still break. */
export interface Rule {
  readonly id: string;
  /** What must hold. */
  readonly title: string;
  /** What goes wrong otherwise. */
  readonly why: string;
  /** How bad it is unless `celestra.yaml` says otherwise; `off` is for who asks for it. */
  readonly severity: Severity | "off";
  /** How to mend it, in words. */
  readonly mending: string;
  /** What the same is called elsewhere. */
  readonly known: KnownAs;
  /** Where a workflow breaks it. The workflow has no errors. */
  findings(graph: RuledGraph): readonly Finding[];
}

/** The ids of a rule in tools that judge manifests. */
export interface KnownAs {
  readonly kubeLinter?: readonly string[];
  readonly polaris?: readonly string[];
  readonly kubescape?: readonly string[];
}

/** A place where a workflow breaks a rule. */
export interface Finding {
  /** The node; without one it is about the workflow. */
  readonly node?: string;
  /** The place in the node's config, or in the document where there is no node. */
  readonly path: Path;
  /** A sentence: what is so, and what was expected. */
  readonly message: string;
  /** What mends it, in one go. */
  readonly mend?: readonly Operation[];
}

/** Every rule may be told to speak otherwise, or to show only what it would do. */
export const RULE_SEVERITIES = ["error", "warning", "info", "off", "evaluate"] as const;

/** How a repository wants a rule to speak. */
export type RuleSeverity = typeof RULE_SEVERITIES[number];
