import { languageOf } from '../workflows/words/language.ts';
import type { AgencyView } from './contract/index.ts';
import { officeHoursOf } from './office-hours.ts';
import { noInput } from './no-input.ts';
import { securePath } from './http/secure-page.ts';
import { pageProcedure } from './trpc.ts';

/** What an agency's page shows before anybody signs in. */
export const viewAgency = pageProcedure.input(noInput).query(({ ctx }): AgencyView => {
  const { name, language, timeZone, phone, statementDescriptor, officeHours, stripeAccountId, settings } =
    ctx.agency;
  const { publishableKey, sandboxScriptUrl } = ctx.api.deps.stripe;
  return {
    name,
    language: languageOf(language),
    timeZone,
    phone,
    statementDescriptor,
    officeHours: officeHoursOf(officeHours),
    places: settings.places,
    brand: settings.brand,
    securePage: `${ctx.api.deps.pageOrigin()}${securePath(ctx.agency.publishableKey)}`,
    stripe: {
      publishableKey,
      ...(stripeAccountId !== null && { account: stripeAccountId }),
      ...(sandboxScriptUrl !== undefined && { sandboxScriptUrl }),
    },
  };
});
