/// <reference lib="dom" />
import type { JSX } from "preact";
import { initially } from "./initially.ts";
import { Notice } from "./Notice.tsx";
import type { SignInModel } from "./sign_in_model.ts";
import { Submit } from "./Submit.tsx";

/** Asks for a name and a password. Without script the form is sent as it is. */
export function SignIn({ model }: { readonly model: SignInModel }): JSX.Element {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    model.submit(String(form.get("username")), String(form.get("password")));
  };
  return (
    <form class="form" method="post" action="/sign-in" onSubmit={submit}>
      {model.fault.value && <Notice tone="fault">{model.fault.value}</Notice>}
      <input type="hidden" name="next" value={model.next} />
      <div class="field">
        <label for="username">Name</label>
        <input
          class="input"
          id="username"
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          maxLength={52}
          {...initially(model.username)}
          autofocus
        />
      </div>
      <div class="field">
        <label for="password">Password</label>
        <input
          class="input"
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxLength={1024}
        />
      </div>
      <Submit isBusy={model.isBusy.value} class="is-primary is-wide">Sign in</Submit>
    </form>
  );
}
