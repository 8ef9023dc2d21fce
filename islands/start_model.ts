import { type ReadonlySignal, signal } from "@preact/signals";
import { createApi, messageOf } from "./api.ts";
import type { SignInTools } from "./sign_in_model.ts";
import { goTo } from "./wake.ts";

/** What the server gives the page of the first start. */
export interface StartProps {
  /** The token of the link. */
  readonly token: string;
  readonly name: string;
  /** Why it did not work, when it was sent without script. */
  readonly fault?: string | undefined;
}

/** Making the first administrator. */
export interface StartModel extends Pick<StartProps, "token" | "name"> {
  readonly isBusy: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<string | undefined>;
  submit(name: string, password: string): Promise<void>;
}

/** Creates the model of the first start. */
export function createStart(
  props: StartProps,
  { api = createApi(), go = goTo }: SignInTools = {},
): StartModel {
  const isBusy = signal(false);
  const fault = signal(props.fault);
  return {
    ...props,
    isBusy,
    fault,
    async submit(name, password) {
      isBusy.value = true;
      fault.value = undefined;
      try {
        const body = { token: props.token, name, password };
        await api.send("POST", "/api/v1/auth/setup", { body, isSignIn: true });
        go("/workflows");
      } catch (error) {
        fault.value = messageOf(error);
        isBusy.value = false;
      }
    },
  };
}
