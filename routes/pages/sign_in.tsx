import { createSignIn, type SignInProps } from "../../islands/sign_in_model.ts";
import { SignIn } from "../../islands/SignIn.tsx";
import { AppError } from "../../lib/model/error.ts";
import { ID_PATTERN } from "../../lib/model/workflow.ts";
import { type Answer, redirect } from "../answer.ts";
import { accessTokenOf } from "../middleware/authentication.ts";
import { clearedCookies, readCookie, sessionCookies } from "../cookies.ts";
import { type Context, defineRoute, type Fault, type Route } from "../route.ts";
import { Gate } from "../views/Gate.tsx";
import { localPath } from "./local_path.ts";
import type { Pages } from "./page.tsx";

const FORM = ["application/x-www-form-urlencoded"] as const;

/** Signing in and out; without script, too. */
export function signInRoutes(pages: Pages): readonly Route[] {
  return [
    defineRoute({
      name: "pages.sign_in",
      method: "GET",
      path: "/sign-in",
      permission: "public",
      summary: "Sign in",
      isPage: true,
      responses: { 200: { description: "The page", types: ["text/html"] } },
      handler(context) {
        const next = localPath(context.search.get("next"), context.settings.publicUrl);
        return context.identity
          ? redirect(next)
          : signInPage(pages, context, { next, username: "" });
      },
    }),
    defineRoute({
      name: "auth.sign_in",
      method: "POST",
      path: "/sign-in",
      permission: "public",
      summary: "Sign in by a form",
      isPage: true,
      bodyTypes: FORM,
      body: (z) =>
        z.strictObject({
          username: z.string().max(200),
          password: z.string().max(1024),
          next: z.string().max(2000).default(""),
        }),
      responses: { 303: { description: "To where one wanted to go" } },
      async handler(context) {
        const { body: { username: name, password, next }, address, services, settings } = context;
        if (ID_PATTERN.test(name)) context.note({ object: `user/${name}` });
        const tokens = await services.authentication.login({ name, password, address })
          .catch(refuse);
        context.note({ actor: tokens.account });
        return redirect(localPath(next, settings.publicUrl), {
          cookies: sessionCookies(tokens, settings),
        });
      },
    }),
    defineRoute({
      name: "auth.sign_out",
      method: "POST",
      path: "/sign-out",
      permission: "public",
      summary: "Sign out by a form",
      isPage: true,
      responses: { 303: { description: "To the sign-in page" } },
      async handler({ request, settings, services: { authentication } }) {
        const tokens = [accessTokenOf(request, settings), readCookie(request, "refresh", settings)];
        for (const token of tokens) if (token !== undefined) await authentication.logout(token);
        return redirect("/sign-in", { cookies: clearedCookies(settings) });
      },
    }),
  ];
}

/** The sign-in page again, with what went wrong. */
export function signInAgain(pages: Pages, context: Context, { status, message }: Fault): Answer {
  const body = (context.body ?? {}) as { username?: string; next?: string };
  const next = localPath(body.next, context.settings.publicUrl);
  const username = body.username ?? "";
  return signInPage(pages, context, { next, username, fault: message }, status);
}

function signInPage(pages: Pages, context: Context, props: SignInProps, status = 200): Answer {
  return pages.outside(context, {
    status,
    title: "Sign in",
    script: "sign_in.js",
    props,
    view: (
      <Gate title="Sign in to Celestra">
        <div id="island" class="gate-form">
          <SignIn model={createSignIn(props)} />
        </div>
      </Gate>
    ),
  });
}

/** A page whose visitor is not known leads to the sign-in page, and here it would lose its message. */
function refuse(error: unknown): never {
  if (!(error instanceof AppError && error.code === "unauthenticated")) throw error;
  throw new AppError("permission_denied", error.message, { cause: error });
}
