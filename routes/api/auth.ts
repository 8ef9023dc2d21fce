import type { z as zod } from "zod";
import type { Account } from "../../lib/model/account.ts";
import { AppError } from "../../lib/model/error.ts";
import { ID_PATTERN } from "../../lib/model/workflow.ts";
import type { Tokens } from "../../lib/services/authentication.ts";
import { type Answer, empty, json } from "../answer.ts";
import { clearedCookies, readCookie, sessionCookies } from "../cookies.ts";
import { accessTokenOf } from "../middleware/authentication.ts";
import { type Context, defineRoute, type Reply, type Route, type Zod } from "../route.ts";
import * as schemas from "./schemas.ts";

/** The most bytes of a body that anybody may send. */
const SMALL = 16 * 1024;

const signedIn: Reply = {
  description: "Tokens for a program; for a page of ours cookies, and the account",
  json: (z) =>
    z.union([
      z.object({ accessToken: z.string(), refreshToken: z.string(), expiresIn: z.int() }),
      z.object({ account: schemas.account(z), expiresIn: z.int() }),
    ]),
  headers: ["Set-Cookie"],
};

/** Sign-in and sign-out, the first start, and one's own account. */
export const authRoutes: readonly Route[] = [
  defineRoute({
    name: "auth.login",
    method: "POST",
    path: "/api/v1/auth/login",
    permission: "public",
    summary: "Sign in",
    description: "A page of ours gets cookies and sees no token.",
    maxBody: SMALL,
    body: (z) => z.strictObject({ username: z.string().max(200), password: schemas.password(z) }),
    responses: { 200: signedIn },
    faults: [401, 429],
    async handler(context) {
      const { username: name, password } = context.body;
      if (ID_PATTERN.test(name)) context.note({ object: `user/${name}` });
      const { address, services } = context;
      return signIn(context, await services.authentication.login({ name, password, address }));
    },
  }),
  defineRoute({
    name: "auth.refresh",
    method: "POST",
    path: "/api/v1/auth/refresh",
    permission: "public",
    summary: "Get the next tokens",
    description: "Each refresh token works once; one that is used again ends the session.",
    maxBody: SMALL,
    body: refreshBody,
    responses: { 200: signedIn },
    faults: [401],
    async handler(context) {
      const { request, settings, services } = context;
      const token = context.body.refreshToken ?? readCookie(request, "refresh", settings);
      if (token === undefined) throw new AppError("unauthenticated", "There is no refresh token");
      try {
        return signIn(context, await services.authentication.refresh(token));
      } catch (error) {
        const account = error instanceof AppError ? error.details.account : undefined;
        if (typeof account === "string") context.note({ object: `user/${account}` });
        throw error;
      }
    },
  }),
  defineRoute({
    name: "auth.logout",
    method: "POST",
    path: "/api/v1/auth/logout",
    permission: "public",
    summary: "Sign out",
    description: "Ends the session of the access token, of the refresh token, or of our cookies.",
    maxBody: SMALL,
    body: refreshBody,
    responses: {
      204: { description: "Nobody is signed in any more", headers: ["Set-Cookie"] },
    },
    async handler(context) {
      const { request, settings, services: { authentication } } = context;
      const access = accessTokenOf(request, settings);
      const identity = access === undefined ? undefined : await authentication.verify(access);
      if (identity) context.note(factsOf(identity.account));
      const refresh = context.body.refreshToken ?? readCookie(request, "refresh", settings);
      for (const token of [access, refresh]) if (token) await authentication.logout(token);
      return empty({ cookies: clearedCookies(settings) });
    },
  }),
  defineRoute({
    name: "auth.setup",
    method: "POST",
    path: "/api/v1/auth/setup",
    permission: "public",
    summary: "Make the first administrator",
    description: "With the token of the link that the service prints at its first start.",
    maxBody: SMALL,
    body: (z) =>
      z.strictObject({
        token: z.string().min(1).max(200),
        name: schemas.id(z),
        password: schemas.newPassword(z),
      }),
    responses: { 200: signedIn },
    faults: [404, 429],
    async handler(context) {
      const { token, name, password } = context.body;
      context.note({ object: `user/${name}` });
      return signIn(
        context,
        await context.services.authentication.setup(token, { name, password }),
      );
    },
  }),
  defineRoute({
    name: "auth.profile",
    method: "GET",
    path: "/api/v1/auth/profile",
    permission: "account",
    summary: "Read one's own account",
    responses: { 200: { description: "The account", json: schemas.account } },
    handler: ({ identity }) => json(identity!.account),
  }),
  defineRoute({
    name: "auth.password",
    method: "POST",
    path: "/api/v1/auth/password",
    permission: "account",
    summary: "Change one's own password",
    description: "Ends one's other sessions.",
    maxBody: SMALL,
    body: (z) => z.strictObject({ current: schemas.password(z), next: schemas.newPassword(z) }),
    responses: { 204: { description: "The password is changed" } },
    faults: [429],
    async handler(context) {
      const { actor, identity, body: { current, next }, services } = context;
      context.note({ object: `user/${actor.name}` });
      await services.accounts.changePassword(actor, identity!.session, current, next);
      return empty();
    },
  }),
];

function refreshBody(
  z: Zod,
): zod.ZodObject<{ refreshToken: zod.ZodExactOptional<zod.ZodString> }, zod.core.$strict> {
  return z.strictObject({ refreshToken: z.string().min(1).max(4096).exactOptional() });
}

/** A page of ours never holds a token: its browser gets cookies. */
function signIn(
  context: Pick<Context, "isOurOrigin" | "settings" | "note">,
  tokens: Tokens,
): Answer {
  const { account, accessToken, refreshToken, expiresIn } = tokens;
  context.note(factsOf(account));
  return context.isOurOrigin
    ? json({ account, expiresIn }, { cookies: sessionCookies(tokens, context.settings) })
    : json({ accessToken, refreshToken, expiresIn });
}

function factsOf(
  { name, role }: Account,
): { object: string; actor: Pick<Account, "name" | "role"> } {
  return { object: `user/${name}`, actor: { name, role } };
}
