/// <reference lib="dom" />
import type { JSX } from "preact";
import { Icon } from "./Icon.tsx";
import { chevronLeft, chevronRight } from "./icon.ts";
import { lastPage, type Page, type Query, searchOf } from "./listing.ts";

/** What a pager is told. */
export interface PagerProps {
  readonly page: Page<unknown>;
  readonly query: Query;
  /** What is listed, in the plural. */
  readonly noun: string;
  /** Turns the page by script; without it the links do. */
  readonly onTurn?: (page: number) => void;
}

/** Shows which part of a list is seen and leads to the others; nothing when there is one. */
export function Pager({ page, query, noun, onTurn }: PagerProps): JSX.Element | null {
  const last = lastPage(page);
  if (last === 1) return null;
  const first = (page.page - 1) * page.perPage + 1;
  const end = Math.min(page.total, page.page * page.perPage);
  const link = (to: number, label: string, icon: JSX.Element) =>
    to < 1 || to > last ? <span class="button is-icon" aria-disabled="true">{icon}</span> : (
      <a
        class="button is-icon"
        href={`?${searchOf(query, { page: to })}`}
        aria-label={label}
        onClick={(event) => {
          if (!onTurn) return;
          event.preventDefault();
          onTurn(to);
        }}
      >
        {icon}
      </a>
    );
  return (
    <nav class="pager" aria-label="Pages">
      <span class="muted small">{first} to {end} of {page.total} {noun}</span>
      {link(page.page - 1, "Page before", <Icon of={chevronLeft} />)}
      {link(page.page + 1, "Next page", <Icon of={chevronRight} />)}
    </nav>
  );
}
