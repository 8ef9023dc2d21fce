/** When something was today, as the clock on the wall says; of another day with its date. */
export function clockTime(moment: string, now: Date = new Date(), zone?: string): string {
  const at = new Date(moment);
  const options = zone === undefined ? {} : { timeZone: zone };
  const time = at.toLocaleTimeString("en-GB", { ...options, hour: "2-digit", minute: "2-digit" });
  const day = (date: Date) =>
    date.toLocaleDateString("en-GB", { ...options, day: "numeric", month: "short" });
  return day(at) === day(now) ? time : `${day(at)} ${time}`;
}
