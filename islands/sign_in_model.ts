import { type Api, createApi } from "./api.ts";
import { createSubmission, type Submission } from "./submission.ts";
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
export interface SignInModel extends Pick<SignInProps, "next" | "username">, Submission {
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
  const { state, send } = createSubmission(props.fault);
  return {
    ...props,
    ...state,
    submit: (username, password) =>
      send(async () => {
        const body = { username, password };
        await api.send("POST", "/api/v1/auth/login", { body, isSignIn: true });
        go(props.next);
      }),
  };
}
