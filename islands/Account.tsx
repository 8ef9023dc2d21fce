/// <reference lib="dom" />
import type { JSX } from "preact";
import type { AccountModel } from "./account_model.ts";
import { Icon } from "./Icon.tsx";
import { type IconNode, monitor, moon, sun } from "./icon.ts";
import { NewPassword } from "./NewPassword.tsx";
import { Notice } from "./Notice.tsx";
import { Submit } from "./Submit.tsx";
import { type Theme, THEMES } from "./theme.ts";
import { inFull } from "./time.ts";

/** What the views of this page are told. */
export interface AccountViewProps {
  readonly model: AccountModel;
}

/** Shows one's own account, and what of it one can change. */
export function Account({ model }: AccountViewProps): JSX.Element {
  const { name, role, createdAt } = model.account;
  return (
    <div class="page is-narrow">
      <header class="page-head">
        <div>
          <h1>Account</h1>
          <p>How you sign in, and how Celestra looks.</p>
        </div>
      </header>
      <section class="card panel" aria-labelledby="profile">
        <h2 id="profile">Profile</h2>
        <dl class="facts">
          <dt>Name</dt>
          <dd>{name}</dd>
          <dt>Role</dt>
          <dd>{role}, which may {MAY[role]}</dd>
          <dt>Since</dt>
          <dd>{inFull(createdAt)}</dd>
        </dl>
      </section>
      <Look model={model} />
      <Password model={model} />
      <section class="card panel" aria-labelledby="leave">
        <h2 id="leave">Sign out</h2>
        <p class="muted">Ends the session of this browser.</p>
        <form method="post" action="/sign-out">
          <button type="submit" class="button">Sign out</button>
        </form>
      </section>
    </div>
  );
}

const MAY = {
  viewer: "read everything",
  editor: "read everything and change workflows",
  deployer: "change workflows and deploy them",
  admin: "do everything, and look after accounts",
};

const LOOKS: Readonly<Record<Theme, { readonly label: string; readonly icon: IconNode }>> = {
  system: { label: "As the system", icon: monitor },
  light: { label: "Light", icon: sun },
  dark: { label: "Dark", icon: moon },
};

function Look({ model }: AccountViewProps): JSX.Element {
  return (
    <section class="card panel" aria-labelledby="look">
      <h2 id="look">Theme</h2>
      <fieldset class="segments">
        <legend class="visually-hidden">Theme</legend>
        {THEMES.map((theme) => (
          <label class="segment" key={theme}>
            <input
              type="radio"
              name="theme"
              value={theme}
              checked={model.theme.value === theme}
              onChange={() => model.wear(theme)}
            />
            <Icon of={LOOKS[theme].icon} size={14} /> {LOOKS[theme].label}
          </label>
        ))}
      </fieldset>
    </section>
  );
}

function Password({ model }: AccountViewProps): JSX.Element {
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const [current, next] = [String(fields.get("current")), String(fields.get("next"))];
    if (await model.changePassword(current, next)) form.reset();
  };
  return (
    <section class="card panel" aria-labelledby="password">
      <h2 id="password">Password</h2>
      <form class="form" onSubmit={submit}>
        {model.fault.value && <Notice tone="fault">{model.fault.value}</Notice>}
        {model.isChanged.value && (
          <Notice tone="success">The password is changed. Your other sessions are ended.</Notice>
        )}
        <input type="hidden" name="username" autocomplete="username" value={model.account.name} />
        <div class="field">
          <label for="current">Current password</label>
          <input
            class="input"
            id="current"
            name="current"
            type="password"
            autocomplete="current-password"
            required
            maxLength={1024}
          />
        </div>
        <NewPassword name="next" label="New password" />
        <div>
          <Submit isBusy={model.isBusy.value}>Change password</Submit>
        </div>
      </form>
    </section>
  );
}
