import type { JSX } from "preact";
import type { Fault } from "../route.ts";

/** What the page of an error is told. */
export interface ErrorViewProps {
  readonly fault: Fault;
  readonly requestId: string;
  readonly isSignedIn: boolean;
}

/** Says what went wrong and what to do next. */
export function ErrorView({ fault, requestId, isSignedIn }: ErrorViewProps): JSX.Element {
  const { title, advice } = wordsFor(fault.status);
  return (
    <div class="error-view">
      <p class="error-status" aria-hidden="true">{fault.status}</p>
      <h1>{title}</h1>
      <p class="said">{fault.message}</p>
      <p class="muted">{advice}</p>
      <p class="error-actions">
        {isSignedIn
          ? <a class="button is-primary" href="/workflows">Go to the workflows</a>
          : <a class="button is-primary" href="/sign-in">Go to the sign-in page</a>}
      </p>
      <p class="muted small">
        Request <code>{requestId}</code>
      </p>
    </div>
  );
}

interface Words {
  readonly title: string;
  readonly advice: string;
}

const WORDS: Readonly<Record<number, Words>> = {
  400: {
    title: "This address cannot be read",
    advice: "Look whether it was copied whole, or find what you look for in the menu.",
  },
  403: {
    title: "This is not open to you",
    advice: "An administrator can give you the role that it takes.",
  },
  404: {
    title: "There is nothing here",
    advice: "It may have been renamed or deleted. The lists show what there is.",
  },
  405: { title: "That cannot be done here", advice: "Go back and try it from the page itself." },
  429: { title: "Too many tries", advice: "Wait a minute, then try again." },
};

const SOMETHING: Words = {
  title: "That did not work",
  advice: "Go back and try again.",
};

const OURS: Words = {
  title: "Something went wrong",
  advice: "Try again in a moment. If it stays, tell an administrator the request below; " +
    "the log of the service has more about it.",
};

function wordsFor(status: number): Words {
  return WORDS[status] ?? (status >= 500 ? OURS : SOMETHING);
}
