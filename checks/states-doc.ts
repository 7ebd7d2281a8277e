import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paymentStates, toldToPayer } from '../workflows/payment/states.ts';
import { statesOf } from '../workflows/state-table.ts';
import { root } from './source.ts';

export const statesDoc = join(root, 'docs/payment-states.md');

/** The page on a payment's life, as the code has it now: the diagram, and what the payer is told in each state. */
export function paymentStatesPage(): string {
  const states = statesOf(paymentStates);
  const edges = states.flatMap((from) =>
    Object.entries<string>(paymentStates[from]).map(([event, to]) => `  ${from} --> ${to}: ${event}`),
  );
  const ends = states.filter((state) => Object.keys(paymentStates[state]).length === 0);
  const rows = states.map(
    (state) => `| \`${state}\` | ${leadsTo(paymentStates[state])} | ${toldToPayer[state]} |`,
  );
  return `# The life of a payment

Written by \`node checks/states-doc.ts\` from \`workflows/payment/states.ts\`; a test compares the two. What no arrow names is refused.

\`\`\`mermaid
stateDiagram-v2
  [*] --> created
${edges.join('\n')}
${ends.map((state) => `  ${state} --> [*]`).join('\n')}
\`\`\`

| state | leads to | the payer is told |
| --- | --- | --- |
${rows.join('\n')}
`;
}

const leadsTo = (edges: Readonly<Record<string, string>>) =>
  [...new Set(Object.values(edges))].join(', ') || 'nothing: the end';

/** What is in the repository. */
export const storedStatesPage = () => readFileSync(statesDoc, 'utf8');

if (import.meta.main) writeFileSync(statesDoc, paymentStatesPage());
