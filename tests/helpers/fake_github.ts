import { openGitHubStore, type SharedText } from "../../lib/stores/github.ts";
import type { Store } from "../../lib/stores/store.ts";
import { createFakeGit, type FakeGit } from "./fake_github_routes.ts";

/** A request as the fake saw it. */
export interface Seen {
  readonly method: string;
  /** Without the host; GraphQL is `/graphql`. */
  readonly path: string;
  readonly body: string;
  readonly status: number;
  /** By the clock of the fake. */
  readonly at: number;
}

/** A request, taken apart. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly searchParams: URLSearchParams;
}

/** What goes wrong with a request: an answer instead, or the loss of the answer to what was done. */
export type Fault = (seen: { method: string; path: string }) => Response | "lost" | undefined;

/** A clock that waits are spent on at once. */
export interface TestClock {
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** A GitHub that counts what it is asked, built after the published descriptions of its API. */
export interface FakeGitHub {
  readonly git: FakeGit;
  readonly clock: TestClock;
  /** Every request since the last `forget`. */
  readonly seen: Seen[];
  /** What goes wrong from now on. */
  fault: Fault | undefined;
  /** What every answer says besides. */
  headers: Record<string, string>;
  /** A store on it, with caches and turns of its own unless told. */
  store(options?: { shared?: SharedText; clock?: TestClock; hasGraphql?: boolean }): Store;
  fetch: (url: string, init?: RequestInit) => Promise<Response>;
  forget(): void;
}

/** The token that the fake takes; it must never be seen elsewhere. */
export const TOKEN = "token-canary-4711";

/** Where the fake is said to be. */
export const API = "https://api.github.example";

/** Creates a clock that begins now. */
export function createTestClock(): TestClock {
  let time = Date.now();
  return {
    now: () => time,
    wait(milliseconds) {
      time += milliseconds;
      return Promise.resolve();
    },
  };
}

/** Creates a GitHub with one repository without a commit. */
export function createFakeGitHub(): FakeGitHub {
  const clock = createTestClock();
  const git = createFakeGit(clock.now);
  const seen: Seen[] = [];

  async function fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname: path, searchParams } = new URL(url);
    const method = init.method ?? "GET";
    const body = String(init.body ?? "");
    const at = clock.now();
    const fault = fake.fault?.({ method, path });
    const response = fault instanceof Response
      ? fault
      : await answer({ method, path, body, searchParams }, init);
    seen.push({ method, path, body, status: response.status, at });
    if (fault === "lost") throw new TypeError("the connection was lost");
    return response;
  }

  async function answer(
    { method, path, body, searchParams }: Asked,
    init: RequestInit,
  ): Promise<Response> {
    const sent = new Headers(init.headers);
    if (sent.get("authorization") !== `token ${TOKEN}`) {
      return Response.json({ message: "Bad credentials" }, { status: 401 });
    }
    const reply = await git.answer(method, path, body && JSON.parse(body), searchParams);
    const etag = await etagOf(reply.data);
    const headers = { ...fake.headers, ...(method === "GET" && { etag }) };
    if (method === "GET" && sent.get("if-none-match") === etag) {
      return new Response(null, { status: 304, headers });
    }
    return Response.json(reply.data, { status: reply.status, headers });
  }

  const fake: FakeGitHub = {
    git,
    clock,
    seen,
    fault: undefined,
    headers: {},
    fetch,
    forget: () => void seen.splice(0),
    store: ({ clock: own = clock, ...options } = {}) =>
      openGitHubStore(
        { owner: "acme", repo: "shop", token: TOKEN, api: API },
        { ...options, ...own, fetch: fake.fetch },
      ),
  };
  return fake;
}

/** An ETag of GitHub is bound to the token. */
async function etagOf(data: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(TOKEN + JSON.stringify(data));
  return `W/"${new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex()}"`;
}
