/// <reference lib="dom" />
import type { JSX } from "preact";
import { DeploymentChip } from "./DeploymentChip.tsx";
import { LOOKS } from "./deployment_looks.ts";
import type { DeploymentItem, DeploymentsModel } from "./deployments_model.ts";
import { Icon } from "./Icon.tsx";
import { arrowRight, rocket } from "./icon.ts";
import { Live } from "./Live.tsx";
import { Notice } from "./Notice.tsx";
import { Pager } from "./Pager.tsx";
import { Time } from "./Time.tsx";

/** What the views of this page are told. */
export interface DeploymentsViewProps {
  readonly model: DeploymentsModel;
}

/** Shows what went where, and how it went. */
export function Deployments({ model }: DeploymentsViewProps): JSX.Element {
  const { list, news, clock } = model;
  const { items, total } = list.page.value;
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>Deployments</h1>
          <p>Each is one commit on the branch of its environment.</p>
        </div>
        <Live state={news.value?.state.value ?? "connecting"} />
      </header>
      <DeploymentFilters model={model} />
      {list.fault.value && <Notice tone="fault">{list.fault.value}</Notice>}
      <p class="visually-hidden" role="status">{total} deployments</p>
      {total === 0
        ? <NoDeployments model={model} />
        : (
          <ul class="card rows" aria-busy={list.isBusy.value}>
            {items.map((item) => <DeploymentRow key={item.id} item={item} now={clock.now.value} />)}
          </ul>
        )}
      <Pager
        page={list.page.value}
        query={list.query.value}
        noun="deployments"
        onTurn={(page) => list.turn(page)}
      />
    </div>
  );
}

function DeploymentRow(
  { item, now }: { readonly item: DeploymentItem; readonly now: number },
): JSX.Element {
  const { id, workflow, environment, state, actor, createdAt, source, message } = item;
  return (
    <li class="row is-deployment">
      <DeploymentChip state={state} />
      <div class="row-main">
        <p class="row-title">
          <a href={`/deployments/${id}`}>
            {workflow} <Icon of={arrowRight} size={13} class="muted" />
            <span class="visually-hidden">to</span> {environment}
          </a>
        </p>
        {message && <p class="row-text muted">{message}</p>}
      </div>
      <p class="row-meta muted small">
        <span class="mono">{source.slice(0, 7)}</span>
        <span>
          <Time at={createdAt} now={now} /> by {actor}
        </span>
      </p>
    </li>
  );
}

/** Filters the list. Without script it is a form that is sent. */
function DeploymentFilters({ model }: DeploymentsViewProps): JSX.Element {
  const { workflows, environments } = model;
  return (
    <form class="filters" action="/deployments" onSubmit={(event) => event.preventDefault()}>
      <Filter model={model} name="workflow" all="All workflows" choices={pairs(workflows)} />
      <Filter
        model={model}
        name="environment"
        all="All environments"
        choices={pairs(environments)}
      />
      <Filter model={model} name="state" all="All states" choices={STATES} />
      <noscript>
        <button type="submit" class="button">Apply</button>
      </noscript>
    </form>
  );
}

interface FilterProps extends DeploymentsViewProps {
  readonly name: string;
  readonly all: string;
  readonly choices: readonly (readonly [value: string, label: string])[];
}

function Filter({ model: { list }, name, all, choices }: FilterProps): JSX.Element {
  const chosen = list.query.value[name] ?? "";
  return (
    <select
      class="select"
      name={name}
      aria-label={`Filter by ${name}`}
      value={chosen}
      onChange={({ currentTarget: { value } }) => list.ask({ [name]: value })}
    >
      {[["", all] as const, ...choices].map(([value, label]) => (
        <option key={value} value={value} selected={value === chosen}>{label}</option>
      ))}
    </select>
  );
}

/** The states to choose from, by their words. */
const STATES = Object.entries(LOOKS).map(([state, { label }]) => [state, label] as const);

function pairs(names: readonly string[]): [string, string][] {
  return names.map((name) => [name, name]);
}

/** Says why there is nothing, and what to do about it. */
function NoDeployments({ model }: DeploymentsViewProps): JSX.Element {
  const isFiltered = Object.values(model.list.query.value).some((value) => value !== "");
  return (
    <div class="card empty">
      <span class="empty-icon">
        <Icon of={rocket} size={24} />
      </span>
      <h2>{isFiltered ? "Nothing fits" : "Nothing is deployed yet"}</h2>
      <p>
        {isFiltered
          ? "No deployment goes with these filters."
          : "Open a workflow and press Deploy; what happens then shows up here."}
      </p>
      {isFiltered
        ? <a class="button" href="/deployments">Show all deployments</a>
        : <a class="button" href="/workflows">Go to the workflows</a>}
    </div>
  );
}
