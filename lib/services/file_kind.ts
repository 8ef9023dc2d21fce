/** The kinds of file in a repository; whatever is none of the others is a workflow. */
export type FileKind = "Workflow" | "Layout" | "Environment" | "Repository";

/** What a file says that it is; what says nothing is judged by its place. */
export function kindOf(text: string, file: string): FileKind {
  const said = /^kind:[ \t]*["']?(Layout|Environment|Repository)\b/m.exec(text)?.[1];
  if (said) return said as FileKind;
  if (/^kind:/m.test(text)) return "Workflow";
  if (/\.layout\.ya?ml$/.test(file)) return "Layout";
  if (/(^|[/\\])environments[/\\][^/\\]+$/.test(file)) return "Environment";
  return /(^|[/\\])celestra\.ya?ml$/.test(file) ? "Repository" : "Workflow";
}
