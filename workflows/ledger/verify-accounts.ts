import type { Tx } from '../../prisma/client.ts';
import type { LedgerAccount, Posting } from '../../prisma/gen/sqlite/client.ts';
import type { Finding } from './finding.ts';
import { PAGE, pagesOf } from './pages.ts';

interface Running {
  account: LedgerAccount;
  sum: bigint;
  lines: number;
  /** The first broken line says where to look; those after it only repeat it. */
  broken: boolean;
}

/** Each account from its first line to its last, and each agency as a whole. */
export async function* verifyAccounts(tx: Tx): AsyncGenerator<Finding> {
  const rows = await tx.ledgerAccount.findMany({ orderBy: { id: 'asc' } });
  const accounts = new Map(
    rows.map((account): [string, Running] => [account.id, { account, sum: 0n, lines: 0, broken: false }]),
  );
  for await (const posting of postingsByAccount(tx)) {
    const running = accounts.get(posting.accountId);
    if (running) yield* verifyLine(running, posting); // one without an account: an orphan, found elsewhere
  }
  for (const running of accounts.values()) yield* verifyEnd(running);
  yield* verifySums([...accounts.values()]);
}

function postingsByAccount(tx: Tx): AsyncGenerator<Posting> {
  return pagesOf<Posting>((last) => {
    const cursor = last && { accountId: last.accountId, accountVersion: last.accountVersion };
    return tx.posting.findMany({
      orderBy: [{ accountId: 'asc' }, { accountVersion: 'asc' }],
      take: PAGE,
      ...(cursor ? { cursor: { accountId_accountVersion: cursor }, skip: 1 } : {}),
    });
  });
}

function* verifyLine(running: Running, posting: Posting): Generator<Finding> {
  const { account } = running;
  const about = { agencyId: account.agencyId, subject: account.code };
  const where = `line ${posting.n} of entry ${posting.entryId}`;
  running.sum += posting.amount;
  running.lines += 1;
  if (running.broken) return;
  if (posting.accountVersion !== running.lines) {
    running.broken = true;
    const detail = `${where} has version ${posting.accountVersion}, expected ${running.lines}`;
    yield { code: 'account_version', ...about, detail };
  } else if (posting.balanceAfter !== running.sum) {
    running.broken = true;
    const detail = `${where} has balance ${posting.balanceAfter}, expected ${running.sum}`;
    yield { code: 'line_balance', ...about, detail };
  }
}

function* verifyEnd({ account, sum, lines }: Running): Generator<Finding> {
  const about = { agencyId: account.agencyId, subject: account.code };
  if (account.balance !== sum) {
    yield { code: 'account_balance', ...about, detail: `${account.balance}, its lines sum to ${sum}` };
  }
  if (account.version !== lines) {
    yield { code: 'account_version', ...about, detail: `${account.version}, it has ${lines} lines` };
  }
  if (account.code.startsWith('receivable:') && sum < 0n) {
    yield { code: 'receivable_negative', ...about, detail: `${sum}` };
  }
}

function* verifySums(accounts: Running[]): Generator<Finding> {
  const sums = new Map<string, bigint>();
  for (const { account, sum } of accounts) {
    const key = `${account.unit} ${account.agencyId}`;
    sums.set(key, (sums.get(key) ?? 0n) + sum);
  }
  for (const [key, sum] of sums) {
    const [unit = '', agencyId = ''] = key.split(' ');
    if (sum !== 0n) yield { code: 'ledger_sum', agencyId, subject: unit, detail: `off by ${sum} ${unit}` };
  }
}
