import { AppError } from "../model/error.ts";

/** What the service is told by variables. */
export interface Config {
  /** The folder of the repository, the state and the secrets. */
  readonly data: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The origin that people use; absent, it is where the service listens. */
  readonly publicUrl?: string;
  /** The addresses of proxies whose `X-Forwarded-For` counts. */
  readonly trustedProxies: readonly string[];
  /** What opens `/metrics`; absent, only this machine may read it. */
  readonly metricsToken?: string;
  /** The repository on GitHub that is served; absent, one in the data folder is. */
  readonly github?: GitHubConfig;
  /** Whether unexpected errors are printed with their stack. */
  readonly isDebug: boolean;
}

/** A repository on GitHub, as the store reads it. */
export type GitHubConfig = Readonly<Record<"repository" | "token", string> & { api?: string }>;

/** Variables of the process. */
export type Variables = Readonly<Record<string, string | undefined>>;

const PREFIX = "CELESTRA_";

/**
 * Reads the variables of the service.
 *
 * @param cwd The folder of the process. `deno task` moves to the project, and says in `INIT_CWD`
 * where the person stands, which is where a relative path starts from.
 * @throws `configuration`, naming every variable that is wrong.
 */
export function readConfig(variables: Variables, cwd: string): Config {
  const faults: string[] = [];
  const of = (name: string) => variables[PREFIX + name]?.trim() || undefined;
  const check = <T>(name: string, read: (text: string) => T | undefined, expected: string) => {
    const text = of(name);
    const value = text === undefined ? undefined : read(text);
    if (text !== undefined && value === undefined) {
      faults.push(`${PREFIX}${name} must be ${expected}, not "${text}"`);
    }
    return value;
  };
  const port = check("PORT", portOf, "a port from 0 to 65535");
  const publicUrl = check("PUBLIC_URL", originOf, "an origin such as https://celestra.example.com");
  if (faults.length > 0) throw new AppError("configuration", faults.join("\n"));
  const metricsToken = of("METRICS_TOKEN");
  return {
    data: dataOf(of("DATA"), variables.INIT_CWD, cwd),
    host: of("HOST") ?? "127.0.0.1",
    port: port ?? 8000,
    ...(publicUrl && { publicUrl }),
    trustedProxies: of("TRUSTED_PROXY")?.split(/[\s,]+/) ?? [],
    ...(metricsToken && { metricsToken }),
    ...githubOf(of("GITHUB_REPO"), of("GITHUB_TOKEN"), of("GITHUB_API")),
    isDebug: of("DEBUG") !== undefined,
  };
}

/** What is wrong with them, the store says. */
function githubOf(
  repository: string | undefined,
  token = "",
  api: string | undefined,
): { github?: GitHubConfig } {
  if (repository === undefined) return {};
  return { github: { repository, token, ...(api !== undefined && { api }) } };
}

function portOf(text: string): number | undefined {
  const port = Number(text);
  return /^[0-9]{1,5}$/.test(text) && port <= 65_535 ? port : undefined;
}

/** Only an origin: a path would be lost in what is compared with it. */
function originOf(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || !["http:", "https:"].includes(url.protocol)) return undefined;
  return [url.origin, `${url.origin}/`].includes(text) ? url.origin : undefined;
}

function dataOf(path: string | undefined, stands: string | undefined, cwd: string): string {
  if (path === undefined) return `${cwd}/.celestra`;
  return /^(\/|[A-Za-z]:[\\/])/.test(path) ? path : `${stands ?? cwd}/${path}`;
}
