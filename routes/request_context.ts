import type { Actor } from "../lib/model/account.ts";
import { AppError } from "../lib/model/error.ts";
import type { Identity } from "../lib/services/authentication.ts";
import type { Services } from "../lib/services/mod.ts";
import { clientAddress, type ConnectionInfo } from "./middleware/address.ts";
import { isOurOrigin } from "./middleware/origin.ts";
import { nextRequestId } from "./middleware/request_id.ts";
import type { Context, Facts, Fault, Route } from "./route.ts";
import type { AppSettings } from "./settings.ts";

/** What all requests share. */
export interface Surroundings {
  readonly services: Services;
  readonly settings: AppSettings;
}

/** A request that came in. */
export interface Incoming {
  readonly request: Request;
  readonly info: ConnectionInfo | undefined;
  readonly route: Route | undefined;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * A request on its way. What few routes need is made when it is asked for: most requests are reads
 * that need none of it.
 */
export class RequestContext implements Context {
  readonly started = performance.now();
  readonly services: Services;
  readonly settings: AppSettings;
  readonly request: Request;
  readonly info: ConnectionInfo | undefined;
  readonly route: Route | undefined;
  readonly params: Readonly<Record<string, string>>;
  query: unknown;
  body: unknown;
  identity: Identity | undefined;
  /** Cookies that the answer sets, whatever it says. */
  cookies: readonly string[] = [];
  facts: Facts = {};
  /** What went wrong. */
  fault: Fault | undefined;
  /** That a page was asked for with a refresh token which was used before. */
  reuse: Fault | undefined;
  #requestId: string | undefined;
  #nonce: string | undefined;

  constructor({ services, settings }: Surroundings, { request, info, route, params }: Incoming) {
    this.services = services;
    this.settings = settings;
    this.request = request;
    this.info = info;
    this.route = route;
    this.params = params;
  }

  get requestId(): string {
    return this.#requestId ??= nextRequestId();
  }

  get address(): string {
    return clientAddress(this.request, this.info, this.settings);
  }

  get path(): string {
    return new URL(this.request.url).pathname;
  }

  get search(): URLSearchParams {
    const start = this.request.url.indexOf("?");
    return new URLSearchParams(start < 0 ? "" : this.request.url.slice(start));
  }

  get actor(): Actor {
    if (!this.identity) throw new AppError("unauthenticated", "Sign in first");
    const { name, role } = this.identity.account;
    return { name, role, requestId: this.requestId };
  }

  get nonce(): string {
    return this.#nonce ??= btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  }

  get isOurOrigin(): boolean {
    return isOurOrigin(this.request, this.settings);
  }

  note(facts: Facts): void {
    this.facts = { ...this.facts, ...facts };
  }
}
