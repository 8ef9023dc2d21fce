/// <reference lib="dom" />
import type { JSX } from "preact";
import { circleAlert, type IconNode } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { rulesText } from "./rules_text.ts";
import type { EditorViewProps } from "./view_props.ts";
import { chevronDown, chevronUp, code, files } from "./icon.ts";
import { IconButton } from "./IconButton.tsx";
import { late } from "./late.tsx";
import type { Panels, Tab } from "./panels.ts";

const parts = () => import("./late_parts.ts");
const ProblemList = late(() => parts().then((all) => all.ProblemList));
const FilesTab = late(() => parts().then((all) => all.FilesTab));
const SourceTab = late(() => import("./SourceTab.tsx").then((module) => module.SourceTab));

const TABS: readonly { readonly id: Tab; readonly title: string; readonly icon: IconNode }[] = [
  { id: "problems", title: "Problems", icon: circleAlert },
  { id: "source", title: "Source", icon: code },
  { id: "files", title: "Files", icon: files },
];

const VIEWS = { problems: ProblemList, source: SourceTab, files: FilesTab };

/** The tabs under the canvas. */
export function Dock({ editor }: EditorViewProps): JSX.Element {
  const { panels, drawing } = editor;
  const { tab, isDockOpen } = panels;
  const View = VIEWS[tab.value];
  return (
    <section class={`dock${isDockOpen.value ? " is-open" : ""}`} aria-label="Details">
      {isDockOpen.value && <Divider panels={panels} />}
      <div class="dock-head">
        <div
          class="tabs"
          role="tablist"
          aria-label="Details"
          onKeyDown={(event) => walk(event, panels)}
        >
          {TABS.map(({ id, title, icon }) => {
            const isChosen = isDockOpen.value && tab.value === id;
            return (
              <button
                key={id}
                type="button"
                role="tab"
                id={`tab-${id}`}
                class="tab"
                aria-selected={isChosen}
                aria-controls={isChosen ? "dock-panel" : undefined}
                tabIndex={tab.value === id ? 0 : -1}
                onClick={() => isChosen ? isDockOpen.value = false : panels.open(id)}
              >
                <Icon of={icon} size={15} />
                {title}
                {id === "problems" && <Count editor={editor} />}
              </button>
            );
          })}
        </div>
        {!drawing.isReadable.value && <span class="chip is-warning">Source cannot be read</span>}
        <IconButton
          icon={isDockOpen.value ? chevronDown : chevronUp}
          label={isDockOpen.value ? "Close details" : "Open details"}
          onClick={() => isDockOpen.value = !isDockOpen.value}
        />
      </div>
      {isDockOpen.value && (
        <div
          class="dock-panel"
          style={{ blockSize: `${panels.dockHeight.value}px` }}
          id="dock-panel"
          role="tabpanel"
          aria-labelledby={`tab-${tab.value}`}
        >
          <View editor={editor} />
        </div>
      )}
    </section>
  );
}

function Count({ editor: { drawing } }: EditorViewProps): JSX.Element {
  const count = drawing.problems.value.length;
  const broken = drawing.findings.value.length;
  return (
    <>
      {count > 0 && (
        <span class={`tab-count${drawing.hasErrors.value ? " is-error" : ""}`}>{count}</span>
      )}
      {broken > 0 && <span class="tab-findings" title={rulesText(broken)}>{broken}</span>}
    </>
  );
}

/** Arrow keys go from tab to tab. */
function walk(event: KeyboardEvent, panels: Panels): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const index = TABS.findIndex(({ id }) => id === panels.tab.value);
  const next = TABS[(index + step + TABS.length) % TABS.length]!.id;
  panels.open(next);
  document.getElementById(`tab-${next}`)?.focus();
  event.preventDefault();
}

/** The edge by which the tabs are made larger, by pointer or by arrow keys. */
function Divider({ panels: { dockHeight } }: { readonly panels: Panels }): JSX.Element {
  const drag = (event: PointerEvent) => {
    const handle = event.currentTarget as HTMLElement;
    const start = { y: event.clientY, height: dockHeight.value };
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = ({ clientY }) =>
      dockHeight.value = held(start.height + start.y - clientY);
    handle.onpointerup = () => handle.onpointermove = null;
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowUp: 24, ArrowDown: -24 }[event.key];
    if (!by) return;
    dockHeight.value = held(dockHeight.value + by);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="dock-divider"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the details"
      aria-valuemin={LEAST}
      aria-valuemax={most()}
      aria-valuenow={dockHeight.value}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={step}
    />
  );
}

const LEAST = 120;

function most(): number {
  return Math.max(LEAST, innerHeight - 240);
}

function held(height: number): number {
  return Math.round(Math.min(Math.max(height, LEAST), most()));
}
