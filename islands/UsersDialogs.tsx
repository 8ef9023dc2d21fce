/// <reference lib="dom" />
import type { JSX } from "preact";
import { type Role, ROLES } from "../lib/model/role.ts";
import { FormDialog } from "./FormDialog.tsx";
import { NameField } from "./NameField.tsx";
import { NewPassword } from "./NewPassword.tsx";
import type { UsersModel } from "./users_model.ts";

/** What the dialogs are told. */
export interface UsersDialogsProps {
  readonly model: UsersModel;
}

/** Shows the question that is asked, if one is. */
export function UsersDialogs({ model }: UsersDialogsProps): JSX.Element | null {
  const asked = model.dialog.value;
  if (asked?.kind === "add") return <AddDialog model={model} />;
  if (asked?.kind === "password") return <PasswordDialog model={model} name={asked.name} />;
  if (asked?.kind === "remove") return <RemoveDialog model={model} name={asked.name} />;
  return null;
}

interface NamedProps extends UsersDialogsProps {
  readonly name: string;
}

function AddDialog({ model }: UsersDialogsProps): JSX.Element {
  return (
    <FormDialog
      {...common(model)}
      title="Add user"
      action="Add user"
      onSubmit={(field) => {
        const role = field("role") as Role;
        model.add({ name: field("name"), role, password: field("password") });
      }}
    >
      <NameField label="Name" />
      <div class="field">
        <label for="role">Role</label>
        <select class="select" id="role" name="role">
          {ROLES.map((role) => <option key={role} value={role}>{role}</option>)}
        </select>
      </div>
      <NewPassword name="password" label="Password" />
    </FormDialog>
  );
}

function PasswordDialog({ model, name }: NamedProps): JSX.Element {
  return (
    <FormDialog
      {...common(model)}
      title={`New password for ${name}`}
      action="Set password"
      onSubmit={(field) => model.setPassword(name, field("password"))}
    >
      <p class="muted">All sessions of {name} end. Tell the new password by a way that is safe.</p>
      <NewPassword name="password" label="New password" />
    </FormDialog>
  );
}

function RemoveDialog({ model, name }: NamedProps): JSX.Element {
  return (
    <FormDialog
      {...common(model)}
      title={`Remove ${name}?`}
      action="Remove"
      isDangerous
      onSubmit={() => model.remove(name)}
    >
      <p>
        {name} is signed out and cannot sign in again. What {name}{" "}
        saved and deployed stays, with the name on it.
      </p>
    </FormDialog>
  );
}

function common(model: UsersModel) {
  return {
    isBusy: model.isBusy.value,
    fault: model.fault.value,
    onClose: () => model.ask(undefined),
  };
}
