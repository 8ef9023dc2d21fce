import { bytesOf, millicoresOf } from "../../model/formats.ts";

/**
 * Quantities as the API server writes them. It rewrites `0.5` to `500m` and `1024Mi` to `1Gi`;
 * `kubectl apply` would find a difference in any other spelling, every time.
 */
export function cpuText(text: string): string {
  const millicores = millicoresOf(text);
  if (millicores === undefined) return text;
  return millicores % 1000 === 0 ? String(millicores / 1000) : `${millicores}m`;
}

/** An amount of bytes as the API server writes it. */
export function bytesText(text: string): string {
  let amount = bytesOf(text);
  if (amount === undefined || !Number.isInteger(amount)) return text;
  const [step, units] = text.endsWith("i")
    ? [1024, ["", "Ki", "Mi", "Gi", "Ti", "Pi"]] as const
    : [1000, ["", "k", "M", "G", "T", "P"]] as const;
  let unit = 0;
  for (; amount % step === 0 && unit < units.length - 1; unit++) amount /= step;
  return `${amount}${units[unit]}`;
}
