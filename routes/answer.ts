/** What a handler answers with. The frame adds what every answer carries. */
export interface Answer {
  readonly status: number;
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
  /** The media type; absent where there is no body. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Values of `Set-Cookie`, one a cookie. */
  readonly cookies?: readonly string[];
  /** Whether this very object answers again and again, to whomever; no page and no cookie. */
  readonly isShared?: boolean;
}

/** What an answer may carry besides its body. */
export interface AnswerOptions {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

/** Answers JSON. */
export function json(value: unknown, options: AnswerOptions = {}): Answer {
  return { status: 200, ...options, type: "application/json", body: JSON.stringify(value) };
}

/** Answers a page. */
export function html(text: string, options: AnswerOptions = {}): Answer {
  return { status: 200, ...options, type: "text/html; charset=utf-8", body: text };
}

/** Answers text of a type. */
export function text(type: string, body: string, options: AnswerOptions = {}): Answer {
  return { status: 200, ...options, type, body };
}

/** Answers that it is done, and nothing more. */
export function empty(options: AnswerOptions = {}): Answer {
  return { status: 204, ...options, body: null };
}

/** Sends a browser elsewhere, to be asked for with `GET`. */
export function redirect(location: string, options: Omit<AnswerOptions, "status"> = {}): Answer {
  return { status: 303, ...options, headers: { ...options.headers, location }, body: null };
}
