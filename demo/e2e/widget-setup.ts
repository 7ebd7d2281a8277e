import { buildWidget } from '../build-widget.ts';

/** Once, before the first file: each starts the demo, and two that build at the same moment would write the same files. */
// oxlint-disable-next-line import/no-default-export -- vitest wants it so
export default async function setup(): Promise<void> {
  await buildWidget(() => undefined);
}
