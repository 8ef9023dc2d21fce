/// <reference lib="dom" />
import type { JSX } from "preact";
import type { IconNode } from "../icon.ts";
import { Icon } from "../Icon.tsx";

/** What a button without words is told. */
export interface IconButtonProps {
  readonly icon: IconNode;
  /** What it does; read out, and shown when pointed at. */
  readonly label: string;
  readonly keys?: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly class?: string;
}

/** A button that is an icon. */
export function IconButton(
  { icon, label, keys, onClick, disabled = false, pressed, class: name = "" }: IconButtonProps,
): JSX.Element {
  return (
    <button
      type="button"
      class={`button is-quiet is-icon is-small ${name}`}
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon of={icon} />
    </button>
  );
}
