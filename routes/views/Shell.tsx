import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../../islands/Icon.tsx";
import {
  blocks,
  circleUser,
  type IconNode,
  logOut,
  rocket,
  scrollText,
  users,
  workflow,
} from "../../islands/icon.ts";
import type { Account } from "../../lib/model/account.ts";
import { allows, type Permission } from "../../lib/model/role.ts";

/** A place to go to. */
interface Place {
  readonly path: string;
  readonly label: string;
  readonly icon: IconNode;
  readonly permission: Permission;
}

const PLACES: readonly Place[] = [
  { path: "/workflows", label: "Workflows", icon: workflow, permission: "read" },
  { path: "/deployments", label: "Deployments", icon: rocket, permission: "read" },
  { path: "/components", label: "Components", icon: blocks, permission: "read" },
  { path: "/users", label: "Users", icon: users, permission: "administer" },
  { path: "/audit", label: "Audit", icon: scrollText, permission: "administer" },
  { path: "/account", label: "Account", icon: circleUser, permission: "account" },
];

/** What the frame of a page is told. */
export interface ShellProps {
  readonly account: Account;
  /** The path of the page; its place is marked. */
  readonly path: string;
  /** Whether the page takes the whole screen. */
  readonly isEditor?: boolean;
  readonly children: ComponentChildren;
}

/** Where one is, where one can go, and who one is. */
export function Shell({ account, path, isEditor, children }: ShellProps): JSX.Element {
  const { name, role } = account;
  return (
    <>
      <a class="skip-link" href="#main">Skip to content</a>
      <div class={isEditor ? "shell is-editor" : "shell"}>
        <header class="sidebar">
          <a class="brand" href="/workflows">
            <img src="/favicon.svg" alt="" width="26" height="26" />
            <span>Celestra</span>
          </a>
          <nav class="nav" aria-label="Main">
            <ul>
              {PLACES.filter(({ permission }) => allows(role, permission))
                .map((place) => <PlaceLink key={place.path} place={place} path={path} />)}
            </ul>
          </nav>
          <form class="sidebar-foot" method="post" action="/sign-out">
            <span class="avatar" aria-hidden="true">{name.slice(0, 1)}</span>
            <span class="person">
              <strong>{name}</strong>
              <span class="muted small">{role}</span>
            </span>
            <button
              type="submit"
              class="button is-quiet is-icon"
              title="Sign out"
              aria-label="Sign out"
            >
              <Icon of={logOut} />
            </button>
          </form>
        </header>
        <main class="main" id="main" tabIndex={-1}>{children}</main>
      </div>
    </>
  );
}

interface PlaceLinkProps {
  readonly place: Place;
  readonly path: string;
}

function PlaceLink({ place: { path: to, label, icon }, path }: PlaceLinkProps): JSX.Element {
  const isHere = path === to || path.startsWith(`${to}/`);
  return (
    <li>
      <a href={to} title={label} aria-current={isHere ? "page" : undefined}>
        <Icon of={icon} size={17} />
        <span>{label}</span>
      </a>
    </li>
  );
}
