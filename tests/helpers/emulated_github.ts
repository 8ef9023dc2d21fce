import { createEmulator } from "emulate";
import { createGuardedFetch, type GuardedFetch } from "../../lib/net/guarded_fetch.ts";
import { idOf } from "../../lib/stores/objects/objects.ts";
import type { GitHubSettings } from "../../lib/stores/github/settings.ts";

/** GitHub as others emulate it, on this machine. */
export interface EmulatedGitHub {
  /** A repository without a commit. */
  repository(): Promise<GitHubSettings>;
  /** The way to it. */
  readonly fetch: GuardedFetch;
  close(): Promise<void>;
}

const TOKEN = "emulated-token";

/** Starts the emulator. Each repository has a name of its own. */
export async function emulateGitHub(): Promise<EmulatedGitHub> {
  const tokens = { [TOKEN]: { login: "ada", scopes: ["repo"] } };
  const emulator = await createEmulator({
    service: "github",
    port: 0,
    hostname: "127.0.0.1",
    seed: { tokens, github: { users: [{ login: "ada" }], repos: [] } },
  });
  const api = `http://127.0.0.1:${new URL(emulator.url).port}`;
  const guarded = createGuardedFetch({ origins: [api], isLoopbackAllowed: true });
  let made = 0;
  return {
    fetch: withTagIds(guarded),
    async repository() {
      const repo = `shop-${made++}`;
      const response = await fetch(`${api}/user/repos`, {
        method: "POST",
        headers: { authorization: `token ${TOKEN}` },
        body: JSON.stringify({ name: repo }),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the emulator made no repository: ${response.status}`);
      return { owner: "ada", repo, token: TOKEN, api };
    },
    close: () => emulator.close(),
  };
}

/**
 * The emulator gives a tag object an id by chance, where Git and GitHub hash what it holds. A bundle
 * would rightly refuse that, so here each such id is exchanged for the one that Git gives.
 */
function withTagIds(guarded: GuardedFetch): GuardedFetch {
  const ids = new Map<string, string>();
  const exchanged = (text: string, pairs: Iterable<readonly [string, string]>) =>
    [...pairs].reduce((all, [from, to]) => all.replaceAll(from, to), text);
  return async (url, init) => {
    const real = [...ids].map(([chance, id]) => [id, chance] as const);
    const body = typeof init?.body === "string" ? { body: exchanged(init.body, real) } : {};
    const response = await guarded(exchanged(url, real), { ...init, ...body });
    const text = await response.text();
    if (url.endsWith("/git/tags")) ids.set(JSON.parse(text).sha, tagId(JSON.parse(text)));
    const { status, headers } = response;
    return new Response(text === "" ? null : exchanged(text, ids), { status, headers });
  };
}

/** A tag object as the API tells it. */
interface ToldTag {
  readonly tag: string;
  readonly message: string;
  readonly object: { readonly sha: string };
  readonly tagger: { readonly name: string; readonly email: string; readonly date: string };
}

function tagId({ tag, message, object, tagger }: ToldTag): string {
  const signature = `${tagger.name} <${tagger.email}> ${Date.parse(tagger.date) / 1000} +0000`;
  const head = `object ${object.sha}\ntype commit\ntag ${tag}\ntagger ${signature}`;
  return idOf({ kind: "tag", bytes: new TextEncoder().encode(`${head}\n\n${message}`) });
}
