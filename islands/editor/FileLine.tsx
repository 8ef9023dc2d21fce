import type { JSX } from "preact";
import { memo } from "preact/compat";
import type { Fidelity, MappedLines } from "../../lib/model/artifact.ts";
import { pathText } from "../../lib/model/json.ts";

/** What a line of a file is told. */
export interface FileLineProps {
  readonly line: number;
  readonly text: string;
  readonly isMarked: boolean;
  readonly isLooked: boolean;
  readonly isCurrent: boolean;
  readonly origin: MappedLines | undefined;
  readonly losses: readonly Fidelity[] | undefined;
}

/** A line of a generated file: where it came from, and beside it what it does not carry exactly. */
export const FileLine = memo(
  ({ line, text, isMarked, isLooked, isCurrent, origin, losses }: FileLineProps): JSX.Element => {
    const classes = [
      "line",
      isMarked && "is-marked",
      isLooked && "is-looked",
      isCurrent && "is-current",
      origin && "has-origin",
      losses && "has-loss",
    ].filter(Boolean);
    return (
      <span class={classes.join(" ")} data-line={line} title={titleOf(origin, losses)}>
        {text + "\n"}
      </span>
    );
  },
);

function titleOf(
  origin: FileLineProps["origin"],
  losses: FileLineProps["losses"] = [],
): string | undefined {
  if (!origin) return undefined;
  const from = [origin.node, pathText(origin.path)].filter(Boolean).join(".");
  return [from, ...losses.map(({ class: kind, message }) => `${kind}: ${message}`)].join("\n");
}
