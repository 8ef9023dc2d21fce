/// <reference lib="dom" />
import type { JSX } from "preact";
import { NameField } from "./NameField.tsx";
import { NewPassword } from "./NewPassword.tsx";
import { Notice } from "./Notice.tsx";
import type { StartModel } from "./start_model.ts";
import { Submit } from "./Submit.tsx";

/** Asks for the first administrator. Without script the form is sent as it is. */
export function Start({ model }: { readonly model: StartModel }): JSX.Element {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    model.submit(String(form.get("name")), String(form.get("password")));
  };
  return (
    <form class="form" method="post" action={`/start/${model.token}`} onSubmit={submit}>
      {model.fault.value && <Notice tone="fault">{model.fault.value}</Notice>}
      <NameField
        label="Name"
        hint="Lower-case letters, digits and dashes, such as ada."
        value={model.name}
        autocomplete="username"
      />
      <NewPassword name="password" label="Password" />
      <Submit isBusy={model.isBusy.value} class="is-primary is-wide">
        Create the administrator
      </Submit>
    </form>
  );
}
