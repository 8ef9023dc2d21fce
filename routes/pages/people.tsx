import { createAccount } from "../../islands/account_model.ts";
import { Account } from "../../islands/Account.tsx";
import { createUsers } from "../../islands/users_model.ts";
import { Users } from "../../islands/Users.tsx";
import { defineRoute, type Route } from "../route.ts";
import { AuditView } from "../views/AuditView.tsx";
import type { Pages } from "./page.tsx";
import { pageNumber, PER_PAGE } from "./query.ts";
import { themeOf } from "./theme.ts";

const responses = { 200: { description: "The page", types: ["text/html"] } };

/** One's own account, everybody's, and what everybody did. */
export function peoplePages(pages: Pages): readonly Route[] {
  return [
    defineRoute({
      name: "pages.account",
      method: "GET",
      path: "/account",
      permission: "account",
      summary: "One's own account",
      isPage: true,
      responses,
      handler(context) {
        const props = { account: context.identity!.account, theme: themeOf(context.request) };
        return pages.inside(context, {
          title: "Account",
          script: "account.js",
          props,
          view: <Account model={createAccount(props)} />,
        });
      },
    }),
    defineRoute({
      name: "pages.users",
      method: "GET",
      path: "/users",
      permission: "administer",
      summary: "The users",
      isPage: true,
      responses,
      async handler(context) {
        const { services, identity } = context;
        const props = { users: await services.accounts.list(), me: identity!.account.name };
        return pages.inside(context, {
          title: "Users",
          script: "users.js",
          props,
          view: <Users model={createUsers(props)} />,
        });
      },
    }),
    defineRoute({
      name: "pages.audit",
      method: "GET",
      path: "/audit",
      permission: "administer",
      summary: "The audit log",
      isPage: true,
      responses,
      async handler(context) {
        const { services: { audit }, search } = context;
        const part = { page: pageNumber(search), perPage: PER_PAGE };
        const [list, broken] = await Promise.all([audit.list(part), audit.verify()]);
        const view = <AuditView page={{ ...part, ...list }} broken={broken} />;
        return pages.inside(context, { title: "Audit", view });
      },
    }),
  ];
}
