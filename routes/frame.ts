import type { Answer } from "./answer.ts";
import { redirect } from "./answer.ts";
import { faultAnswer, faultOf } from "./errors.ts";
import { errorText, type Log } from "./log.ts";
import { auditEntry } from "./middleware/audit.ts";
import { respond } from "./middleware/respond.ts";
import type { RequestContext } from "./request_context.ts";
import { type ErrorPage, isChange } from "./route.ts";
import { identify, isUnsafe, type Work } from "./through.ts";

/** What the frame around every route needs besides the request. */
export interface FrameOptions {
  readonly log: Log;
  readonly errorPage: ErrorPage;
}

/**
 * Does the work of a request and answers, whatever happens. What needs no waiting is answered
 * without a promise.
 */
export function answerWith(
  work: Work,
  context: RequestContext,
  options: FrameOptions,
): Response | Promise<Response> {
  try {
    const answer = work(context);
    if (!(answer instanceof Promise)) return finish(context, answer, options);
    return answer.then(
      (answer) => finish(context, answer, options),
      (error) => failed(context, error, options).then((answer) => finish(context, answer, options)),
    );
  } catch (error) {
    return failed(context, error, options).then((answer) => finish(context, answer, options));
  }
}

/** The answer of a request that something went wrong with. */
async function failed(
  context: RequestContext,
  error: unknown,
  { log, errorPage }: FrameOptions,
): Promise<Answer> {
  const fault = context.fault = faultOf(error);
  const { requestId, route } = context;
  if (fault.status >= 500) {
    log({ level: "error", requestId, route: route?.name, error: errorText(error) });
  }
  if (fault.code === "unauthenticated") context.services.metrics.count("auth_failures");
  if (fault.code === "precondition_failed") context.services.metrics.count("save_conflicts");
  if (!isForPeople(context)) return faultAnswer(fault, requestId);
  if (fault.code === "unauthenticated") return redirect(signIn(context));
  try {
    if (!route) await identify(context);
    return await errorPage(context, fault);
  } catch (error) {
    log({ level: "error", requestId, route: route?.name, error: errorText(error) });
    return faultAnswer(fault, requestId);
  }
}

/** Where there is no route, only what lies under `/api` is a program's business. */
function isForPeople({ route, path }: RequestContext): boolean {
  return route ? route.isPage === true : !path.startsWith("/api/");
}

/** The sign-in page, which leads back to where somebody wanted to read. */
function signIn({ request, path }: RequestContext): string {
  const { search } = new URL(request.url);
  return isUnsafe(request) || path === "/"
    ? "/sign-in"
    : `/sign-in?next=${encodeURIComponent(path + search)}`;
}

function finish(
  context: RequestContext,
  answer: Answer,
  options: FrameOptions,
): Response | Promise<Response> {
  if (!mustBeKept(context)) return respondTo(context, answer, options);
  return keep(context, options).then(() => respondTo(context, answer, options));
}

/** Every change is kept, done or refused, and so is a token that does not hold. */
function mustBeKept({ route, request, fault, reuse }: RequestContext): boolean {
  if (!route) return false;
  return isChange(route) || reuse !== undefined ||
    (fault?.code === "unauthenticated" && request.headers.has("authorization"));
}

/** The change is done by now, so a log that cannot be written must not deny it. */
async function keep(context: RequestContext, { log }: FrameOptions): Promise<void> {
  const { identity, services } = context;
  const entry = auditEntry(context.route!, {
    params: context.params,
    actor: identity?.account.name ?? null,
    role: identity?.account.role ?? null,
    requestId: context.requestId,
    address: context.address,
    facts: context.facts,
    fault: context.reuse ?? context.fault,
  });
  try {
    await services.audit.record(entry);
  } catch (error) {
    log({ level: "error", message: "No audit record", entry, error: errorText(error) });
  }
}

function respondTo(context: RequestContext, answer: Answer, { log }: FrameOptions): Response {
  const { request, route, services, settings } = context;
  const seconds = (performance.now() - context.started) / 1000;
  services.metrics.request(route?.name ?? "none", request.method, answer.status, seconds);
  if (settings.isDebug) {
    const { method } = request;
    const { status } = answer;
    log({
      level: "debug",
      requestId: context.requestId,
      route: route?.name,
      method,
      status,
      seconds,
    });
  }
  return respond(context, answer);
}
