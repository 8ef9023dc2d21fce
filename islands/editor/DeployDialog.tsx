/// <reference lib="dom" />
import type { JSX } from "preact";
import { Dialog } from "../Dialog.tsx";
import { loader, rocket } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { Notice } from "../Notice.tsx";
import { secretKey } from "./missing_secrets.ts";
import type { EditorViewProps } from "./view_props.ts";
import type { Editor } from "./editor.ts";

/** Asks where to deploy, and for the secret values that are missing there. */
export function DeployDialog({ editor }: EditorViewProps): JSX.Element {
  const { deploying, saving, drawing, panels } = editor;
  const { isBusy, fault } = deploying;
  const isDirty = saving.isDirty.value;
  return (
    <Dialog title="Deploy" isOpen onClose={() => deploying.close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void deploying.deploy();
        }}
      >
        <EnvironmentChoices editor={editor} />
        <MissingSecrets editor={editor} />
        {drawing.hasErrors.value && (
          <Notice tone="warning">
            <span>The workflow has errors. Correct them, then deploy.</span>{" "}
            <button
              type="button"
              class="link-button"
              onClick={() => {
                deploying.close();
                panels.open("problems");
              }}
            >
              Show problems
            </button>
          </Notice>
        )}
        {isDirty && !drawing.hasErrors.value && (
          <Notice tone="info">Your edits are saved first.</Notice>
        )}
        {fault.value && <Notice tone="fault">{fault.value}</Notice>}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => deploying.close()}>Cancel</button>
          <button
            type="submit"
            class={`button is-primary${isBusy.value ? " is-busy" : ""}`}
            disabled={isBusy.value || drawing.hasErrors.value || deploying.environment.value === ""}
          >
            <Icon of={isBusy.value ? loader : rocket} />
            {isDirty ? "Save and deploy" : "Deploy"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function EnvironmentChoices(
  { editor: { deploying, environments } }: { readonly editor: Editor },
): JSX.Element {
  return (
    <fieldset class="plain choices">
      <legend class="label">Environment</legend>
      {environments.map(({ name, target, output }) => (
        <label key={name} class="choice">
          <input
            type="radio"
            name="environment"
            checked={deploying.environment.value === name}
            onChange={() => deploying.choose(name)}
          />
          <span>
            <strong>{name}</strong>
            <span class="quiet">{output} to {target}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function MissingSecrets(
  { editor: { deploying } }: { readonly editor: Editor },
): JSX.Element | null {
  const { missing, values, environment } = deploying;
  if (missing.value === undefined || missing.value.length === 0) return null;
  return (
    <fieldset class="plain secrets">
      <legend class="label">Secret values that are not set on {environment.value}</legend>
      {missing.value.map((secret) => {
        const key = secretKey(secret);
        return (
          <div key={key} class="field">
            <label for={`secret-${key}`}>
              <code>{secret.node}</code> {secret.key}
            </label>
            <input
              id={`secret-${key}`}
              class="input"
              type="password"
              autocomplete="new-password"
              value={values.value[key] ?? ""}
              onInput={({ currentTarget }) => deploying.type(secret, currentTarget.value)}
            />
          </div>
        );
      })}
      <p class="hint">
        Each is kept outside Git and never shown again. Without them the deployment stops before
        anything is applied.
      </p>
    </fieldset>
  );
}
