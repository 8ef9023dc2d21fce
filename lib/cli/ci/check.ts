import { pathText } from "../../model/json.ts";
import { hasErrors, type LocatedProblem } from "../../model/problem.ts";
import { EXIT } from "../exit.ts";
import type { Repository } from "../repository.ts";
import { checking, ruling } from "../tools.ts";
import { messageOf } from "./annotation.ts";
import { pullRequestChanges } from "./changes.ts";
import { type Findings, findingsOf, type Outcome } from "./findings.ts";
import type { Guard } from "./guard.ts";
import { codeText, tableText } from "./markdown.ts";
import { errorsOf, othersOf, tellProblems } from "./problems.ts";
import { writeSummary } from "./runner_files.ts";

/** Judges and renders everything, and shows each problem at its line. */
export async function check(repository: Repository, guard: Guard): Promise<number> {
  const contents = await repository.contents();
  const rules = ruling(guard.host);
  const findings = await findingsOf(contents, { check: checking(), rules });
  const { problems } = findings;
  const names = [...new Set(problems.map(({ file }) => file))];
  const files = await Promise.all(
    names.map(async (file) => ({ file, text: await contents.read(file) ?? "" })),
  );
  tellProblems(guard, problems, files);
  guard.host.out(`${headline(findings)}\n`);
  const changes = await pullRequestChanges(repository, {
    check: checking(),
    outputs: findings.outputs.flatMap(({ id, environment }) => environment ? [] : [id]),
    ref: guard.host.env.GITHUB_REF,
  });
  writeSummary(guard.host, [...summaryOf(findings), ...changes]);
  return hasErrors(problems) ? EXIT.validation : EXIT.ok;
}

/** The findings as Markdown, line by line. */
export function summaryOf(findings: Findings): string[] {
  const { problems, outputs, rows } = findings;
  return [
    `## Celestra: ${headline(findings)}`,
    "",
    ...tableText(
      ["Workflow", "Errors", "Warnings", ...outputs.map(({ title }) => title)],
      rows.map(({ name, file, outcomes }) => {
        const own = problems.filter((problem) => problem.file === file);
        return [
          codeText(name),
          `${errorsOf(own).length}`,
          `${othersOf(own).length}`,
          ...outputs.map((_, index) => outcomeText(outcomes[index])),
        ];
      }),
    ),
    ...problems.length > 0 ? ["", "### Problems", "", ...problems.map(problemLine)] : [],
    ...lossesOf(findings),
  ];
}

function headline({ problems, rows }: Findings): string {
  return [
    count(errorsOf(problems).length, "error"),
    count(othersOf(problems).length, "warning"),
    count(rows.length, "workflow"),
  ].join(", ");
}

function outcomeText(outcome: Outcome | undefined): string {
  if (!outcome || outcome.files === 0) return "not rendered";
  const losses = outcome.losses.length;
  return `${count(outcome.files, "file")}, ${losses > 0 ? `${losses} not exact` : "exact"}`;
}

function problemLine(problem: LocatedProblem): string {
  const { file, line, column, severity, code } = problem;
  const place = codeText(`${file}:${line}:${column}`);
  return `- ${severity} ${code} at ${place}: ${codeText(messageOf(problem))}`;
}

/** What each output approximates or drops. */
function lossesOf({ outputs, rows }: Findings): string[] {
  return outputs.flatMap(({ title }, index) => {
    const lines = rows.flatMap(({ name, outcomes }) =>
      (outcomes[index]?.losses ?? []).map(({ node, path, class: how, message }) =>
        `- ${how}: ${codeText(`${name}.${node}.${pathText(path)}`)}: ${codeText(message)}`
      )
    );
    return lines.length > 0 ? ["", `### Not exact in ${title}`, "", ...lines] : [];
  });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
