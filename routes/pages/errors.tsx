import type { Answer } from "../answer.ts";
import { faultHeaders } from "../errors.ts";
import type { Context, ErrorPage, Fault } from "../route.ts";
import { ErrorView } from "../views/ErrorView.tsx";
import type { Pages } from "./page.tsx";
import { signInAgain } from "./sign_in.tsx";
import { startAgain } from "./start.tsx";

type Again = (pages: Pages, context: Context, fault: Fault) => Answer;

/** Routes that show what went wrong in their own page. */
const OWN: Readonly<Record<string, Again>> = {
  "auth.sign_in": signInAgain,
  "pages.start": startAgain,
  "auth.start": startAgain,
};

/** Shows errors to people. */
export function createErrorPage(pages: Pages): ErrorPage {
  return (context, fault) => {
    const own = fault.status < 500 ? OWN[context.route?.name ?? ""] : undefined;
    const answer = own ? own(pages, context, fault) : general(pages, context, fault);
    return { ...answer, headers: { ...answer.headers, ...faultHeaders(fault) } };
  };
}

function general(pages: Pages, context: Context, fault: Fault): Answer {
  const { requestId, identity } = context;
  const view = (
    <ErrorView
      fault={fault}
      requestId={requestId}
      isSignedIn={identity !== undefined}
    />
  );
  const content = { title: "Error", status: fault.status, view };
  if (identity) return pages.inside(context, content);
  return pages.outside(context, { ...content, view: <main class="gate">{view}</main> });
}
