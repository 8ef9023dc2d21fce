import assert from "node:assert/strict";
import { ROOT } from "../../helpers/house.ts";
import { type RealFile, testWithData } from "../../helpers/real_data.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import { problems } from "../../../lib/model/problems.ts";
import { CATALOGUE } from "../components/planned.ts";
import { type Counts, countsOf, shareOf } from "./counting.ts";
import { imported } from "./imported.ts";

// With CELESTRA_GOLDEN=write the table is written anew; read the difference before it is committed.
const isWriting = Deno.env.get("CELESTRA_GOLDEN") === "write";

interface Row {
  readonly path: string;
  readonly counts: Counts;
  /** What is wrong with the file, if no workflow came of it. */
  readonly fault: string | undefined;
}

async function rowOf({ path, text }: RealFile): Promise<Row> {
  const from = path.slice(0, path.indexOf("/"));
  const file = path.slice(from.length + 1);
  const { text: workflow, report, problems: found } = await imported(
    from,
    [{ path: file, text }],
    "data",
  );
  if (workflow === undefined) {
    const [problem] = found;
    assert.ok(problem && problem.line > 0 && problem.message !== "", path);
    return { path, counts: countsOf([]), fault: `line ${problem.line}: ${problem.message}` };
  }
  assertValid(workflow, path);
  assertWhole(text, report, path);
  return { path, counts: countsOf(report), fault: undefined };
}

function rowsOf(files: readonly RealFile[]): Promise<Row[]> {
  return Promise.all(files.toSorted((a, b) => a.path < b.path ? -1 : 1).map(rowOf));
}

function assertValid(text: string, path: string): void {
  const { value, problems: shape } = parseWorkflow(text, "workflows/data.yaml");
  assert.deepEqual([shape, problems(value!, CATALOGUE)], [[], []], path);
}

/** Every line with content is told. */
function assertWhole(
  text: string,
  report: readonly { readonly from: number; readonly to: number }[],
  path: string,
): void {
  text.split("\n").forEach((line, index) => {
    if (/^\s*(#|$)|^---/.test(line)) return;
    assert.ok(
      report.some(({ from, to }) => from <= index + 1 && index < to),
      `${path}:${index + 1}`,
    );
  });
}

testWithData("every real file becomes a valid workflow or a fault at its line", async (files) => {
  const rows = await rowsOf(files);
  assert.ok(rows.length > 100);
  const total = sum(rows.map(({ counts }) => counts));
  // deno-lint-ignore no-console -- the counts are what this test is for
  console.log(tableOf(rows, total));
  assert.ok(shareOf(total) >= 0.9, `${percent(total)} of what components cover is taken`);
  // A custom resource only for a kind without a component.
  assert.ok(total.custom > 0);
  const faults = rows.filter(({ fault }) => fault !== undefined);
  assert.ok(faults.length <= 5, faults.map(({ path }) => path).join());
});

testWithData("the table of docs/import.md is that of the real files", async (files) => {
  const rows = await rowsOf(files);
  const table = tableOf(rows, sum(rows.map(({ counts }) => counts)));
  const path = `${ROOT}docs/import.md`;
  const text = await Deno.readTextFile(path);
  const [, before = "", , after = ""] =
    /^(.*<!-- table -->\n)(.*)(<!-- end -->\n.*)$/s.exec(text) ?? [];
  const fresh = `${before}\n${table}\n${after}`;
  if (isWriting) await Deno.writeTextFile(path, fresh);
  else assert.equal(squeezed(text), squeezed(fresh));
});

/** A text without the widths that a formatter chooses. */
function squeezed(text: string): string {
  return text.replaceAll(/ +/g, " ").replaceAll(/-+/g, "-").replaceAll(/\n+/g, "\n");
}

function sum(all: readonly Counts[]): Counts {
  const of = (key: keyof Counts) => all.reduce((total, counts) => total + counts[key], 0);
  return {
    taken: of("taken"),
    approximated: of("approximated"),
    custom: of("custom"),
    dropped: of("dropped"),
    uncovered: of("uncovered"),
  };
}

/** The rows as Markdown, in the form that `deno fmt` leaves alone. */
function tableOf(rows: readonly Row[], total: Counts): string {
  const cells = [
    ["file", "taken", "approximated", "not taken", "custom", "not covered", "share"],
    ...rows.map(({ path, counts, fault }) => [`\`${path}\``, ...cellsOf(counts, fault)]),
    ["**all**", ...cellsOf(total, undefined)],
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join("\n");
}

function cellsOf(counts: Counts, fault: string | undefined): string[] {
  const { taken, approximated, dropped, custom, uncovered } = counts;
  if (fault !== undefined) return ["fault", "", "", "", "", ""];
  return [...[taken, approximated, dropped, custom, uncovered].map(String), percent(counts)];
}

function percent(counts: Counts): string {
  return `${(shareOf(counts) * 100).toFixed(0)} %`;
}
