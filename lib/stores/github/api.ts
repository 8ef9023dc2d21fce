import { Octokit } from "@octokit/rest";
import type { GuardedFetch } from "../../net/guarded_fetch.ts";
import type { AppError } from "../../model/error.ts";
import { createBreaker } from "./breaker.ts";
import { busy, refusalOf, Uncertain, unexpected } from "./faults.ts";
import { type Budget, createLimits } from "./limits.ts";
import type { GitHubSettings } from "./settings.ts";
import { createTurns, type SharedText } from "./turns.ts";

/** What GitHub answered. */
export interface Answer {
  /** 200, 201, 204, 304, 404, 409 or 422: the others are errors. */
  readonly status: number;
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

/** Values for the places of a route, and of its body. */
export type Parameters = Readonly<Record<string, unknown>>;

/** The API of GitHub for one repository. Routes are written as GitHub documents them. */
export interface Api {
  /** Tells this repository from others. */
  readonly name: string;
  /** The repository as GitHub names it: `owner/name`. */
  readonly repository: string;
  /**
   * Reads; tried again up to three times where GitHub fails.
   *
   * @throws `store_busy` where it does not answer or was asked too much, `upstream_error`,
   * `permission_denied`, `configuration`.
   */
  read(route: string, parameters?: Parameters): Promise<Answer>;
  /**
   * Writes once, when it is our turn.
   *
   * @throws as `read`; `Uncertain` where nobody knows whether it was done.
   */
  write(route: string, parameters: Parameters): Promise<Answer>;
}

/** What the API is asked with. */
export interface ApiOptions {
  readonly settings: GitHubSettings;
  readonly fetch: GuardedFetch;
  /** When others write with the same token. */
  readonly shared: SharedText;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** GitHub, or what stands between, failed. */
class Failed extends Error {
  constructor(readonly fault: AppError) {
    super(fault.message);
  }
}

const RETRIES = 3;
/** How long a read may take in all, in milliseconds. */
const PATIENCE = 10_000;

/** Creates the API of a repository. */
export function createApi(options: ApiOptions): Api {
  const { settings, now, wait } = options;
  const { owner, repo } = settings;
  const octokit = octokitOf(options);
  const limits = createLimits(now);
  const breaker = createBreaker(now);
  const turns = createTurns(options);

  async function once(route: string, parameters: Parameters): Promise<Answer> {
    const budget = budgetOf(route);
    limits.check(budget);
    breaker.check();
    const place = route.includes("{owner}") ? { owner, repo } : {};
    const answer = await answerOf(octokit, route, { ...place, ...parameters }).catch(failed);
    const until = limits.learn(budget, { ...answer, message: messageOf(answer) });
    if (until !== undefined) {
      await turns.pause(until);
      throw busy("GitHub has been asked too much", until - now());
    }
    if (answer.status >= 500 || isGarbled(answer)) return failed(unexpected(answer.status));
    breaker.worked();
    const refusal = refusalOf(answer.status);
    if (refusal) throw refusal;
    return answer;
  }

  function failed(fault: AppError): never {
    breaker.failed();
    throw new Failed(fault);
  }

  return {
    name: `${settings.api}/${owner}/${repo}`.toLowerCase(),
    repository: `${owner}/${repo}`,
    async read(route, parameters = {}) {
      const end = now() + PATIENCE;
      for (let tries = 0;; tries++) {
        try {
          return await once(route, parameters);
        } catch (error) {
          if (!(error instanceof Failed)) throw error;
          const rest = 100 * 2 ** tries * (1 + Math.random());
          if (tries >= RETRIES || now() + rest > end) throw error.fault;
          await wait(rest);
        }
      }
    },
    async write(route, parameters) {
      // Nobody takes a turn for what will not be sent.
      limits.check(budgetOf(route));
      await turns.take();
      try {
        return await once(route, parameters);
      } catch (error) {
        throw error instanceof Failed ? new Uncertain(error.fault) : error;
      }
    },
  };
}

function octokitOf({ settings, fetch }: ApiOptions): Octokit {
  const silent = () => {};
  return new Octokit({
    baseUrl: settings.api,
    auth: settings.token,
    userAgent: "celestra",
    request: { fetch },
    // Octokit would write every 404 to the console.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

/**
 * Asks once. Octokit throws what is no success; its errors hold the request and the answer, so none
 * of them leaves this function.
 */
async function answerOf(octokit: Octokit, route: string, parameters: Parameters): Promise<Answer> {
  try {
    const { status, data, headers } = await octokit.request(route, parameters);
    return { status, data, headers };
  } catch (error) {
    const { response } = error as { response?: Answer };
    if (response) {
      return { status: response.status, data: response.data, headers: response.headers };
    }
    throw busy("GitHub does not answer", 1000);
  }
}

function budgetOf(route: string): Budget {
  return route.endsWith("/graphql") ? "graphql" : "core";
}

/** Whether an answer that should be JSON is something else, or was cut. */
function isGarbled({ status, data }: Answer): boolean {
  return status < 300 && status !== 204 && (typeof data !== "object" || data === null);
}

/** What an error says; a success may be a commit whose message speaks of anything. */
function messageOf({ status, data }: Answer): string {
  const { message, errors } = (data ?? {}) as { message?: unknown; errors?: unknown };
  const first = Array.isArray(errors) ? errors[0] as { message?: unknown } | undefined : undefined;
  const said = [status < 400 ? undefined : message, first?.message];
  return said.filter((text) => typeof text === "string").join(" ");
}
