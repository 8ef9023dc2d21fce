/** What every answer carries. */
const EVERYWHERE: readonly (readonly [string, string])[] = [
  ["strict-transport-security", "max-age=31536000"],
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "same-origin"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
];

/** The policy of what is no page: nothing may be loaded, nobody may frame it. */
const NO_PAGE =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "object-src 'none'";

/** The headers that keep an answer that is no page safe. */
export const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ["content-security-policy", NO_PAGE],
  ...EVERYWHERE,
];

/** The headers that keep a page safe; scripts and styles within it need the nonce. */
export function pageSecurityHeaders(nonce: string): readonly (readonly [string, string])[] {
  return [
    ["content-security-policy", pagePolicy(nonce)],
    ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
    ...EVERYWHERE,
  ];
}

function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}
