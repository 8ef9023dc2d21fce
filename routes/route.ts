import type { z as zod } from "zod";
import type { Actor } from "../lib/model/account.ts";
import type { Permission } from "../lib/model/role.ts";
import type { Identity } from "../lib/services/authentication.ts";
import type { Services } from "../lib/services/mod.ts";
import type { Answer } from "./answer.ts";
import type { Header, Param } from "./params.ts";
import type { AppSettings } from "./settings.ts";

/** The zod namespace. It is handed in when a schema is first needed, so that a start loads none. */
export type Zod = typeof zod;

/** Makes a schema of the zod that is handed in. */
export type SchemaOf<Schema extends zod.ZodType = zod.ZodType> = (z: Zod) => Schema;

/** What a route may be asked with. A `GET` also answers `HEAD`. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The media types that a body may have. YAML stands for `{ text }`, a form for its fields. */
export type BodyType =
  | "application/json"
  | "application/yaml"
  | "application/x-www-form-urlencoded";

/** One way to be answered, for the description of the API. */
export interface Reply {
  readonly description: string;
  /** What JSON holds; absent for no body or another type. */
  readonly json?: SchemaOf;
  /** Further media types, or the only one where `json` is absent. */
  readonly types?: readonly string[];
  /** Headers that it carries. */
  readonly headers?: readonly string[];
}

/** A route: all there is to know of it, as data, and what it does. */
export interface Route {
  /** What the audit log and the metrics call it: `workflows.replace`. */
  readonly name: string;
  readonly method: Method;
  /** The path, with parameters in braces: `/api/v1/workflows/{name}`; `{path*}` takes the rest. */
  readonly path: string;
  readonly permission: Permission;
  /** What it does, in a few words. */
  readonly summary: string;
  /** What a reader needs to know besides. */
  readonly description?: string;
  /** The forms of parameters; those that are not named are ids. */
  readonly params?: Readonly<Record<string, Param>>;
  /** What the query may hold. Without it an API route takes no query, and a page does not care. */
  readonly query?: SchemaOf;
  /** What the body must hold. */
  readonly body?: SchemaOf;
  /** The types that the body may have; JSON unless told. */
  readonly bodyTypes?: readonly BodyType[];
  /** The most bytes of a body; as many as its type allows without. */
  readonly maxBody?: number;
  /** The headers that it reads, and why. */
  readonly headers?: Readonly<Record<string, Header>>;
  /** How it answers when all is well; errors have one shape everywhere. */
  readonly responses: Readonly<Record<number, Reply>>;
  /** Statuses of errors besides those that follow from its permission, parameters and body. */
  readonly faults?: readonly number[];
  /** What it is done to, for the audit log: `workflow/{name}`. */
  readonly object?: string;
  /** Whether it changes nothing although it is a `POST`: no audit record. */
  readonly isRead?: boolean;
  /** Whether people open it in a browser: without a session it leads to the sign-in page. */
  readonly isPage?: boolean;
  handler(context: Context): Answer | Promise<Answer>;
}

/** A request on its way through its route. */
export interface Context<Query = unknown, Body = unknown> {
  readonly request: Request;
  readonly route: Route | undefined;
  readonly services: Services;
  readonly settings: AppSettings;
  /** Names the request in answers, logs, trailers and the audit log. */
  readonly requestId: string;
  /** The address of the client. */
  readonly address: string;
  /** The path as it was asked for, without the query. */
  readonly path: string;
  /** Checked parameters of the path. */
  readonly params: Readonly<Record<string, string>>;
  /** The query by the route's schema. */
  readonly query: Query;
  /** The query as it was written. */
  readonly search: URLSearchParams;
  /** The body by the route's schema. */
  readonly body: Body;
  /** Who asks; always there unless the route is public. */
  readonly identity: Identity | undefined;
  /** Who asks, for services. */
  readonly actor: Actor;
  /** For the `nonce` of scripts and styles; the answer's policy names the same. */
  readonly nonce: string;
  /** The origin that the browser says it comes from is ours. */
  readonly isOurOrigin: boolean;
  /** Tells the audit log more than the path says. */
  note(facts: Facts): void;
}

/** What the audit log may be told besides who, what and when. */
export interface Facts {
  /** What it was done to: `workflow/shop`. */
  readonly object?: string;
  /** Who it was, where the request itself makes a session. */
  readonly actor?: Pick<Actor, "name" | "role">;
  /** The heads of the branch before and after. */
  readonly before?: string;
  readonly after?: string;
}

/** A route as its author writes it: schemas and handler share types. */
export interface RouteDefinition<Query extends zod.ZodType, Body extends zod.ZodType>
  extends Omit<Route, "query" | "body" | "handler"> {
  readonly query?: SchemaOf<Query>;
  readonly body?: SchemaOf<Body>;
  handler(context: Context<zod.output<Query>, zod.output<Body>>): Answer | Promise<Answer>;
}

/** Defines a route; the types of its query and body stay with its author. */
export function defineRoute<
  Query extends zod.ZodType = zod.ZodUndefined,
  Body extends zod.ZodType = zod.ZodUndefined,
>(definition: RouteDefinition<Query, Body>): Route {
  return definition as unknown as Route;
}

/** Whether a route changes something, and so is kept in the audit log. */
export function isChange({ method, isRead }: Pick<Route, "method" | "isRead">): boolean {
  return method !== "GET" && isRead !== true;
}

/** What a person or program is told went wrong. */
export interface Fault {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Shows a fault to a person: not found, forbidden, or an error of ours. */
export type ErrorPage = (context: Context, fault: Fault) => Answer | Promise<Answer>;
