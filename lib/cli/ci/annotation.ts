import type { LocatedProblem, Severity } from "../../model/problem.ts";
import { printable } from "../faults.ts";

/** The workflow command that shows each severity. */
const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/** A problem as a line that GitHub shows beside the file. */
export function annotationOf(problem: LocatedProblem): string {
  const { file, line, column, code, severity } = problem;
  const properties = { file, line: `${line}`, col: `${column}`, title: code };
  return workflowCommand(COMMANDS[severity], properties, messageOf(problem));
}

/** What is wrong, and what was probably meant. */
export function messageOf({ message, suggestion }: LocatedProblem): string {
  return suggestion === undefined ? message : `${message} (did you mean ${suggestion}?)`;
}

/** A fault that has no place in a file. */
export function errorText(title: string, message: string): string {
  return workflowCommand("error", { title }, message);
}

/** `::name key=value::message`; what users wrote can end neither the line nor a property. */
export function workflowCommand(
  name: string,
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${list.join(",")}::${escapeData(printable(message))}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
