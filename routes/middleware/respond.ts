import type { Answer } from "../answer.ts";
import type { RequestContext } from "../request_context.ts";
import { pageSecurityHeaders, SECURITY_HEADERS } from "./security_headers.ts";

/** Responses of answers that are given again and again. */
const kept = new WeakMap<Answer, Response>();

/**
 * The response of an answer, with the headers that every one carries. Setting headers and encoding
 * text is most of what an answer costs; where it is shared, both were done before. Such a one does
 * not say which request it answers.
 */
export function respond(context: RequestContext, answer: Answer): Response {
  if (!answer.isShared || context.cookies.length > 0) return build(answer, context);
  let response = kept.get(answer);
  if (!response) {
    const { body } = answer;
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    kept.set(answer, response = build({ ...answer, body: bytes }));
  }
  return response.clone();
}

function build(answer: Answer, context?: RequestContext): Response {
  const { status, type, headers, cookies = [] } = answer;
  const isPage = type?.startsWith("text/html") === true;
  const all: (readonly [string, string])[] = isPage && context
    ? [...pageSecurityHeaders(context.nonce)]
    : [...SECURITY_HEADERS];
  if (context) all.push(["x-request-id", context.requestId]);
  if (type !== undefined) all.push(["content-type", type]);
  if (headers?.["cache-control"] === undefined) all.push(["cache-control", "no-store"]);
  for (const name in headers) all.push([name, headers[name]!]);
  for (const cookie of [...context?.cookies ?? [], ...cookies]) all.push(["set-cookie", cookie]);
  return new Response(answer.body, { status, headers: all as [string, string][] });
}
