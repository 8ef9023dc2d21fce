import { AppError } from "../../model/error.ts";
import { type SecretFinding, secretsIn } from "../../model/secret_scan.ts";
import type { Change } from "../store.ts";

/** What a commit is told as when its own message holds a secret. */
const MESSAGE = "the commit message";
/** More findings tell nothing more. */
const MOST = 100;

/** The secrets in what a change would write: its files and its message. Removals write nothing. */
export function secretsOf({ files, message }: Change): SecretFinding[] {
  const inFiles = files.flatMap((file) =>
    "remove" in file ? [] : secretsIn(textOf(file.content), file.path)
  );
  return [...inFiles, ...secretsIn(message, MESSAGE)];
}

/**
 * The trailers that tell which secrets a comment let pass, so that the commit itself is the record.
 *
 * What a file held before is no reason to refuse another edit of it: Git has it already, and whoever
 * mends one line should not have to mend all. So a finding counts when one of its lines is new in
 * the file at its path; a file under a new path is new as a whole.
 *
 * @param read A file of what the change is laid on.
 * @throws `secret_found` with `details.findings`, which name file, line and rule, not the value.
 */
export async function allowedSecrets(
  change: Change,
  found: readonly SecretFinding[],
  read: (path: string) => Promise<Uint8Array | undefined>,
): Promise<Record<string, string>> {
  const added: SecretFinding[] = [];
  for (const [path, some] of Map.groupBy(found, ({ file }) => file)) {
    const old = path === MESSAGE ? undefined : await read(path);
    const before = new Set(old && linesOf(old));
    const after = linesOf(contentOf(change, path));
    added.push(
      ...some.filter(({ line, lastLine }) =>
        after.slice(line - 1, lastLine).some((text) => !before.has(text))
      ),
    );
  }
  const refused = added.filter(({ isAllowed }) => !isAllowed);
  if (refused.length > 0) throw secretFound(refused);
  return added.length > 0 ? { "Allowed-Secret": listOf(added) } : {};
}

function secretFound(refused: readonly SecretFinding[]): AppError {
  const { file, line, title, rule } = refused[0]!;
  const rest = refused.length > 1 ? ` (and ${refused.length - 1} more)` : "";
  const message = `${file}, line ${line}: ${title} must not enter Git (${rule})${rest}; ` +
    "expected the name of a secret there, and its value where secrets are kept";
  const findings = refused.slice(0, MOST).map(({ file, line, rule }) => ({ file, line, rule }));
  return new AppError("secret_found", message, { details: { findings } });
}

function listOf(allowed: readonly SecretFinding[]): string {
  const rest = allowed.length > MOST ? [`and ${allowed.length - MOST} more`] : [];
  const told = allowed.slice(0, MOST).map(({ rule, file, line }) => `${rule} ${file}:${line}`);
  return [...told, ...rest].join(", ");
}

function contentOf({ files, message }: Change, path: string): string | Uint8Array {
  if (path === MESSAGE) return message;
  const file = files.find((file) => file.path === path);
  return file && "content" in file ? file.content : "";
}

function linesOf(content: string | Uint8Array): string[] {
  return textOf(content).split("\n").map((line) => line.replace(/\r$/, ""));
}

/** Text as bytes hold it. Empty ones go, so that two bytes a letter read as one, in either order. */
function textOf(content: string | Uint8Array): string {
  const text = typeof content === "string" ? content : new TextDecoder().decode(content);
  return text.replaceAll("\0", "");
}
