import assert from "node:assert/strict";
import { dayOf, isDay } from "../../../lib/model/day.ts";

Deno.test("isDay() takes days of the calendar, and nothing else", () => {
  for (const day of ["2026-01-01", "2028-02-29", "9999-12-31"]) assert.ok(isDay(day), day);
  const others = ["2027-02-29", "2026-13-01", "2026-1-1", "2026-01-01T00:00:00Z", "today", ""];
  for (const other of others) assert.equal(isDay(other), false, other);
});

Deno.test("dayOf() is the day in UTC", () => {
  assert.equal(dayOf(Date.parse("2026-07-01T23:59:59Z")), "2026-07-01");
  assert.equal(dayOf(Date.parse("2026-07-02T00:30:00+02:00")), "2026-07-01");
});
