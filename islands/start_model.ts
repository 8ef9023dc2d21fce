import { createApi } from "./api.ts";
import type { SignInTools } from "./sign_in_model.ts";
import { createSubmission, type Submission } from "./submission.ts";
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
export interface StartModel extends Pick<StartProps, "token" | "name">, Submission {
  submit(name: string, password: string): Promise<void>;
}

/** Creates the model of the first start. */
export function createStart(
  props: StartProps,
  { api = createApi(), go = goTo }: SignInTools = {},
): StartModel {
  const { state, send } = createSubmission(props.fault);
  return {
    ...props,
    ...state,
    submit: (name, password) =>
      send(async () => {
        const body = { token: props.token, name, password };
        await api.send("POST", "/api/v1/auth/setup", { body, isSignIn: true });
        go("/workflows");
      }),
  };
}
