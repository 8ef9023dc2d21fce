/// <reference lib="dom" />
import type { JSX } from "preact";

/** What the field of a new password is told. */
export interface NewPasswordProps {
  readonly name: string;
  readonly label: string;
}

/** Asks for a new password and says what makes a good one. */
export function NewPassword({ name, label }: NewPasswordProps): JSX.Element {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        class="input"
        id={name}
        name={name}
        type="password"
        autocomplete="new-password"
        required
        minLength={SHORTEST}
        maxLength={1024}
        aria-describedby={`${name}-hint`}
      />
      <p class="hint" id={`${name}-hint`}>
        At least {SHORTEST} characters. A few words in a row are easy to keep and hard to guess.
      </p>
    </div>
  );
}

/** The fewest characters that the service takes. */
const SHORTEST = 10;
