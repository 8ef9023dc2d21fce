import { AppError } from "../../model/error.ts";
import { createLru } from "../objects/lru.ts";
import type { Answer, Api } from "./api.ts";
import { createRemembered, type Remembered, type Told } from "./remembered.ts";
import { fieldOf, idIn, listIn, textIn } from "./shapes.ts";

/** The refs of a repository on GitHub, as they were at most a moment ago. */
export interface SeenRefs {
  /** The name of the default branch. @throws `not_found` where there is no such repository. */
  defaultBranch(): Promise<string>;
  /** What a ref points at; `undefined` where there is none. */
  read(ref: string): Promise<string | undefined>;
  /** The names that begin with a prefix. */
  list(prefix: string): Promise<string[]>;
  /**
   * Prepares a write by who believes to know what a ref points at. Where that is what was seen last,
   * it needs no question: the write asks it. Else one of the two is out of date, so it is asked anew.
   */
  expect(ref: string, id: string): void;
  /** What a ref points at now. */
  fresh(ref: string): Promise<string | undefined>;
  /** Learns what a ref points at. */
  saw(ref: string, id: string | undefined): void;
}

const REPOSITORY = "/repos/{owner}/{repo}";
/** How long a ref is taken for where it was, in milliseconds. */
const RECENT = 2_000;
/** The same for what hardly ever changes: that there is a repository, and its default branch. */
const LASTING = 60_000;
const REFS = 1_000;
/** How many refs GitHub lists in an answer. */
const PAGE = 100;

/** Creates the memory of a repository's refs; what is out of date is asked for with its ETag. */
export function createSeenRefs(api: Api, now: () => number): SeenRefs {
  const refs = createLru<Remembered<string | undefined>>(REFS);
  const lists = new Map<string, Remembered<readonly Named[]>>();
  const repository = createRemembered({
    now,
    lifetime: LASTING,
    ask: (etag) => askRepository(api, etag),
  });

  function refOf(ref: string): Remembered<string | undefined> {
    const ask = (etag: string | undefined) => askRef(ref, etag);
    const held = refs.get(ref) ?? createRemembered({ now, lifetime: RECENT, ask });
    refs.set(ref, held, 1);
    return held;
  }

  async function askRef(
    ref: string,
    etag: string | undefined,
  ): Promise<Told<string | undefined> | undefined> {
    const route = `GET ${REPOSITORY}/git/ref/{ref}`;
    const answer = await api.read(route, { ref: shortOf(ref), ...conditional(etag) });
    if (answer.status === 304) return undefined;
    if (answer.status === 200 && fieldOf(answer.data, "ref") === ref) {
      return told(answer, idIn(answer.data, "object", "sha"));
    }
    // A repository that is gone answers like a branch that is not there.
    await repository.get();
    return { value: undefined };
  }

  function listOf(prefix: string): Remembered<readonly Named[]> {
    const ask = () => askList(prefix);
    const held = lists.get(prefix) ?? createRemembered({ now, lifetime: RECENT, ask });
    lists.set(prefix, held);
    return held;
  }

  async function askList(prefix: string): Promise<Told<readonly Named[]>> {
    const named = await namedBelow(api, prefix);
    if (named.length === 0) await repository.get();
    for (const { ref, id } of named) refOf(ref).set(id);
    return { value: named };
  }

  return {
    defaultBranch: () => repository.get(),
    read: (ref) => refOf(ref).get(),
    list: async (prefix) => (await listOf(prefix).get()).map(({ ref }) => ref),
    expect(ref, id) {
      const held = refOf(ref);
      if (held.last() === id) held.set(id);
      else held.expire();
    },
    async fresh(ref) {
      lists.clear();
      refOf(ref).expire();
      return await refOf(ref).get();
    },
    saw(ref, id) {
      lists.clear();
      refOf(ref).set(id);
    },
  };
}

/** GitHub leaves `refs/` out of its paths. */
export function shortOf(ref: string): string {
  return ref.replace(/^refs\//, "");
}

async function askRepository(
  api: Api,
  etag: string | undefined,
): Promise<Told<string> | undefined> {
  const answer = await api.read(`GET ${REPOSITORY}`, conditional(etag));
  if (answer.status === 304) return undefined;
  if (answer.status === 200) return told(answer, textIn(answer.data, "default_branch"));
  const message = `There is no repository at ${api.name}, or the token may not see it`;
  throw new AppError("not_found", message);
}

/** A ref and what it points at. */
interface Named {
  readonly ref: string;
  readonly id: string;
}

async function namedBelow(api: Api, prefix: string): Promise<Named[]> {
  const named: Named[] = [];
  for (let page = 1;; page++) {
    const place = { ref: shortOf(prefix), per_page: PAGE, page };
    const { status, data, headers } = await api.read(
      `GET ${REPOSITORY}/git/matching-refs/{ref}`,
      place,
    );
    if (status !== 200) return named;
    named.push(...listIn(data).map(namedIn));
    if (!/rel="next"/.test(String(headers["link"]))) return named;
  }
}

function namedIn(data: unknown): Named {
  return { ref: textIn(data, "ref"), id: idIn(data, "object", "sha") };
}

function told<T>({ headers }: Answer, value: T): Told<T> {
  const { etag } = headers;
  return { value, ...(typeof etag === "string" && { etag }) };
}

function conditional(etag: string | undefined): { headers?: Record<string, string> } {
  return etag === undefined ? {} : { headers: { "if-none-match": etag } };
}
