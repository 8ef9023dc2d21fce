import { AppError } from "../../model/error.ts";
import { error, type Problem } from "../../model/problem.ts";
import { ID_PATTERN } from "../../model/workflow.ts";
import { COMMON_PASSWORDS } from "./common_passwords.ts";

/** How long a password may be, in characters. */
export const PASSWORD_LENGTH = { least: 10, most: 256 };

/** What is checked; a name that is there already is not. */
interface Checked {
  readonly account: string;
  readonly password: string;
  readonly isNew?: boolean;
}

/**
 * Passwords are judged by length and by how early they are guessed, not by the sorts of characters
 * in them (NIST SP 800-63B, 3.1.1.2). A message never holds the password.
 *
 * @throws `unprocessable` with every problem of a name or a password.
 */
export function expectGood({ account, password, isNew = false }: Checked): void {
  const problems = [
    ...(isNew ? nameProblems(account) : []),
    ...passwordProblems(password, account),
  ];
  if (problems.length === 0) return;
  const message = problems.map(({ message }) => message).join("\n");
  throw new AppError("unprocessable", message, { details: { problems } });
}

function nameProblems(name: string): Problem[] {
  if (ID_PATTERN.test(name)) return [];
  const expected = "up to 52 lower-case letters, digits and dashes that begin with a letter";
  return [error("invalid_value", ["name"], `The name of an account must be ${expected}`)];
}

function passwordProblems(password: string, account: string): Problem[] {
  const fault = passwordFault(password.normalize("NFKC"), account);
  return fault === undefined ? [] : [error("invalid_value", ["password"], fault)];
}

function passwordFault(password: string, account: string): string | undefined {
  const { least, most } = PASSWORD_LENGTH;
  const length = [...password].length;
  if (length < least || length > most) {
    return `A password must have ${least} to ${most} characters, this one has ${length}`;
  }
  const lower = password.toLowerCase();
  if (lower === account) return "A password must not be the name of the account";
  if (COMMON_PASSWORDS.has(lower)) {
    return "This password is among those that people guess first; take one that is your own, " +
      "such as a few words that do not belong together";
  }
  return undefined;
}
