import { html } from 'lit';
import type { AgencyView } from '../../../api/contract/index.ts';
import type { AllWords } from '../../i18n/payer-words.ts';

/** The address of the agency's page of ours, or undefined where the element stands on it already. */
export function securePage(agency: AgencyView | undefined): string | undefined {
  const url = agency?.securePage;
  return url && new URL(url).origin !== location.origin ? url : undefined;
}

/** On to that page in another tab, in the language spoken here; the payer signs in there and goes on where they were. */
export const securePageLink = (url: string, { check, frame, language }: AllWords) => html`
  <a class="btn" href="${url}?lang=${language}" target="_blank" rel="noopener">
    ${check.securePage} <span class="vh">${frame.newTab}</span>
  </a>
`;
