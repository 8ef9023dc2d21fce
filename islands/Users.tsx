/// <reference lib="dom" />
import type { JSX } from "preact";
import type { Account } from "../lib/model/account.ts";
import { type Role, ROLES } from "../lib/model/role.ts";
import { Icon } from "./Icon.tsx";
import { keyRound, trash, userCheck, userPlus, userX } from "./icon.ts";
import { inFull } from "./time.ts";
import { ToastList } from "./toasts.tsx";
import type { UsersModel } from "./users_model.ts";
import { UsersDialogs } from "./UsersDialogs.tsx";

/** What the views of this page are told. */
export interface UsersViewProps {
  readonly model: UsersModel;
}

/** Shows the people who may sign in. */
export function Users({ model }: UsersViewProps): JSX.Element {
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>Users</h1>
          <p>A role may do what those before it may: {ROLES.join(", ")}.</p>
        </div>
        <div class="page-actions">
          <button
            type="button"
            class="button is-primary"
            onClick={() => model.ask({ kind: "add" })}
          >
            <Icon of={userPlus} /> Add user
          </button>
        </div>
      </header>
      <div class="card">
        <table class="table">
          <caption class="visually-hidden">Users</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col">State</th>
              <th scope="col">Since</th>
              <th scope="col">
                <span class="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {model.users.value.map((user) => <Row key={user.name} user={user} model={model} />)}
          </tbody>
        </table>
      </div>
      <UsersDialogs model={model} />
      <ToastList toasts={model.toasts} />
    </div>
  );
}

interface RowProps extends UsersViewProps {
  readonly user: Account;
}

function Row({ user, model }: RowProps): JSX.Element {
  const { name, isDisabled, createdAt } = user;
  return (
    <tr>
      <td class="is-title">
        <span class="who">
          <span class="avatar" aria-hidden="true">{name.slice(0, 1)}</span>
          <strong>{name}</strong>
          {name === model.me && <span class="muted small">you</span>}
        </span>
      </td>
      <td data-label="Role">
        <RoleChoice user={user} model={model} />
      </td>
      <td data-label="State">
        <span class={`chip ${isDisabled ? "is-warning" : "is-success"}`}>
          {isDisabled ? "Disabled" : "Active"}
        </span>
      </td>
      <td data-label="Since" class="muted">
        <time dateTime={createdAt} title={inFull(createdAt)}>{createdAt.slice(0, 10)}</time>
      </td>
      <td class="actions">
        <Actions user={user} model={model} />
      </td>
    </tr>
  );
}

function RoleChoice({ user: { name, role }, model }: RowProps): JSX.Element {
  return (
    <select
      class="select is-small"
      aria-label={`Role of ${name}`}
      value={role}
      onChange={({ currentTarget }) => {
        const chosen = currentTarget.value as Role;
        // Until the service agrees, the old one holds.
        currentTarget.value = role;
        model.setRole(name, chosen);
      }}
    >
      {ROLES.map((one) => <option key={one} value={one} selected={one === role}>{one}</option>)}
    </select>
  );
}

function Actions({ user: { name, isDisabled }, model }: RowProps): JSX.Element {
  const able = isDisabled ? `Enable ${name}` : `Disable ${name}`;
  return (
    <>
      <button
        type="button"
        class="button is-quiet is-icon"
        title="New password"
        aria-label={`New password for ${name}`}
        onClick={() => model.ask({ kind: "password", name })}
      >
        <Icon of={keyRound} />
      </button>
      <button
        type="button"
        class="button is-quiet is-icon"
        title={isDisabled ? "Enable" : "Disable"}
        aria-label={able}
        onClick={() => model.setDisabled(name, !isDisabled)}
      >
        <Icon of={isDisabled ? userCheck : userX} />
      </button>
      <button
        type="button"
        class="button is-quiet is-icon"
        title="Remove"
        aria-label={`Remove ${name}`}
        onClick={() => model.ask({ kind: "remove", name })}
      >
        <Icon of={trash} />
      </button>
    </>
  );
}
