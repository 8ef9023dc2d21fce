import { type ReadonlySignal, signal } from "@preact/signals";
import { type Api, createApi, messageOf } from "./api.ts";
import { goTo } from "./wake.ts";

/** What the server gives the sign-in page. */
export interface SignInProps {
  /** Where to go then: a path of ours. */
  readonly next: string;
  /** What was written before, when it was sent without script. */
  readonly username: string;
  /** Why it did not work, when it was sent without script. */
  readonly fault?: string | undefined;
}

/** Signing in. */
export interface SignInModel extends Pick<SignInProps, "next" | "username"> {
  readonly isBusy: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<string | undefined>;
  submit(username: string, password: string): Promise<void>;
}

/** What a page that signs in takes from the browser. */
export interface SignInTools {
  readonly api?: Api;
  readonly go?: (path: string) => void;
}

/** Creates the model of the sign-in page. */
export function createSignIn(
  props: SignInProps,
  { api = createApi(), go = goTo }: SignInTools = {},
): SignInModel {
  const isBusy = signal(false);
  const fault = signal(props.fault);
  return {
    ...props,
    isBusy,
    fault,
    async submit(username, password) {
      isBusy.value = true;
      fault.value = undefined;
      try {
        const body = { username, password };
        await api.send("POST", "/api/v1/auth/login", { body, isSignIn: true });
        go(props.next);
      } catch (error) {
        fault.value = messageOf(error);
        isBusy.value = false;
      }
    },
  };
}
