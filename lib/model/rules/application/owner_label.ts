import type { Rule } from "../rule.ts";

/** Labels that say who looks after a workflow. */
const OWNERS = ["owner", "team"];

/** Every object says whose it is. */
export const ownerLabel: Rule = {
  id: "owner-label",
  title: "A label says whose a workflow is",
  why: "Whoever finds a broken object has to know whom to ask.",
  severity: "off",
  mending: "Set metadata.labels.team or metadata.labels.owner.",
  known: { kubeLinter: ["required-label-owner"], kubescape: ["C-0077"] },
  findings: ({ workflow: { labels } }) =>
    OWNERS.some((label) => Object.hasOwn(labels, label)) ? [] : [{
      path: ["metadata"],
      message: "The workflow does not say whose it is; expected the label team or owner",
    }],
};
