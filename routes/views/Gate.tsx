import type { ComponentChildren, JSX } from "preact";

/** What a page outside is told. */
export interface GateProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ComponentChildren;
}

/** The frame of what people see before they are signed in. */
export function Gate({ title, lead, children }: GateProps): JSX.Element {
  return (
    <main class="gate">
      <Sky />
      <div class="card gate-card">
        <img src="/favicon.svg" alt="Celestra" width="44" height="44" />
        <h1>{title}</h1>
        {lead && <p class="muted">{lead}</p>}
        {children}
      </div>
      <p class="gate-foot muted small">Draw it, review it, ship it.</p>
    </main>
  );
}

const STARS: readonly (readonly [x: number, y: number, r: number])[] = [
  [90, 120, 3],
  [210, 70, 2],
  [330, 170, 4],
  [250, 300, 2.5],
  [110, 420, 3],
  [1010, 90, 2.5],
  [1110, 210, 4],
  [930, 300, 2],
  [1060, 420, 3],
  [880, 520, 2.5],
];

const LINES = "M90 120 210 70 330 170 250 300 110 420M250 300 90 120" +
  "M1010 90 1110 210 930 300 1060 420 880 520M930 300 1010 90";

/** Two constellations, which are what workflows look like from afar. */
function Sky(): JSX.Element {
  return (
    <svg
      class="sky"
      viewBox="0 0 1200 600"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <path d={LINES} />
      {STARS.map(([cx, cy, r]) => <circle key={cx} cx={cx} cy={cy} r={r} />)}
    </svg>
  );
}
