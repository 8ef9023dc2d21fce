/// <reference lib="dom" />
import type { JSX } from "preact";
import { Icon } from "./Icon.tsx";
import { search as searchIcon } from "./icon.ts";
import { initially } from "./initially.ts";
import type { Listing } from "./listing.ts";
import { soon } from "./soon.ts";
import type { WorkflowItem } from "./workflow_item.ts";

const STATES = { "": "All", valid: "Valid", invalid: "With errors" };
const SORTS = {
  name: "Name, A to Z",
  "-name": "Name, Z to A",
  "-updated": "Last changed first",
  updated: "Last changed last",
};

/** Searches, filters and sorts the list. Without script it is a form that is sent. */
export function WorkflowFilters(
  { list }: { readonly list: Listing<WorkflowItem> },
): JSX.Element {
  const { search = "", state = "", sort = "name" } = list.query.value;
  return (
    <form
      class="filters"
      role="search"
      action="/workflows"
      onSubmit={(e) => e.preventDefault()}
    >
      <div class="input-with-icon">
        <Icon of={searchIcon} />
        <input
          class="input"
          type="search"
          name="search"
          aria-label="Search workflows"
          placeholder="Search name, title, description"
          maxLength={200}
          {...initially(search)}
          onInput={({ currentTarget: { value } }) => soon(() => list.ask({ search: value }))}
        />
      </div>
      <fieldset class="segments">
        <legend class="visually-hidden">State</legend>
        {Object.entries(STATES).map(([value, label]) => (
          <label class="segment" key={value}>
            <input
              type="radio"
              name="state"
              value={value}
              checked={state === value}
              onChange={() => list.ask({ state: value })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <select
        class="select"
        name="sort"
        aria-label="Sort by"
        value={sort}
        onChange={({ currentTarget: { value } }) => list.ask({ sort: value })}
      >
        {Object.entries(SORTS).map(([value, label]) => (
          <option key={value} value={value} selected={sort === value}>{label}</option>
        ))}
      </select>
      <noscript>
        <button type="submit" class="button">Apply</button>
      </noscript>
    </form>
  );
}
