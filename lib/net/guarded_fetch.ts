import { AppError } from "../model/error.ts";
import { readUpTo } from "./bounded.ts";
import { createJudge, type Judge, type Network, network } from "./judge.ts";

/** Whom a guarded client may ask, and for how long. */
export interface GuardOptions {
  /** The only origins that are asked, such as `https://api.github.com`. */
  readonly origins: readonly string[];
  /** Whether this machine itself may be asked, and by http, as tests do. */
  readonly isLoopbackAllowed?: boolean;
  /** Milliseconds for a connection to open; 3 s unless told. */
  readonly connectWithin?: number;
  /** Milliseconds for a whole answer; 10 s unless told. */
  readonly within?: number;
  /** Decoded bytes of an answer; 10 MiB unless told. */
  readonly most?: number;
  /** How addresses are found and tried. */
  readonly network?: Network;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * The one way for requests to leave this machine. It answers with the body already read.
 *
 * @throws `upstream_error` for whatever goes wrong.
 */
export type GuardedFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** A request that ends in time. */
type Timed = RequestInit & { readonly signal: AbortSignal };

const MIB = 1024 * 1024;
const MOST_HOPS = 3;
/** Names of this machine that nobody else can turn elsewhere. */
const HERE = new Set(["127.0.0.1", "[::1]", "localhost"]);
/** Statuses whose answers have no body by definition. */
const EMPTY = new Set([204, 205, 304]);

/**
 * Creates a client that asks only hosts on a list, whose addresses it has judged. A name that changes
 * its mind after that gains nothing either: who answers must prove by certificate to be that host.
 */
export function createGuardedFetch(options: GuardOptions): GuardedFetch {
  const { within = 10_000, connectWithin = 3_000, now = Date.now } = options;
  const { isLoopbackAllowed = false } = options;
  const judging = { network: options.network ?? network, isLoopbackAllowed, connectWithin, now };
  const judge = createJudge(judging);
  return async (url, init = {}) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), within);
    const signal = AbortSignal.any([stop.signal, ...init.signal ? [init.signal] : []]);
    try {
      return await unlessAborted(followed(options, judge, url, { ...init, signal }), signal);
    } catch (cause) {
      throw unreachable(url, cause);
    } finally {
      clearTimeout(timer);
      stop.abort();
    }
  };
}

/** Asks, and follows redirects that stay on the origin; each hop is judged like the first. */
async function followed(
  options: GuardOptions,
  judge: Judge,
  first: string,
  init: Timed,
): Promise<Response> {
  let url = checked(options, first);
  for (let hops = 0; hops <= MOST_HOPS; hops++) {
    const response = await once(judge, url, init);
    const next = nextOf(response, url, init.method ?? "GET");
    if (!next) return await whole(response, options.most ?? 10 * MIB);
    await response.body?.cancel();
    // Who is not asked at first is never told the token either.
    if (next.origin !== url.origin) throw new Error("a redirect leads to another host");
    url = checked(options, next.href);
  }
  throw new Error("too many redirects");
}

async function once(judge: Judge, url: URL, init: Timed): Promise<Response> {
  const { opens } = await judge.check(url);
  const asked = fetch(url, { ...init, redirect: "manual" });
  try {
    await Promise.race([asked, opens.then(() => asked)]);
    return await asked;
  } catch (error) {
    judge.forget(url);
    throw error;
  }
}

function checked({ origins, isLoopbackAllowed }: GuardOptions, text: string): URL {
  const url = new URL(text);
  const isHere = url.protocol === "http:" && HERE.has(url.hostname);
  const isSafe = url.protocol === "https:" || (isLoopbackAllowed && isHere);
  if (!isSafe || url.username !== "" || url.password !== "" || !origins.includes(url.origin)) {
    throw new Error("this host is not on the list");
  }
  return url;
}

/** Where a redirect leads; what writes is repeated only where the answer asks for just that. */
function nextOf({ status, headers }: Response, from: URL, method: string): URL | undefined {
  const location = headers.get("location");
  if (location === null || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const isKept = status > 303 || method === "GET" || method === "HEAD";
  if (!isKept) throw new Error("a redirect would turn a write into a read");
  return new URL(location, from);
}

async function whole(response: Response, most: number): Promise<Response> {
  const bytes = await readUpTo(response.body, most);
  if (!bytes) throw new Error(`the answer is longer than ${most} bytes`);
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  // The body is decoded by now.
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(EMPTY.has(status) ? null : bytes, { status, statusText, headers });
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(new Error("it took too long"));
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Refused, closed and silent look alike from outside; the cause is for the log. */
function unreachable(url: string, cause: unknown): AppError {
  const host = URL.parse(url)?.host ?? "the host";
  return new AppError("upstream_error", `Cannot reach ${host}: it did not answer as expected`, {
    cause,
  });
}
