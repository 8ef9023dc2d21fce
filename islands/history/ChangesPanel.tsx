/// <reference lib="dom" />
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { arrowLeft } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { Notice } from "../Notice.tsx";
import { Differences } from "./Differences.tsx";
import type { Shown } from "./past.ts";
import { firstLine, shortId, type Side, sideOf, sideTitle } from "./side.ts";
import type { PastProps } from "./view_props.ts";

/** Says what differs between two states, and lets either be another. */
export function ChangesPanel(
  { editor, past, shown }: PastProps & { readonly shown: Shown },
): JSX.Element {
  const { from, to, comparison, fault } = shown;
  return (
    <div class="inspector-body">
      <header class="inspector-head">
        <BackButton leave={() => past.leave()} />
        <h2>What changed</h2>
      </header>
      <Ends past={past} from={from} to={to} />
      {fault && <Notice tone="fault">{fault}</Notice>}
      {!comparison && !fault && <p class="quiet" role="status">Loading</p>}
      {comparison && <Differences editor={editor} comparison={comparison} />}
    </div>
  );
}

/** Leads back to the list. */
export function BackButton({ leave }: { readonly leave: () => void }): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  // What was pressed is gone; the keyboard goes on here.
  useEffect(() => button.current?.focus(), []);
  return (
    <button type="button" class="link-button" ref={button} onClick={leave}>
      <Icon of={arrowLeft} size={14} /> History
    </button>
  );
}

function Ends(
  { past, from, to }: Pick<PastProps, "past"> & { readonly from: Side; readonly to: Side },
): JSX.Element {
  return (
    <div class="history-ends">
      <End past={past} label="From" side={from} onChange={(side) => void past.compare(side, to)} />
      <End past={past} label="To" side={to} onChange={(side) => void past.compare(from, side)} />
      <button
        type="button"
        class="button is-small"
        onClick={() => void past.compare(to, from)}
      >
        Swap
      </button>
    </div>
  );
}

interface EndProps extends Pick<PastProps, "past"> {
  readonly label: string;
  readonly side: Side;
  readonly onChange: (side: Side) => void;
}

function End({ past, label, side, onChange }: EndProps): JSX.Element {
  const items = past.page.value?.items ?? [];
  const sides: readonly Side[] = [
    { kind: "now" },
    { kind: "saved" },
    ...items.map(sideOf),
  ];
  const isListed = sides.some((one) => keyOf(one) === keyOf(side));
  const all = isListed ? sides : [side, ...sides];
  const id = `history-${label.toLowerCase()}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="select"
        value={keyOf(side)}
        onChange={({ currentTarget }) => onChange(all[currentTarget.selectedIndex]!)}
      >
        {all.map((one) => <option key={keyOf(one)} value={keyOf(one)}>{nameOf(one)}</option>)}
      </select>
    </div>
  );
}

function keyOf(side: Side): string {
  return side.kind === "commit" ? side.commit : side.kind;
}

function nameOf(side: Side): string {
  if (side.kind === "now") return "Now, with your edits";
  if (side.kind === "saved") return "Saved now";
  if (side.kind !== "commit") return sideTitle(side);
  const { commit, message } = side;
  return message === undefined
    ? `Before (${shortId(commit)})`
    : `${shortId(commit)} ${firstLine(message)}`;
}
