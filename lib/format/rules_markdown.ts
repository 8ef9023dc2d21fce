import { BUILT_IN } from "../model/rules/built_in.ts";
import { rules } from "../model/rules/registry.ts";
import type { KnownAs, Rule } from "../model/rules/rule.ts";
import { codeText, tableText } from "./markdown.ts";

const HEAD = [
  "# Rules",
  "",
  "Made from `lib/model/rules` by `deno task build`. Do not edit.",
  "",
  "A workflow without faults may still be one that nobody should run. Rules say so, and the same",
  "rules in the editor, in the API, on the command line and on a pull request. A rule that is broken",
  "as an **error** makes `celestra validate` end with 2; `render` tells it and still writes. In the",
  "editor many findings have a button that mends them, which one undo takes back; the same",
  "operations stand in `mend` of `celestra validate --json` and of `POST /api/v1/validate`.",
  "",
  "## What a repository says about rules",
  "",
  "In `celestra.yaml`:",
  "",
  "```yaml",
  "apiVersion: celestra/v1",
  "kind: Repository",
  "spec:",
  "  rules:",
  "    image-digest: off # error, warning, info or off",
  "    ingress-tls: evaluate # tells as info what it would find",
  "  exceptions:",
  "    - rule: open-load-balancer",
  "      workflow: gitea",
  "      node: ssh",
  "      reason: Git over SSH is no HTTP, so no ingress can serve it",
  "      until: 2027-01-31 # the last day",
  "  registries: [ghcr.io/acme] # what trusted-registry trusts; any without",
  "```",
  "",
  "An exception needs a reason and a last day, in UTC. One that has ended no longer counts and is",
  "told as a warning, and so is one that allows nothing. An override of an environment is asked,",
  "too: what it breaks is told at its line there.",
];

const BUILT_IN_HEAD = [
  "## What no workflow can break",
  "",
  "These need no rule: what we write keeps them, whatever a node asks for. Tests hold the files",
  "rendered from generated workflows to each of them.",
];

/** All rules as a page of Markdown. */
export function rulesMarkdown(): string {
  const all = [...rules.values()];
  return [
    ...HEAD,
    "",
    "## The rules",
    "",
    ...tableText(
      ["rule", "unless told otherwise", "what must hold"],
      all.map(({ id, severity, title }) => [`[${id}](#${id})`, severity, title]),
    ),
    "",
    ...all.flatMap((rule) => [...sectionOf(rule), ""]),
    ...BUILT_IN_HEAD,
    "",
    ...tableText(
      ["what holds", "outputs", "known as"],
      BUILT_IN.map(({ title, outputs, known }) => [title, outputs.join(", "), knownText(known)]),
    ),
    "",
  ].join("\n");
}

function sectionOf({ id, title, why, severity, mending, known }: Rule): string[] {
  const others = knownText(known);
  return [
    `### ${id}`,
    "",
    `${title}. Severity: ${severity}.`,
    "",
    why,
    "",
    `To mend it: ${mending}`,
    ...(others === "" ? [] : ["", `Known as ${others}.`]),
  ];
}

/** What the same is called in tools that judge manifests. */
function knownText({ kubeLinter = [], polaris = [], kubescape = [] }: KnownAs): string {
  const named = { "kube-linter": kubeLinter, Polaris: polaris, Kubescape: kubescape };
  return Object.entries(named).filter(([, ids]) => ids.length > 0)
    .map(([tool, ids]) => `${ids.map(codeText).join(", ")} in ${tool}`).join("; ");
}
