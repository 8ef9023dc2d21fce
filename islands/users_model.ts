import { type ReadonlySignal, signal } from "@preact/signals";
import type { Account } from "../lib/model/account.ts";
import type { Role } from "../lib/model/role.ts";
import { type Api, createApi, messageOf } from "./api.ts";
import { createToasts, type Toasts } from "./toasts.tsx";

/** What the server gives the page of users. */
export interface UsersProps {
  readonly users: readonly Account[];
  /** The name of the person who looks. */
  readonly me: string;
}

/** A question that is asked over the page. */
export type UsersDialog =
  | { readonly kind: "add" }
  | { readonly kind: "password"; readonly name: string }
  | { readonly kind: "remove"; readonly name: string };

/** The accounts and what an administrator does with them. */
export interface UsersModel {
  readonly users: ReadonlySignal<readonly Account[]>;
  readonly me: string;
  readonly dialog: ReadonlySignal<UsersDialog | undefined>;
  readonly isBusy: ReadonlySignal<boolean>;
  /** Why what a dialog asked for was not done. */
  readonly fault: ReadonlySignal<string | undefined>;
  readonly toasts: Toasts;
  ask(dialog: UsersDialog | undefined): void;
  add(account: NewUser): Promise<void>;
  setRole(name: string, role: Role): Promise<void>;
  setDisabled(name: string, isDisabled: boolean): Promise<void>;
  setPassword(name: string, password: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Somebody who is added. */
export interface NewUser {
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/** What the page takes from the browser; tests hand in their own. */
export interface UsersTools {
  readonly api?: Api;
  readonly toasts?: Toasts;
}

const PATH = "/api/v1/admin/users";

/** Creates the model of the page of users. */
export function createUsers(
  props: UsersProps,
  { api = createApi(), toasts = createToasts() }: UsersTools = {},
): UsersModel {
  const users = signal(props.users);
  const dialog = signal<UsersDialog>();
  const isBusy = signal(false);
  const fault = signal<string>();

  const put = (account: Account) => {
    const others = users.value.filter(({ name }) => name !== account.name);
    users.value = [...others, account].sort((a, b) => a.name < b.name ? -1 : 1);
  };
  const patch = async (name: string, change: object) =>
    put((await api.send<Account>("PATCH", `${PATH}/${name}`, { body: change })).value);

  /** Does what a row asks for; what went wrong is said in a corner, and the row shows what is. */
  const atOnce = async (work: () => Promise<void>, done: string) => {
    try {
      await work();
      toasts.done(done);
    } catch (error) {
      toasts.fault(messageOf(error));
    }
  };
  /** Does what a dialog asks for; what went wrong is said in it. */
  const inDialog = async (work: () => Promise<void>, done: string) => {
    isBusy.value = true;
    fault.value = undefined;
    try {
      await work();
      dialog.value = undefined;
      toasts.done(done);
    } catch (error) {
      fault.value = messageOf(error);
    }
    isBusy.value = false;
  };

  return {
    users,
    me: props.me,
    dialog,
    isBusy,
    fault,
    toasts,
    ask(next) {
      fault.value = undefined;
      dialog.value = next;
    },
    add: (body) =>
      inDialog(async () => {
        put((await api.send<Account>("POST", PATH, { body })).value);
      }, `${body.name} may sign in now`),
    setRole: (name, role) => atOnce(() => patch(name, { role }), `${name} is ${role} now`),
    setDisabled: (name, isDisabled) =>
      atOnce(
        () => patch(name, { isDisabled }),
        isDisabled ? `${name} is signed out and may not sign in` : `${name} may sign in again`,
      ),
    setPassword: (name, password) =>
      inDialog(() => patch(name, { password }), `${name} has a new password and is signed out`),
    remove: (name) =>
      inDialog(async () => {
        await api.send("DELETE", `${PATH}/${name}`);
        users.value = users.value.filter((user) => user.name !== name);
      }, `${name} is removed`),
  };
}
