import { checkedSettings } from '../../api/agency-settings.ts';
import type { Tx } from '../../prisma/client.ts';
import { allocationRule, limitRule } from '../../workflows/policy/rule-schema.ts';
import { feeRule } from '../../workflows/policy/fee-schema.ts';
import { presets } from '../../workflows/policy/presets/all.ts';
import type { SampleAgency } from './agencies/agency.ts';
import { agencyId, fundId, payeeId, staffId } from './ids.ts';
import { sampleId } from '../sample/ids.ts';

/** Write an agency's settings: what an operator does who takes it on. @throws {ZodError} a rule that is none */
export async function foundAgency(
  tx: Tx,
  agency: SampleAgency,
  now: Date,
  hashes: ReadonlyMap<string, string>,
): Promise<void> {
  const { key, name, timeZone, language, phone, statementDescriptor, stripeAccountId } = agency;
  const id = agencyId(key);
  await tx.agency.create({
    data: {
      id,
      name,
      publishableKey: `pk_sample_${key}`,
      timeZone,
      language,
      phone,
      statementDescriptor,
      stripeAccountId,
      settings: checkedSettings(agency.settings),
      createdAt: now,
    },
  });
  await tx.staffMember.createMany({
    data: agency.staff.map(({ email, name: named, role }) => ({
      id: staffId(email),
      agencyId: id,
      email,
      name: named,
      role,
      passwordHash: hashes.get(email) ?? '',
      createdAt: now,
    })),
  });
  await tx.policyVersion.createMany({ data: rulesOf(agency, now) });
  await tx.fund.createMany({
    data: Object.entries(agency.funds).map(([fund, row]) => ({
      id: fundId(key, fund),
      agencyId: id,
      ...row,
    })),
  });
  await tx.beneficiary.createMany({
    data: Object.entries(agency.payees).map(([payee, row]) => ({
      id: payeeId(key, payee),
      agencyId: id,
      ...row,
    })),
  });
}

function rulesOf({ key, preset: id, fees, limits }: SampleAgency, createdAt: Date) {
  const preset = presets.find((one) => one.id === id);
  if (preset === undefined) throw new Error(`There is no preset ${id}.`);
  const of = (kind: string, versions: readonly { effectiveFrom: string; rule: object }[]) =>
    versions.map(({ effectiveFrom, rule }, i) => ({
      id: sampleId(`world policy ${key} ${kind} ${i + 1}`),
      agencyId: agencyId(key),
      kind,
      version: i + 1,
      effectiveFrom,
      rule,
      createdAt,
    }));
  return [
    ...of(
      'allocation',
      preset.versions.map(({ effectiveFrom, rule }) => ({
        effectiveFrom,
        rule: checked(rule, allocationRule),
      })),
    ),
    ...of(
      'fee',
      fees.map(({ effectiveFrom, rule }) => ({ effectiveFrom, rule: checked(rule, feeRule) })),
    ),
    ...of(
      'limit',
      limits.map(({ effectiveFrom, rule }) => ({ effectiveFrom, rule: checked(rule, limitRule) })),
    ),
  ];
}

/** The rule as it is to be stored, once the code can read it. */
function checked<Rule extends object>(rule: Rule, read: (json: unknown) => unknown): Rule {
  read(rule);
  return rule;
}
