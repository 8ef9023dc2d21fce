import { isChange, type Reply, type Route } from "../route.ts";

/** What each status of an error says, and the headers that come with it. */
export const FAULTS: Readonly<Record<number, Reply>> = {
  400: { description: "The path, the query or a header is not as it must be" },
  401: { description: "Nobody is signed in, or not any more", headers: ["WWW-Authenticate"] },
  403: { description: "This needs a higher role, or a page of another site asked" },
  404: { description: "It is not there" },
  408: { description: "The body took too long to come" },
  409: { description: "It cannot be done as things stand; the code says why" },
  412: { description: "It was changed in the meantime; the ETag is the newest", headers: ["ETag"] },
  413: { description: "The body is too large" },
  415: { description: "The body is of a type that is not taken, or compressed" },
  422: { description: "The body is not as it must be; the details list everything" },
  428: { description: "If-Match is missing" },
  429: { description: "There were too many wrong passwords", headers: ["Retry-After"] },
  500: { description: "Something went wrong on our side" },
  502: { description: "What this needs did not answer as it should" },
  503: { description: "The store is busy, or the service closes", headers: ["Retry-After"] },
  507: { description: "There is no space left" },
};

/** The statuses of errors that a route may answer, in order. */
export function faultsOf(route: Route): number[] {
  const { permission, path, method, body, headers = {}, faults = [] } = route;
  const all = [
    ...faults,
    400,
    500,
    ...permission === "public" ? [] : [401, 403],
    ...method === "GET" ? [] : [403],
    ...path.includes("{") ? [404] : [],
    ..."If-Match" in headers ? [412, 428] : [],
    ...body ? [408, 413, 415, 422] : [],
    ...isChange(route) ? [503, 507] : [],
  ];
  return [...new Set(all)].sort((a, b) => a - b);
}
