/// <reference lib="dom" />
import { createRefresh } from "./refresh.ts";

/** What an answer of the API holds. */
export interface Answer<T> {
  /** The body; `undefined` where there is none. */
  readonly value: T;
  /** The ETag as it came, with its quotes, to be sent back as `ifMatch`. */
  readonly etag: string | undefined;
  readonly status: number;
}

/** A change that is sent. */
export interface SendOptions {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as YAML. */
  readonly text?: string;
  /** The ETag that the change was drawn on, with or without quotes. */
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: "*";
  /** Takes a 401 as the answer, for requests that carry a password. */
  readonly isSignIn?: boolean;
}

/** The API as a page of ours calls it: by cookie, so nothing here ever holds a token. */
export interface Api {
  /** Reads a path such as `/api/v1/workflows`. @throws ApiError */
  get<T>(path: string): Promise<Answer<T>>;
  /** Changes something. @throws ApiError */
  send<T>(method: string, path: string, options?: SendOptions): Promise<Answer<T>>;
}

/** Why a request did not succeed; `message` is a sentence for the person. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    /** 0 when there was no answer. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly requestId: string | undefined = undefined,
  ) {
    super(message);
  }
}

/** What a client of the API takes from the browser; tests hand in their own. */
export interface ApiOptions {
  readonly fetch?: (path: string, init: RequestInit) => Promise<Response>;
  /** Renews the session once for all tabs; whether there is one. */
  readonly refresh?: () => Promise<boolean>;
  /** Goes to the sign-in page. */
  readonly signIn?: () => void;
}

/** Creates a client of the API. It renews an expired session and repeats the request once. */
export function createApi({
  fetch = answerOf,
  refresh = createRefresh(fetch),
  signIn = goToSignIn,
}: ApiOptions = {}): Api {
  const send = async <T>(method: string, path: string, options: SendOptions = {}) => {
    const once = () => fetch(path, initOf(method, options));
    const response = await once();
    if (response.status !== 401 || options.isSignIn) return await read<T>(response);
    if (await refresh()) return await read<T>(await once());
    signIn();
    return await read<T>(response);
  };
  return { send, get: (path) => send("GET", path) };
}

/** The sentence that says what went wrong, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Leaves for the sign-in page, to come back here. */
export function goToSignIn(): void {
  const { pathname, search } = location;
  location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

function initOf(method: string, { body, text, ifMatch, ifNoneMatch }: SendOptions): RequestInit {
  const headers = new Headers({ accept: "application/json" });
  if (body !== undefined) headers.set("content-type", "application/json");
  if (text !== undefined) headers.set("content-type", "application/yaml");
  if (ifMatch !== undefined) headers.set("if-match", quoted(ifMatch));
  if (ifNoneMatch !== undefined) headers.set("if-none-match", ifNoneMatch);
  const content = text ?? (body === undefined ? null : JSON.stringify(body));
  return { method, headers, body: content, credentials: "same-origin" };
}

function quoted(etag: string): string {
  return etag.startsWith('"') ? etag : `"${etag}"`;
}

async function answerOf(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch {
    const message = "Celestra does not answer. Check the connection, then try again.";
    throw new ApiError(0, "network", message);
  }
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const value = await bodyOf(response);
  if (!response.ok) throw errorOf(response, value);
  const etag = response.headers.get("etag") ?? undefined;
  return { value: value as T, etag, status: response.status };
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => "");
  if (!response.headers.get("content-type")?.includes("json")) return text || undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorOf({ status, headers }: Response, body: unknown): ApiError {
  const { code, message, details, requestId } = (body as ErrorBody | undefined)?.error ?? {};
  return new ApiError(
    status,
    code ?? "unexpected",
    message ?? `Celestra answered with status ${status}. Try again in a moment.`,
    details,
    requestId ?? headers.get("x-request-id") ?? undefined,
  );
}

interface ErrorBody {
  readonly error?: {
    readonly code?: string;
    readonly message?: string;
    readonly details?: Readonly<Record<string, unknown>>;
    readonly requestId?: string;
  };
}
