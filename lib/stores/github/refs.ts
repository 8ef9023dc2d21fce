import { AppError } from "../../model/error.ts";
import type { Outcome, Refs } from "../refs/refs.ts";
import type { Answer, Api } from "./api.ts";
import { Uncertain } from "./faults.ts";
import { type SeenRefs, shortOf } from "./seen_refs.ts";

/** What refs are moved with. */
export interface GitHubRefsOptions {
  readonly api: Api;
  readonly seen: SeenRefs;
  /** Whether a commit is another or one before it, as far as it is known. */
  readonly leadsTo: (commit: string, other: string) => Promise<boolean>;
}

/** A ref, where it is, and where it is to be. */
interface Move {
  readonly ref: string;
  readonly from: string | undefined;
  readonly to: string;
}

const REFS = "/repos/{owner}/{repo}/git/refs";
const TRIES = 4;

/** Creates the refs of a repository on GitHub. None is ever forced. */
export function gitHubRefs({ api, seen, leadsTo }: GitHubRefsOptions): Refs {
  async function move(wanted: Move): Promise<Outcome> {
    let doubt: Uncertain | undefined;
    for (let tries = 0; tries < TRIES; tries++) {
      const answer = await sent(api, wanted).catch(uncertain);
      if (answer instanceof Uncertain) doubt = answer;
      else if (answer.status < 300) return moved(wanted);
      const outcome = await settled(wanted, doubt !== undefined);
      if (outcome) return outcome;
      if (answer !== doubt) throw refused(wanted.ref);
      // Sending it again is safe now that it is known not to be done.
    }
    throw doubt!.fault;
  }

  function moved({ ref, to }: Move): Outcome {
    seen.saw(ref, to);
    return "moved";
  }

  /** What became of a move that GitHub did not do, or may have done; `undefined` for nothing. */
  async function settled(
    { ref, from, to }: Move,
    mayBeDone: boolean,
  ): Promise<Outcome | undefined> {
    const id = await seen.fresh(ref);
    if (mayBeDone && id !== undefined && await leadsTo(id, to)) return "moved";
    return id === from ? undefined : "stale";
  }

  return {
    key: api.name,
    head: async () => ({ ref: `refs/heads/${await seen.defaultBranch()}` }),
    read: (ref) => seen.read(ref),
    list: (prefix) => seen.list(prefix),
    checkMovable: () => Promise.resolve(),
    move: (ref, from, to) => move({ ref, from, to }),
    cuts: () => Promise.resolve(new Set()),
  };
}

/** An outcome that is not known; every other error is passed on. */
export function uncertain(error: unknown): Uncertain {
  if (error instanceof Uncertain) return error;
  throw error;
}

async function sent(api: Api, { ref, from, to }: Move): Promise<Answer> {
  if (from === undefined) return await api.write(`POST ${REFS}`, { ref, sha: to });
  const place = { ref: shortOf(ref), sha: to, force: false };
  return await api.write(`PATCH ${REFS}/{ref}`, place);
}

function refused(ref: string): AppError {
  const message = `GitHub refused to move ${ref}: a rule protects it, or the name is not allowed`;
  return new AppError("permission_denied", message, { details: { ref } });
}
