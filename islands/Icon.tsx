import { createElement, type JSX } from "preact";
import type { IconNode } from "./icon.ts";

/** What an icon is told. */
export interface IconProps {
  /** A drawing of `icon.ts`. */
  readonly of: IconNode;
  /** Its side in pixels; 16 unless told. */
  readonly size?: number;
  readonly class?: string;
}

/** Draws an icon in the colour of the text. It is decoration: what it means stands beside it. */
export function Icon({ of, size = 16, class: name }: IconProps): JSX.Element {
  return (
    <svg
      class={name ? `icon ${name}` : "icon"}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {of.map(([tag, attributes]) => createElement(tag, attributes))}
    </svg>
  );
}
