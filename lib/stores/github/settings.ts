import { AppError } from "../../model/error.ts";
import type { StoreSettings } from "../adapter.ts";

/** Where a repository on GitHub is, and what opens it. */
export interface GitHubSettings {
  readonly owner: string;
  readonly repo: string;
  readonly token: string;
  /** Where the API answers, without a slash at the end. */
  readonly api: string;
}

const API = "https://api.github.com";

/** Reads the settings of a repository. @throws `configuration`, without the token. */
export function readSettings(settings: StoreSettings): GitHubSettings {
  const { repository = "", token = "", api = API } = settings;
  const [, owner, repo] = /^([\w-]+)\/([\w.-]+)$/.exec(repository) ?? [];
  if (!owner || !repo || /^\.{1,2}$/.test(repo)) {
    refuse(`CELESTRA_GITHUB_REPO must be owner/name, not ${JSON.stringify(repository)}`);
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    refuse("CELESTRA_GITHUB_TOKEN must be a token that may write the contents of the repository");
  }
  return { owner, repo, token, api: apiOf(api) };
}

/** Plain http is for an emulator on this machine; over a network it would show the token. */
function apiOf(text: string): string {
  const url = URL.parse(text);
  const isSafe = url && (url.protocol === "https:" || isHere(url)) && url.username === "";
  if (!isSafe) refuse(`CELESTRA_GITHUB_API must be a URL such as ${API}`);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

/** Whether a URL leads to this machine. */
export function isHere(url: URL): boolean {
  return url.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
}

function refuse(message: string): never {
  throw new AppError("configuration", message);
}
