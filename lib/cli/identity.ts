import type { Person } from "../stores/store.ts";
import type { Host } from "./host.ts";

/** Who acts: what Git would write as the author, by the same places in the same order. */
export function identityOf(host: Host, root: string): Person {
  const { env } = host;
  const files = [`${root}/.git/config`, `${root}/config`, `${env.HOME}/.gitconfig`]
    .map((path) => userOf(textOf(path)));
  const first = (key: "name" | "email") => files.find((user) => user[key])?.[key];
  return {
    name: env.GIT_AUTHOR_NAME || env.GITHUB_ACTOR || first("name") || env.USER || "Celestra",
    email: env.GIT_AUTHOR_EMAIL || first("email") || githubEmail(env.GITHUB_ACTOR) ||
      "celestra@localhost",
  };
}

function githubEmail(actor: string | undefined): string | undefined {
  return actor && `${actor}@users.noreply.github.com`;
}

/** The `[user]` section of a Git configuration file. */
function userOf(config: string): Partial<Person> {
  const section = /^\[user\][^\n]*\n((?:(?!\s*\[).*\n?)*)/m.exec(config)?.[1] ?? "";
  const value = (key: string) =>
    new RegExp(`^\\s*${key}\\s*=\\s*"?(.*?)"?\\s*$`, "m").exec(section)?.[1];
  const [name, email] = [value("name"), value("email")];
  return { ...(name && { name }), ...(email && { email }) };
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    // A configuration that is not there, or not ours to read, says nothing.
    return "";
  }
}
