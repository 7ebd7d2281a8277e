/** The only version spoken: the one that the `stripe` package pins (see its `apiVersion.d.ts`). */
export const API_VERSION = '2026-10-28.endive';
