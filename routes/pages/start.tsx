import { createStart } from "../../islands/start_model.ts";
import { Start } from "../../islands/Start.tsx";
import { AppError } from "../../lib/model/error.ts";
import { type Answer, redirect } from "../answer.ts";
import { sessionCookies } from "../cookies.ts";
import type { Param } from "../params.ts";
import { type Context, defineRoute, type Fault, type Route } from "../route.ts";
import { Gate } from "../views/Gate.tsx";
import type { Pages } from "./page.tsx";

const PATH = "/start/{token}";

const params: Readonly<Record<string, Param>> = {
  token: {
    description: "The token of the link that the service prints",
    pattern: /^[\w-]{1,200}$/,
    example: "k3J9x2",
  },
};

/** The first start: whoever has the link makes the first administrator; without script, too. */
export function startRoutes(pages: Pages): readonly Route[] {
  return [
    defineRoute({
      name: "pages.start",
      method: "GET",
      path: PATH,
      permission: "public",
      summary: "Make the first administrator",
      isPage: true,
      params,
      responses: { 200: { description: "The page", types: ["text/html"] } },
      async handler(context) {
        const token = context.params.token!;
        if (await context.services.authentication.isSetupToken(token)) {
          return startPage(pages, context, { name: "" });
        }
        if (context.identity) return redirect("/workflows");
        throw new AppError("not_found", "This link was used, or it is too old");
      },
    }),
    defineRoute({
      name: "auth.start",
      method: "POST",
      path: PATH,
      permission: "public",
      summary: "Make the first administrator by a form",
      isPage: true,
      params,
      bodyTypes: ["application/x-www-form-urlencoded"],
      body: (z) => z.strictObject({ name: z.string().max(200), password: z.string().max(1024) }),
      responses: { 303: { description: "To the workflows" } },
      async handler(context) {
        const { params, body, services, settings } = context;
        const tokens = await services.authentication.setup(params.token!, body);
        const { account } = tokens;
        context.note({ object: `user/${account.name}`, actor: account });
        return redirect("/workflows", { cookies: sessionCookies(tokens, settings) });
      },
    }),
  ];
}

/** What went wrong with the first start: the form again, or what to do about a link that is over. */
export function startAgain(pages: Pages, context: Context, fault: Fault): Answer {
  const { status, message, code } = fault;
  if (code === "not_found" || code === "invalid_input") return linkIsOver(pages, context, status);
  const { name = "" } = (context.body ?? {}) as { name?: string };
  return startPage(pages, context, { name, fault: message }, status);
}

interface Said {
  readonly name: string;
  readonly fault?: string;
}

function startPage(pages: Pages, context: Context, said: Said, status = 200): Answer {
  const props = { token: context.params.token!, ...said };
  return pages.outside(context, {
    status,
    title: "First start",
    script: "start.js",
    props,
    view: (
      <Gate title="Welcome to Celestra" lead="Choose a name and a password for the administrator.">
        <div id="island" class="gate-form">
          <Start model={createStart(props)} />
        </div>
      </Gate>
    ),
  });
}

function linkIsOver(pages: Pages, context: Context, status: number): Answer {
  return pages.outside(context, {
    status,
    title: "Link is over",
    view: (
      <Gate title="This link is over" lead="It works once, and for 15 minutes after the start.">
        <ul class="gate-advice">
          <li>If there is an administrator already, sign in.</li>
          <li>If there is none yet, stop the service and start it again: it prints a new link.</li>
        </ul>
        <a class="button is-primary is-wide" href="/sign-in">Go to the sign-in page</a>
      </Gate>
    ),
  });
}
