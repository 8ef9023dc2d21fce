/** Without a limit, what a container prints can fill the disk. */
export const LOGGING = { driver: "json-file", options: { "max-file": "3", "max-size": "10m" } };
