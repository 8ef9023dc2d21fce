import { type ReadonlySignal, signal } from "@preact/signals";
import type { Account } from "../lib/model/account.ts";
import { type Api, createApi, messageOf } from "./api.ts";
import { type Theme, wearTheme } from "./theme.ts";

/** What the server gives the page of one's own account. */
export interface AccountProps {
  readonly account: Account;
  readonly theme: Theme;
}

/** One's own account. */
export interface AccountModel {
  readonly account: Account;
  readonly theme: ReadonlySignal<Theme>;
  readonly isBusy: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<string | undefined>;
  readonly isChanged: ReadonlySignal<boolean>;
  /** Changes the password; whether it was. */
  changePassword(current: string, next: string): Promise<boolean>;
  wear(theme: Theme): void;
}

/** What the page takes from the browser; tests hand in their own. */
export interface AccountTools {
  readonly api?: Api;
  readonly wear?: (theme: Theme) => void;
}

/** Creates the model of one's own account. */
export function createAccount(
  props: AccountProps,
  { api = createApi(), wear = wearTheme }: AccountTools = {},
): AccountModel {
  const theme = signal(props.theme);
  const isBusy = signal(false);
  const fault = signal<string>();
  const isChanged = signal(false);
  return {
    account: props.account,
    theme,
    isBusy,
    fault,
    isChanged,
    async changePassword(current, next) {
      isBusy.value = true;
      fault.value = undefined;
      isChanged.value = false;
      try {
        // A session that has run out is renewed here, so that a 401 then means the password.
        await api.get("/api/v1/auth/profile");
        const body = { current, next };
        await api.send("POST", "/api/v1/auth/password", { body, isSignIn: true });
        isChanged.value = true;
      } catch (error) {
        fault.value = messageOf(error);
      }
      isBusy.value = false;
      return isChanged.value;
    },
    wear(next) {
      theme.value = next;
      wear(next);
    },
  };
}
